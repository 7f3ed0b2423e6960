import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, home, launch, launchOne, running, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let machine: sdk.Instance;
let address: { PublicIp: string; AllocationId: string; AssociationId: string };
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  machine = await running(it, ec2, {
    KeyName: 'team-key',
    ClientToken: 'the-one',
    InstanceType: 't3.large',
    EbsOptimized: true,
    Monitoring: { Enabled: true },
    Placement: { AvailabilityZone: 'eu-central-1b', Tenancy: 'dedicated' },
    MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 7, InstanceMetadataTags: 'enabled' },
    TagSpecifications: [
      { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'the-one' }] },
      { ResourceType: 'network-interface', Tags: [{ Key: 'Face', Value: 'outer' }] },
    ],
  });
  const { PublicIp, AllocationId } = await ec2.send(new sdk.AllocateAddressCommand({}));
  const { AssociationId } = await ec2.send(
    new sdk.AssociateAddressCommand({ AllocationId, InstanceId: machine.InstanceId }),
  );
  address = { PublicIp: told(PublicIp), AllocationId: told(AllocationId), AssociationId: told(AssociationId) };
  machine = await instanceNamed(ec2, 'the-one');
});
afterAll(() => it.end());

async function ids(...Filters: [name: string, ...values: string[]][]): Promise<string[]> {
  const { Reservations = [] } = await ec2.send(
    new sdk.DescribeInstancesCommand({ Filters: Filters.map(([Name, ...Values]) => ({ Name, Values })) }),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
}

describe('an instance is found, and no other, by', () => {
  const face = () => told(machine.NetworkInterfaces?.[0]);
  const day = () => `${told(machine.LaunchTime).toISOString().slice(0, 10)}T*`;
  const cases: readonly [filter: string, value: () => string][] = [
    ['instance-id', () => told(machine.InstanceId)],
    ['client-token', () => 'the-one'],
    ['reservation-id', () => reservation],
    ['instance-type', () => 't3.larg?'],
    ['tag:Name', () => 'the-*'],
    ['ip-address', () => address.PublicIp],
    ['dns-name', () => `ec2-${address.PublicIp.replaceAll('.', '-')}.eu-central-1.compute.amazonaws.com`],
    ['private-ip-address', () => told(machine.PrivateIpAddress)],
    ['private-dns-name', () => told(machine.PrivateDnsName)],
    ['launch-time', day],
    ['tenancy', () => 'dedicated'],
    ['monitoring-state', () => 'enabled'],
    ['ebs-optimized', () => 'true'],
    ['metadata-options.http-tokens', () => 'optional'],
    ['metadata-options.http-put-response-hop-limit', () => '7'],
    ['metadata-options.instance-metadata-tags', () => 'enabled'],
    ['usage-operation-update-time', day],
    ['block-device-mapping.volume-id', () => told(machine.BlockDeviceMappings?.[0]?.Ebs?.VolumeId)],
    ['block-device-mapping.attach-time', day],
    ['network-interface.network-interface-id', () => told(face().NetworkInterfaceId)],
    ['network-interface.mac-address', () => told(face().MacAddress)],
    ['network-interface.private-ip-address', () => told(machine.PrivateIpAddress)],
    ['network-interface.private-dns-name', () => told(machine.PrivateDnsName)],
    ['network-interface.tag-key', () => 'Face'],
    ['network-interface.tag-value', () => 'outer'],
    ['network-interface.attachment.attachment-id', () => told(face().Attachment?.AttachmentId)],
    ['network-interface.attachment.attach-time', day],
    ['network-interface.attachment.instance-id', () => told(machine.InstanceId)],
    ['network-interface.addresses.private-ip-address', () => told(machine.PrivateIpAddress)],
    ['network-interface.addresses.association.public-ip', () => address.PublicIp],
    ['network-interface.addresses.association.ip-owner-id', () => '111122223333'],
    ['network-interface.association.allocation-id', () => address.AllocationId],
    ['network-interface.association.association-id', () => address.AssociationId],
    ['network-interface.association.ip-owner-id', () => '111122223333'],
    ['network-interface.association.public-ip', () => address.PublicIp],
  ];
  let reservation = '';
  beforeAll(async () => {
    const { Reservations } = await ec2.send(
      new sdk.DescribeInstancesCommand({ InstanceIds: [told(machine.InstanceId)] }),
    );
    reservation = told(Reservations?.[0]?.ReservationId);
  });
  test.each(cases)('%s', async (name, value) => {
    expect(await ids([name, value()])).toEqual([machine.InstanceId]);
  });
});

describe('instances are found by', () => {
  const all = 5;
  const cases: readonly [filter: string, value: string, count: number][] = [
    ['instance-state-name', 'running', 4],
    ['instance-state-code', '80', 1],
    ['state-reason-code', 'Client.UserInitiatedShutdown', 1],
    ['state-reason-message', '*User initiated*', 1],
    ['reason', 'User initiated*', 1],
    ['key-name', 'team-key', 5],
    ['key-name', 'team*', 5],
    ['architecture', 'x86_64', all],
    ['availability-zone', 'eu-central-1a', 2],
    ['availability-zone-id', 'euc1-az*', all],
    ['group-name', 'web-servers', 3],
    ['instance.group-name', 'databases', 1],
    ['network-interface.group-name', 'default', 1],
    ['launch-index', '0', all],
    ['owner-id', '111122223333', all],
    ['source-dest-check', 'true', all],
    ['network-interface.source-dest-check', 'true', all],
    ['product-code', '*', 0],
    ['iam-instance-profile.arn', '*', 0],
    ['instance-lifecycle', 'spot', 0],
    ['spot-instance-request-id', '*', 0],
    ['platform', 'windows', 0],
    ['platform-details', 'Linux/UNIX', all],
    ['usage-operation', 'RunInstances', all],
    ['root-device-type', 'ebs', all],
    ['root-device-name', '/dev/xvda', 1],
    ['virtualization-type', 'hvm', all],
    ['hypervisor', 'xen', all],
    ['boot-mode', 'uefi-preferred', all],
    ['current-instance-boot-mode', 'uefi', all],
    ['metadata-options.http-endpoint', 'enabled', all],
    ['metadata-options.http-protocol-ipv4', 'enabled', all],
    ['metadata-options.http-protocol-ipv6', 'enabled', 0],
    ['metadata-options.state', 'applied', all],
    ['block-device-mapping.device-name', '/dev/sdf', 1],
    ['block-device-mapping.delete-on-termination', 'false', 1],
    ['block-device-mapping.status', 'attached', all],
    ['network-interface.status', 'in-use', all],
    ['network-interface.attachment.status', 'attached', all],
    ['network-interface.attachment.device-index', '0', all],
    ['network-interface.attachment.delete-on-termination', 'true', all],
    ['network-interface.addresses.primary', 'true', all],
    ['network-interface.association.ip-owner-id', 'amazon', 3],
    ['network-interface.ipv6-addresses.ipv6-address', '*', 0],
    ['hibernation-options.configured', 'false', all],
    ['enclave-options.enabled', 'true', 0],
    ['maintenance-options.auto-recovery', 'default', all],
    ['capacity-reservation-specification.capacity-reservation-preference', 'open', all],
    ['private-dns-name-options.hostname-type', 'ip-name', all],
    ['requester-id', '*', 0],
    ['tag-key', 'Environment', 4],
    ['tag:Environment', 'production', 2],
  ];
  test.each(cases)('%s %s', async (name, value, count) => {
    expect(await ids([name, value])).toHaveLength(count);
  });

  test('several filters, each with several values', async () => {
    const [web] = await ids(['tag:Name', 'web-01']);
    expect(await ids(['tag:Name', 'web-01', 'db-01'], ['tag:Team', 'web'])).toEqual([web]);
    expect(await ids(['instance-id', told(web)], ['tag:Team', 'data'])).toEqual([]);
    expect(await ids(['subnet-id', told(machine.SubnetId)], ['tag:Name', 'the-one'])).toEqual([machine.InstanceId]);
    expect(await ids(['group-id', told(machine.SecurityGroups?.[0]?.GroupId)])).toEqual([machine.InstanceId]);
    expect(await ids(['vpc-id', told(machine.VpcId)])).toHaveLength(all);
    expect(await ids(['image-id', told(machine.ImageId)])).toHaveLength(4);
  });

  test('no filter that EC2 does not have', async () => {
    await expectRefusal(
      ids(['instance-name', 'x']),
      'InvalidParameterValue',
      /^The filter 'instance-name' is invalid$/,
    );
  });
});

test('an ended instance is found by what stays of it alone', async () => {
  const { InstanceId = '', PrivateIpAddress = '', SubnetId = '' } = await running(it, ec2);
  await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  await it.step(20);
  expect(await ids(['instance-id', InstanceId], ['instance-state-name', 'terminated'])).toEqual([InstanceId]);
  expect(await ids(['subnet-id', SubnetId], ['instance-id', InstanceId])).toEqual([]);
  expect(await ids(['private-ip-address', PrivateIpAddress])).toEqual([]);
  expect(await ids(['network-interface.status', 'in-use'], ['instance-id', InstanceId])).toEqual([]);
  const { Reservations } = await ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  const ended = told(Reservations?.[0]?.Instances?.[0]);
  expect(ended).toMatchObject({
    SecurityGroups: [],
    NetworkInterfaces: [],
    BlockDeviceMappings: [],
    PublicDnsName: '',
    PrivateDnsName: '',
  });
  for (const name of ['SubnetId', 'VpcId', 'PrivateIpAddress', 'PublicIpAddress', 'SourceDestCheck'] as const) {
    expect(ended[name], name).toBeUndefined();
  }
});

test('instances come in pages, with those of one launch in one reservation', async () => {
  const together = await launch(ec2, { MinCount: 3, MaxCount: 3 });
  const { Reservations = [] } = await ec2.send(
    new sdk.DescribeInstancesCommand({ InstanceIds: together.map(({ InstanceId = '' }) => InstanceId) }),
  );
  expect(Reservations.map(({ OwnerId, Instances }) => [OwnerId, Instances?.length])).toEqual([['111122223333', 3]]);
  const seen: string[] = [];
  for await (const page of sdk.paginateDescribeInstances({ client: ec2, pageSize: 5 }, {})) {
    const shown = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
    expect(shown.length).toBeLessThanOrEqual(5);
    seen.push(...shown.map(({ InstanceId = '' }) => InstanceId));
  }
  expect(seen.sort()).toEqual((await ids()).sort());
});

describe('looking is refused for', () => {
  const look = (input: sdk.DescribeInstancesCommandInput) => ec2.send(new sdk.DescribeInstancesCommand(input));
  test.each([
    [
      'IDs and pages of them',
      () => look({ InstanceIds: [told(machine.InstanceId)], MaxResults: 5 }),
      'InvalidParameterCombination',
      /^The parameter instancesSet cannot be used with the parameter maxResults$/,
    ],
    ['pages of one', () => look({ MaxResults: 1 }), 'InvalidParameterValue', /maxResults/],
    ['a token of its own making', () => look({ NextToken: 'next' }), 'InvalidNextToken', /token/i],
    [
      'two instances that are not there',
      () => look({ InstanceIds: ['i-0123456789abcdef0', told(machine.InstanceId), 'i-0123456789abcdef1'] }),
      'InvalidInstanceID.NotFound',
      /^The instance IDs 'i-0123456789abcdef0, i-0123456789abcdef1' do not exist$/,
    ],
    [
      'a name',
      () => look({ InstanceIds: ['web-01'] }),
      'InvalidInstanceID.Malformed',
      /^Invalid id: "web-01" \(expecting "i-\.\.\."\)$/,
    ],
  ] as const)('%s', async (_what, send, code, words) => {
    await expectRefusal(send(), code, words);
  });

  test('what is too new to be seen, where that was asked for', async () => {
    await it.cloud.request('configure', { ...home, visibilityDelay: 5 });
    const { InstanceId = '' } = await launchOne(ec2);
    await expectRefusal(look({ InstanceIds: [InstanceId] }), 'InvalidInstanceID.NotFound');
    expect(await ids(['instance-id', InstanceId])).toEqual([]);
    const stop = new sdk.StopInstancesCommand({ InstanceIds: [InstanceId] });
    await expectRefusal(ec2.send(stop), 'InvalidInstanceID.NotFound');
    await it.step(5);
    expect(await ids(['instance-id', InstanceId])).toEqual([InstanceId]);
    await it.cloud.request('configure', { ...home, visibilityDelay: 0 });
  });
});
