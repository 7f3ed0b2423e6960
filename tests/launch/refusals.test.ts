import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchRequest } from '../../src/launch/contract.ts';
import { added, type Inventory, inventory, nothing } from '../desktop/cloud-eyes.ts';
import { availableImage, launchRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

/**
 * Every code of RunInstances that people meet, once as the answer to the trial before the launch and once as the answer
 * to the launch itself: what is said, the way out, and that nothing was made twice.
 */
let side: MainSide;
let imageId: string;
let before: Inventory;

// One main process for all rows: each holds connections open, and the practice cloud takes only so many.
beforeAll(async () => {
  side = await openPaperSide();
  imageId = await availableImage(side);
});
afterAll(() => side.stop());
beforeEach(async () => {
  await side.cloud.request('clearFaults', {});
  before = await inventory(side.cloud);
});

interface Row {
  readonly awsCode: string;
  readonly status?: number;
  readonly text?: string;
  /** The app's code. */
  readonly code: string;
  readonly says: RegExp;
  /** The way out. */
  readonly fix: RegExp;
  /** Where doing the same again may help. */
  readonly retryable?: true;
  /** The line of the pre-flight list. */
  readonly line: string;
}

const OPT_IN =
  'In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=abc';
const FREE = 'The specified instance type is not eligible for Free Tier.';
const CHIPS =
  "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI.";
const DENIED =
  'You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/trainee is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-central-1:111122223333:instance/* because no identity-based policy allows the ec2:RunInstances action.';
const SCP = `${DENIED.split(' because ')[0]} with an explicit deny in a service control policy.`;

const rows: readonly Row[] = [
  {
    awsCode: 'UnauthorizedOperation',
    status: 403,
    text: DENIED,
    code: 'aws.denied',
    says: /trainee may not .*ec2:RunInstances/,
    fix: /administrator/,
    line: 'permission',
  },
  {
    awsCode: 'UnauthorizedOperation',
    status: 403,
    text: SCP,
    code: 'aws.denied',
    says: /organisation rule forbids/,
    fix: /administrator/,
    line: 'permission',
  },
  {
    awsCode: 'AuthFailure',
    status: 401,
    code: 'accounts.not-accepted',
    says: /does not accept this sign-in/,
    fix: /Sign in again/,
    line: 'permission',
  },
  {
    awsCode: 'VcpuLimitExceeded',
    text: 'You have requested more vCPU capacity than your current vCPU limit of 1 allows',
    code: 'launch.quota',
    says: /may run 1 virtual CPU of this family/,
    fix: /smaller type/,
    line: 'quota',
  },
  {
    awsCode: 'InstanceLimitExceeded',
    code: 'launch.quota',
    says: /may not run more machines/,
    fix: /higher quota/,
    line: 'quota',
  },
  {
    awsCode: 'InsufficientInstanceCapacity',
    status: 500,
    code: 'launch.no-capacity',
    says: /no free machine/,
    fix: /another zone/,
    retryable: true,
    line: 'zone',
  },
  {
    awsCode: 'InsufficientFreeAddressesInSubnet',
    code: 'launch.no-addresses',
    says: /no free address/,
    fix: /another subnet/,
    line: 'addresses',
  },
  {
    awsCode: 'Unsupported',
    code: 'launch.type-not-offered',
    says: /not offered in this zone/,
    fix: /another type/,
    line: 'zone',
  },
  {
    awsCode: 'InvalidInstanceType',
    code: 'launch.type-unknown',
    says: /does not know this instance type/,
    fix: /from the list/,
    line: 'architecture',
  },
  {
    awsCode: 'InvalidParameterValue',
    text: CHIPS,
    code: 'aws.value-refused',
    says: /another kind of processor/,
    fix: /fits the image/,
    line: 'architecture',
  },
  {
    awsCode: 'InvalidParameterValue',
    text: 'Value (x) for parameter iamInstanceProfile.name is invalid.',
    code: 'aws.value-refused',
    says: /iamInstanceProfile/,
    fix: /Change the named value/,
    line: 'settings',
  },
  {
    awsCode: 'InvalidParameterCombination',
    text: FREE,
    code: 'launch.combination',
    says: /free plan/,
    fix: /t3\.micro/,
    line: 'plan',
  },
  {
    awsCode: 'InvalidParameterCombination',
    text: 'a and b',
    code: 'launch.combination',
    says: /a and b/,
    fix: /Change one/,
    line: 'settings',
  },
  {
    awsCode: 'InvalidParameterDependency',
    text: 'a needs b',
    code: 'launch.combination',
    says: /a needs b/,
    fix: /Change one/,
    line: 'settings',
  },
  {
    awsCode: 'OptInRequired',
    status: 401,
    text: OPT_IN,
    code: 'launch.subscription-needed',
    says: /is a product/,
    fix: /marketplace\/pp\?sku=abc/,
    retryable: true,
    line: 'subscription',
  },
  {
    awsCode: 'PendingVerification',
    code: 'accounts.pending-verification',
    says: /checking this account/,
    fix: /later/,
    retryable: true,
    line: 'permission',
  },
  {
    awsCode: 'Blocked',
    code: 'accounts.blocked',
    says: /has blocked this account/,
    fix: /Support/,
    line: 'permission',
  },
  {
    awsCode: 'VPCIdNotSpecified',
    code: 'launch.no-default-network',
    says: /no default network/,
    fix: /default VPC/,
    line: 'network',
  },
  {
    awsCode: 'DefaultVpcDoesNotExist',
    code: 'launch.no-default-network',
    says: /no default network/,
    fix: /default VPC/,
    line: 'network',
  },
  {
    awsCode: 'InvalidSubnetID.NotFound',
    code: 'launch.subnet-not-found',
    says: /subnet is not in/,
    fix: /another subnet/,
    line: 'network',
  },
  {
    awsCode: 'InvalidAMIID.NotFound',
    code: 'images.not-found',
    says: /cannot be seen/,
    fix: /another Region/,
    line: 'image',
  },
  {
    awsCode: 'InvalidAMIID.Unavailable',
    code: 'launch.image-not-available',
    says: /cannot be launched now/,
    fix: /state/,
    retryable: true,
    line: 'image',
  },
  {
    awsCode: 'InvalidKeyPair.NotFound',
    code: 'launch.key-not-found',
    says: /no such key pair/,
    fix: /Choose a key pair/,
    line: 'key',
  },
  {
    awsCode: 'InvalidGroup.NotFound',
    code: 'launch.group-not-found',
    says: /not in this network/,
    fix: /Choose groups/,
    line: 'groups',
  },
  {
    awsCode: 'InvalidParameter',
    text: 'Security group sg-1 and subnet subnet-1 belong to different networks.',
    code: 'launch.group-elsewhere',
    says: /different networks/,
    fix: /Choose groups/,
    line: 'groups',
  },
  {
    awsCode: 'SecurityGroupsPerInterfaceLimitExceeded',
    code: 'launch.too-many-groups',
    says: /too many security groups/,
    fix: /fewer/,
    line: 'groups',
  },
  {
    awsCode: 'MaxIOPSLimitExceeded',
    code: 'launch.iops-quota',
    says: /more IOPS/,
    fix: /fewer IOPS/,
    line: 'settings',
  },
  {
    awsCode: 'VolumeLimitExceeded',
    code: 'launch.volume-quota',
    says: /more disk space/,
    fix: /Delete volumes/,
    line: 'settings',
  },
  {
    awsCode: 'IdempotentParameterMismatch',
    code: 'launch.token-reused',
    says: /seen this launch before/,
    fix: /Instances page/,
    line: 'settings',
  },
];

let launches = 0;
const request = (change: Partial<LaunchRequest> = {}): Promise<LaunchRequest> =>
  launchRequest(side, imageId, {
    firewall: { kind: 'new', name: `refused-${++launches}`, description: 'For a test', rules: [] },
    ...change,
  });
const fault = ({ awsCode, status = 400, text = 'No.' }: Row, times = 1) =>
  side.fault({ operation: 'RunInstances', mode: 'error', code: awsCode, status, message: text, times });
const news = async (): Promise<Inventory> => added(before, await inventory(side.cloud));
const titled = rows.map((row) => [`${row.awsCode} ${row.says.source}`, row] as const);

describe('before the launch', () => {
  test.each(titled)(
    '%s',
    async (_title, row) => {
      // A refusal that AWS calls a fault of its own is tried again by the client.
      await fault(row, row.status === 500 ? 10 : 1);
      const { lines } = await side.handlers.launch.preflight(await request());
      const red = lines.filter(({ state }) => state === 'red');
      if (row.status === 500) {
        // It says nothing about the launch, then: not known, and never green.
        expect(lines.find(({ id }) => id === 'permission')?.state).toBe('amber');
        return;
      }
      expect(red.map(({ id }) => id)).toEqual([row.line]);
      expect(red[0]?.sentence).toMatch(row.says);
      expect(await news()).toEqual(nothing);
    },
    20_000,
  );
});

describe('after it was begun', () => {
  test.each(titled)('%s', async (_title, row) => {
    await side.fault({ operation: 'RunInstances', mode: 'error', code: 'DryRunOperation', status: 412 });
    await fault(row);
    const job = await side.ended((await side.handlers.launch.start(await request())).jobId);
    expect(job).toMatchObject({ state: 'failed', error: { code: row.code, awsCode: row.awsCode } });
    expect(job.error?.message).toMatch(row.says);
    expect(job.error?.fix).toMatch(row.fix);
    expect(job.error?.retryable).toBe(row.retryable ?? false);
    const made = await news();
    expect(made.instances).toEqual([]);
    expect(job.removable).toEqual([{ kind: 'group', groupId: made.groups[0], name: `refused-${launches}` }]);
    for (const groupId of made.groups) await side.handlers.network.deleteGroup({ groupId });
    if (!row.retryable) {
      await expect(side.handlers.jobs.retry({ jobId: job.jobId })).rejects.toMatchObject({
        code: 'jobs.not-retryable',
      });
      return;
    }
    // The way out: the same again, once the reason is gone. One machine, one group.
    await side.handlers.jobs.retry({ jobId: job.jobId });
    expect(await side.ended(job.jobId)).toMatchObject({ state: 'done', leftBehind: [] });
    const again = await news();
    expect(again.instances).toHaveLength(1);
    expect(again.groups).toHaveLength(1);
  });
});

test('refused after a lost answer, the machine that was made is found by its token, and no second is made', async () => {
  await side.fault({ operation: 'RunInstances', mode: 'error', code: 'DryRunOperation', status: 412 });
  await side.fault({ operation: 'RunInstances', mode: 'drop-reply' });
  await side.fault({ operation: 'RunInstances', mode: 'error', code: 'IdempotentParameterMismatch', status: 400 });
  const job = await side.ended((await side.handlers.launch.start(await request())).jobId);
  expect(job).toMatchObject({ state: 'done' });
  expect((await news()).instances).toEqual(job.instanceIds);
});
