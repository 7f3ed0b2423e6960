import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/jobs/contract.ts';
import { type Way, waysOn } from '../../src/jobs/ways.ts';
import type { PracticeFault } from '../../src/practice/port.ts';
import { added, type Inventory, inventory, nothing } from '../desktop/cloud-eyes.ts';
import { availableImage, launchRequest } from '../desktop/journey-inputs.ts';
import { createFastClock, type MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

/** The partial failures of a launch (reliability-guide.md 4.4): each ends in a state with a name and a way on. */
let side: MainSide;
let imageId: string;
let before: Inventory;
let asleep = 0;

beforeAll(async () => {
  const clock = createFastClock();
  side = await openPaperSide({ clock: { ...clock, now: () => new Date(clock.now().getTime() + asleep) } });
  imageId = await availableImage(side);
});
afterAll(() => side.stop());
beforeEach(async () => {
  before = await inventory(side.cloud);
});
afterEach(() => side.cloud.request('clearFaults', {}));

let launches = 0;
async function begin(): Promise<string> {
  const firewall = {
    kind: 'new' as const,
    name: `partial-${++launches}`,
    description: 'For a test',
    rules: [{ service: 'http' as const, source: '0.0.0.0/0' }],
  };
  return (await side.handlers.launch.start(await launchRequest(side, imageId, { firewall }))).jobId;
}
const news = async (): Promise<Inventory> => added(before, await inventory(side.cloud));
/** Lets the trial before the launch pass, so that only the launch itself meets what comes after. */
const trialPasses = (operation: string) =>
  side.fault({ operation, mode: 'error', code: 'DryRunOperation', status: 412 });

interface Row {
  readonly what: string;
  readonly fault: Omit<PracticeFault, 'times'>;
  readonly code: string;
  readonly says: RegExp;
  readonly ways: readonly Way[];
}

const TAGS_DENIED =
  'You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/trainee is not authorized to perform: ec2:CreateTags on resource: arn:aws:ec2:eu-central-1:111122223333:volume/* because no identity-based policy allows the ec2:CreateTags action.';
const refused = { mode: 'error', status: 400 } as const;
const ends = { operation: 'RunInstances', mode: 'fail-later' } as const;
const withGroup = ['choose-again', 'remove', 'keep'] as const;

const rows: readonly Row[] = [
  {
    what: 'the machine is pending, then there is no capacity',
    fault: { ...ends, code: 'Server.InsufficientInstanceCapacity', message: 'No capacity.' },
    code: 'launch.ended',
    says: /no free machine of this type/,
    ways: withGroup,
  },
  {
    what: 'it ends at once: the account may have no more disk space',
    fault: { ...ends, code: 'Client.VolumeLimitExceeded', message: 'Volume limit exceeded' },
    code: 'launch.ended',
    says: /may not have more disk space/,
    ways: withGroup,
  },
  {
    what: 'it ends at once: the key of its disk may not be used',
    fault: { ...ends, code: 'Client.InternalError', message: 'Client.InternalError: Client error on launch' },
    code: 'launch.ended',
    says: /may not use the encryption key/,
    ways: withGroup,
  },
  {
    what: 'its tags are denied',
    fault: { operation: 'RunInstances', ...refused, status: 403, code: 'UnauthorizedOperation', message: TAGS_DENIED },
    code: 'aws.denied',
    says: /ec2:CreateTags/,
    ways: withGroup,
  },
  {
    what: 'the instance profile was made a moment ago and is not visible yet',
    fault: {
      operation: 'RunInstances',
      ...refused,
      code: 'InvalidParameterValue',
      message: 'Value (web) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    },
    code: 'aws.value-refused',
    says: /Invalid IAM Instance Profile name/,
    ways: withGroup,
  },
  {
    what: 'the group is made, and its rule is refused',
    fault: { operation: 'AuthorizeSecurityGroupIngress', ...refused, code: 'RulesPerSecurityGroupLimitExceeded' },
    code: 'network.too-many-rules',
    says: /60 rules/,
    ways: withGroup,
  },
  {
    what: 'the group itself is refused',
    fault: { operation: 'CreateSecurityGroup', ...refused, code: 'SecurityGroupLimitExceeded' },
    code: 'network.too-many-groups',
    says: /as many security groups as it may/,
    ways: ['choose-again'],
  },
  {
    what: 'AWS has no capacity, and says so at once',
    fault: { operation: 'RunInstances', ...refused, status: 500, code: 'InsufficientInstanceCapacity' },
    code: 'launch.no-capacity',
    says: /no free machine/,
    ways: ['retry', ...withGroup],
  },
];

describe('a failure has a name and a way on, and what is left can be taken away', () => {
  test.each(rows.map((row) => [row.what, row] as const))('%s', async (_what, { fault, code, says, ways }) => {
    if (fault.operation !== 'AuthorizeSecurityGroupIngress') await trialPasses(fault.operation);
    await side.fault(fault);
    const job = await side.ended(await begin());
    expect(job).toMatchObject({ state: 'failed', error: { code }, launchedImageId: imageId });
    expect(job.error?.message).toMatch(says);
    expect(waysOn(job)).toEqual(ways);
    const { groups, instances } = await news();
    expect(instances).toEqual([]);
    expect((job.removable ?? []).map((thing) => thing.kind === 'group' && thing.groupId)).toEqual(groups);
    for (const groupId of groups) await side.handlers.network.deleteGroup({ groupId });
    expect(await news()).toEqual(nothing);
  });
});

describe('what only takes longer ends well, once', () => {
  async function oneMachine(job: Job): Promise<void> {
    expect(job).toMatchObject({ state: 'done', leftBehind: [] });
    const { groups, instances } = await news();
    expect(instances).toEqual(job.instanceIds);
    expect(instances).toHaveLength(1);
    expect(groups).toHaveLength(1);
  }

  test('the answer with the token is lost', async () => {
    await trialPasses('RunInstances');
    await side.fault({ operation: 'RunInstances', mode: 'drop-reply' });
    await oneMachine(await side.ended(await begin()));
  });

  test.each([
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupIngress',
    'RunInstances',
    'DescribeInstances',
    'DescribeInstanceStatus',
  ])('the sign-in ends at %s: it waits for a new one, and goes on by itself', async (operation) => {
    if (/^(Create|Run)/.test(operation)) await trialPasses(operation);
    // The look at how many run, before the launch, is another one.
    const skip = operation === 'DescribeInstances' ? 1 : 0;
    await side.fault({ operation, mode: 'error', code: 'RequestExpired', status: 400, skip });
    const jobId = await begin();
    const waiting = await side.ended(jobId);
    expect(waiting).toMatchObject({ state: 'failed', error: { code: 'accounts.sign-in-ended' } });
    expect(waysOn(waiting)).toEqual(['retry', 'choose-again']);
    const { source, region } = await side.handlers.accounts.current({});
    await side.handlers.accounts.use({ source, region });
    await oneMachine(await side.ended(jobId));
  });

  test('the computer sleeps for two hours in the middle', async () => {
    const jobId = await begin();
    await expect
      .poll(async () => (await side.handlers.jobs.list({})).jobs.find((job) => job.jobId === jobId)?.instanceIds, {
        interval: 5,
      })
      .toBeDefined();
    asleep += 2 * 3_600_000;
    await side.cloud.request('step', { seconds: 7_200 });
    await oneMachine(await side.ended(jobId));
  });
});
