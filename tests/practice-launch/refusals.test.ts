import type * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { countInstances, expectRefusal, imageNamed, launch, told } from './launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let arm: string;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  arm = told((await imageNamed(ec2, 'noble-24.04-arm64')).ImageId);
});
afterAll(() => it.end());

type Change = Partial<sdk.RunInstancesCommandInput>;
const missing = '0123456789abcdef0';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const cases: readonly [what: string, change: Change, code: string, words: RegExp][] = [
  ['no count', { MinCount: undefined as never }, 'MissingParameter', /MinCount/],
  ['a count of half a machine', { MinCount: 0.5, MaxCount: 1 }, 'InvalidParameterValue', /minCount/],
  ['at most less than at least', { MinCount: 2, MaxCount: 1 }, 'InvalidParameterValue', /maxCount/],
  ['a family of no kind', { InstanceType: 'z9.micro' as never }, 'InvalidParameterValue', /^Invalid value 'z9\.micro'/],
  [
    'a Mac, which is a whole host',
    { InstanceType: 'mac1.metal' },
    'InvalidParameterValue',
    /The architecture 'x86_64_mac' of the specified instance type does not match the architecture 'x86_64'/,
  ],
  [
    'a type whose firmware is another',
    { ImageId: 'arm', InstanceType: 't2.micro' },
    'InvalidParameterValue',
    /architecture/,
  ],
  [
    'a zone that lacks the type, naming those that have it',
    { InstanceType: 't2.micro', Placement: { AvailabilityZone: 'eu-central-1c' } },
    'Unsupported',
    /^Your requested instance type \(t2\.micro\) is not supported in your requested Availability Zone \(eu-central-1c\)\. Please retry your request by not specifying an Availability Zone or choosing eu-central-1a, eu-central-1b\.$/,
  ],
  [
    'a type that the Region does not have',
    { ImageId: 'arm', InstanceType: 'x2gd.medium' },
    'Unsupported',
    /^The requested configuration is currently not supported\./,
  ],
  [
    'a zone of another Region',
    { Placement: { AvailabilityZone: 'us-east-1a' } },
    'InvalidParameterValue',
    /us-east-1a/,
  ],
  ['a host of its own', { Placement: { Tenancy: 'host' } }, 'UnsupportedOperation', /tenancy host/],
  ['a tenancy of no kind', { Placement: { Tenancy: 'alone' as never } }, 'InvalidParameterValue', /tenancy/],
  [
    'a placement group that is not there',
    { Placement: { GroupName: 'close' } },
    'InvalidPlacementGroup.Unknown',
    /^The Placement Group 'close' is unknown\.$/,
  ],
  ['a host by its ID', { Placement: { HostId: 'h-1' } }, 'UnsupportedOperation', /HostId/],
  [
    'a profile that is not there',
    { IamInstanceProfile: { Name: 'nobody' } },
    'InvalidParameterValue',
    /^Value \(nobody\) for parameter iamInstanceProfile\.name is invalid\. Invalid IAM Instance Profile name$/,
  ],
  [
    'a profile that is not there, by its ARN',
    { IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/nobody' } },
    'InvalidParameterValue',
    /^Value \(arn:aws:iam::111122223333:instance-profile\/nobody\) for parameter iamInstanceProfile\.arn is invalid\. Invalid IAM Instance Profile ARN$/,
  ],
  [
    'a profile by both',
    { IamInstanceProfile: { Name: 'a', Arn: 'arn:aws:iam::111122223333:instance-profile/a' } },
    'InvalidParameterCombination',
    /'iamInstanceProfile\.name' may not be used in combination with 'iamInstanceProfile\.arn'/,
  ],
  ['user data that is not base64', { UserData: '#!/bin/sh' }, 'InvalidParameterValue', /BASE64/],
  [
    'user data of a byte too much',
    { UserData: base64('x'.repeat(16_385)) },
    'InvalidParameterValue',
    /^User data is limited to 16384 bytes$/,
  ],
  [
    'credits for what does not burst',
    { InstanceType: 'm5.large', CreditSpecification: { CpuCredits: 'standard' } },
    'InvalidParameterCombination',
    /m5\.large/,
  ],
  ['credits of no kind', { CreditSpecification: { CpuCredits: 'plenty' } }, 'InvalidParameterValue', /cpuCredits/],
  [
    'bandwidth for disks where there is none',
    { InstanceType: 't2.micro', EbsOptimized: true },
    'Unsupported',
    /^EBS-optimized instances are not supported/,
  ],
  ['hibernation', { HibernationOptions: { Configured: true } }, 'UnsupportedOperation', /HibernationOptions/],
  ['an enclave', { EnclaveOptions: { Enabled: true } }, 'UnsupportedOperation', /EnclaveOptions/],
  [
    'a Spot Instance',
    { InstanceMarketOptions: { MarketType: 'spot' } },
    'UnsupportedOperation',
    /InstanceMarketOptions/,
  ],
  ['CPU options', { CpuOptions: { CoreCount: 1, ThreadsPerCore: 1 } }, 'UnsupportedOperation', /CpuOptions/],
  [
    'recovery switched off',
    { MaintenanceOptions: { AutoRecovery: 'disabled' } },
    'UnsupportedOperation',
    /MaintenanceOptions/,
  ],
  [
    'a name by the resource',
    { PrivateDnsNameOptions: { HostnameType: 'resource-name' } },
    'UnsupportedOperation',
    /PrivateDnsNameOptions/,
  ],
  [
    'a reservation of capacity',
    { CapacityReservationSpecification: { CapacityReservationPreference: 'none' } },
    'UnsupportedOperation',
    /CapacityReservationSpecification/,
  ],
  [
    'a shutdown of no kind',
    { InstanceInitiatedShutdownBehavior: 'sleep' as never },
    'InvalidParameterValue',
    /shutdown/i,
  ],
  [
    'a hop limit of 65',
    { MetadataOptions: { HttpPutResponseHopLimit: 65 } },
    'InvalidParameterValue',
    /httpPutResponseHopLimit/,
  ],
  ['tokens of no kind', { MetadataOptions: { HttpTokens: 'maybe' as never } }, 'InvalidParameterValue', /httpTokens/],
  [
    'tags in the metadata that are no paths',
    {
      MetadataOptions: { InstanceMetadataTags: 'enabled' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'cost centre', Value: '7' }] }],
    },
    'InvalidParameterValue',
    /^'cost centre' is not a valid tag key\. Tag keys must match pattern/,
  ],
  [
    'tags for a kind that it does not make',
    { TagSpecifications: [{ ResourceType: 'image', Tags: [] }] },
    'InvalidParameterValue',
    /image/,
  ],
  ['a key pair of another name', { KeyName: 'team-keys' }, 'InvalidKeyPair.NotFound', /'team-keys' does not exist$/],
  [
    'an image that is not there',
    { ImageId: `ami-${missing}` },
    'InvalidAMIID.NotFound',
    /^The image id '\[ami-0123456789abcdef0\]' does not exist$/,
  ],
  ['no image', { ImageId: undefined }, 'MissingParameter', /ImageId/],
];

describe('a launch is refused, and makes nothing, for', () => {
  test.each(cases)('%s', async (_what, change, code, words) => {
    const before = await countInstances(ec2);
    const input = change.ImageId === 'arm' ? { ...change, ImageId: arm } : change;
    await expectRefusal(launch(ec2, input), code, words);
    expect(await countInstances(ec2)).toBe(before);
  });
});

describe('a fault on request', () => {
  test.each([
    ['InsufficientInstanceCapacity', 500],
    ['Blocked', 400],
    ['PendingVerification', 400],
  ] as const)('answers %s', async (code, status) => {
    await it.cloud.request('addFault', {
      operation: 'RunInstances',
      mode: 'error',
      code,
      message: 'no',
      status,
      times: 1,
    });
    await expect(launch(ec2)).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: status } });
    expect(await launch(ec2)).toHaveLength(1);
  });
});
