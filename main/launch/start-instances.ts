import { AppError } from '../../src/core/errors.ts';
import type { Removable } from '../../src/jobs/contract.ts';
import { type LaunchRequest, launchRequest } from '../../src/launch/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, outcomeUnknown } from '../aws/errors.ts';
import { sendRepeatable, untilAnswered, waitUntil } from '../aws/wait.ts';
import { type JobFacts, type JobPlan, type Step, type StepContext, UnsureError } from '../jobs/job-plan.ts';
import { makeOnce } from '../jobs/make-once.ts';
import type { LaunchEyes } from './launch-eyes.ts';

const ec2 = () => import('./ec2-launch.ts');

/** Starts instances and follows them until somebody can log in: group, rules, machines, then watching. */
export function launchPlan(eyes: LaunchEyes): JobPlan<LaunchRequest> {
  return {
    kind: 'launch.start',
    request: launchRequest,
    title: (request) => `Launch ${nameOf(request)}`,
    steps: ({ key }) => [
      ...(key.kind === 'existing' && key.madeForThis ? [keepKey] : []),
      makeGroup,
      openGroup,
      startMachines,
      watchStart(eyes),
      watchLogin(eyes),
    ],
    image: ({ imageId }) => imageId,
    removable,
    done: (request, { instanceIds = [] }) =>
      instanceIds.length > 1 ? `${instanceIds.length} instances are running.` : `${nameOf(request)} is running.`,
  };
}

function nameOf({ name, imageId, count }: LaunchRequest): string {
  const what = name || `an instance of ${imageId}`;
  return count > 1 ? `${count} × ${what}` : what;
}

/** The key pair that was made in the form: nothing to do, but to be spoken of when the launch fails. */
const keepKey: Step<LaunchRequest> = {
  name: 'key',
  kind: 'make',
  run: async () => ({}),
  left: ({ key }) =>
    key.kind === 'existing'
      ? [`The key pair “${key.name}”, made for this launch; its private half is on this computer.`]
      : [],
};

/** What a launch made that nothing uses: everything but the machines, as long as there are none. */
function removable({ key, firewall }: LaunchRequest, { groupId }: JobFacts, done: ReadonlySet<string>): Removable[] {
  if (done.has('machines')) return [];
  const group: Removable[] =
    groupId && firewall.kind === 'new' && done.has('group') ? [{ kind: 'group', groupId, name: firewall.name }] : [];
  const pair: Removable[] =
    key.kind === 'existing' && key.madeForThis
      ? [{ kind: 'key-pair', keyPairId: key.madeForThis, name: key.name }]
      : [];
  return [...group, ...pair];
}

const makeGroup: Step<LaunchRequest> = {
  name: 'group',
  kind: 'make',
  async run({ firewall, vpcId }, _facts, context) {
    if (firewall.kind === 'existing') return {};
    const { sendCreateGroup } = await ec2();
    context.tell(`Making the security group ${firewall.name}.`, 5);
    const groupId = await makeOnce(context, {
      send: (cloud) => sendCreateGroup(cloud, firewall, vpcId, context.operationId),
      find: async (cloud) => (await ec2()).findGroupOf(cloud, context.operationId),
      duplicate: 'InvalidGroup.Duplicate',
      perhaps: `Perhaps the security group “${firewall.name}”.`,
    });
    return { groupId };
  },
  // Not taken back by itself: whoever launches again can use it, and it is offered for removal.
  left: ({ firewall }, { groupId }) =>
    groupId && firewall.kind === 'new'
      ? [`The security group “${firewall.name}” (${groupId}), made for this launch.`]
      : [],
};

const openGroup: Step<LaunchRequest> = {
  name: 'rules',
  kind: 'make',
  async run({ firewall }, { groupId }, context) {
    if (firewall.kind === 'existing' || !groupId || firewall.rules.length === 0) return {};
    const { openPorts } = await ec2();
    context.tell('Opening its ports.', 10);
    await sendRepeatable(context, async (cloud) => {
      try {
        await openPorts(cloud, groupId, firewall.rules);
      } catch (error) {
        // Open already, from a send whose answer was lost.
        if (awsCodeOf(error) !== 'InvalidPermission.Duplicate') throw error;
      }
    });
    return {};
  },
};

const startMachines: Step<LaunchRequest> = {
  name: 'machines',
  kind: 'make',
  async run(request, { groupId }, context) {
    const { sendRunInstances } = await ec2();
    const groups = request.firewall.kind === 'existing' ? request.firewall.groupIds : groupId ? [groupId] : [];
    context.tell('Asking for the machine.', 15);
    if (context.mayHaveSent) {
      const found = await untilAnswered(context, (cloud) => findStarted(cloud, context.clientToken));
      if (found.length > 0) return { instanceIds: found };
    }
    try {
      const instanceIds = await sendRepeatable(context, (cloud) => sendRunInstances(cloud, request, groups, context));
      return { instanceIds };
    } catch (error) {
      context.signal.throwIfAborted();
      // Sent and perhaps done: the token tells.
      const found = await lookAfterFault(request, context, error);
      if (found.length > 0) return { instanceIds: found };
      throw error;
    }
  },
  // Reached only when every machine has ended by itself; AWS takes this for ended ones too.
  async undo(_request, { instanceIds = [] }, context) {
    if (instanceIds.length === 0) return;
    const { terminate } = await ec2();
    try {
      await terminate(await context.cloud(), instanceIds);
    } catch (error) {
      if (!/NotFound$/.test(awsCodeOf(error))) throw error;
    }
  },
  left: (_request, { instanceIds = [] }) =>
    instanceIds.map((id) => `The instance ${id}; it costs money while it runs.`),
};

function watchStart(eyes: LaunchEyes): Step<LaunchRequest> {
  return {
    name: 'start',
    kind: 'follow',
    async run(_request, { instanceIds = [] }, context) {
      context.tell('Starting.', 25);
      const notes: string[] = [];
      await waitUntil({
        ...context,
        madeAt: context.firstSentAt,
        look: (cloud) => eyes.states(cloud, instanceIds),
        done: (machines) => {
          const ended = machines.filter(({ state }) => state === 'shutting-down' || state === 'terminated');
          if (ended.length === instanceIds.length) throw endedEarly(ended[0]?.reason ?? '');
          if (machines.some(({ state }) => state === 'pending')) return false;
          notes.push(...ended.map(({ id, reason }) => `${id} ended by itself. ${reason}`.trim()));
          return true;
        },
        onTrouble: () => context.tell('No answer from the cloud just now; the machine starts all the same.'),
      });
      return { notes };
    },
  };
}

/** How many looks SSH has after AWS's own checks passed before the person is told that it does not answer. */
const LOGIN_GRACE_POLLS = 15;

function watchLogin(eyes: LaunchEyes): Step<LaunchRequest> {
  return {
    name: 'login',
    kind: 'follow',
    async run({ firewall }, { instanceIds = [] }, context) {
      const closed = firewall.kind === 'new' && !firewall.rules.some(({ service }) => service === 'ssh');
      let checkedSince: number | undefined;
      const notes: string[] = [];
      context.tell('Running; waiting for its checks.', 50);
      await waitUntil({
        ...context,
        look: async (cloud) => ({ cloud, machines: await eyes.health(cloud, instanceIds) }),
        async done({ cloud, machines }) {
          const running = machines.filter(({ state }) => state === 'running');
          const open = running.filter(({ publicIp }) => publicIp !== undefined && !closed);
          const answers = await Promise.all(open.map(({ publicIp = '' }) => eyes.sshAnswers(cloud, publicIp)));
          if (running.length === 0) return true;
          if (open.length === running.length && answers.every(Boolean)) return true;
          const passed = running.reduce((sum, { checks }) => sum + checks.passed, 0);
          const of = running.reduce((sum, { checks }) => sum + checks.of, 0);
          const share = of === 0 ? 0 : passed / of;
          context.tell(`Running; ${passed} of ${of || 2} checks passed, and SSH does not answer yet.`, 50 + 40 * share);
          if (share < 1) return false;
          checkedSince ??= context.clock.now().getTime();
          const grace = LOGIN_GRACE_POLLS * cloud.pace.pollMs;
          if (open.length > 0 && context.clock.now().getTime() - checkedSince < grace) return false;
          notes.push(whyNoLogin(closed, open.length > 0));
          return true;
        },
      });
      return { notes };
    },
  };
}

function whyNoLogin(closed: boolean, hasAddress: boolean): string {
  if (closed) return 'Its security group does not let SSH in, so nobody can log in to it yet.';
  if (!hasAddress) return 'It has no public address, so it can only be reached from inside its network.';
  return 'SSH does not answer: check that its security group lets your address in.';
}

function endedEarly(reason: string): AppError {
  return new AppError('launch.ended', `The machine ended by itself while it was starting. ${reason}`.trim(), {
    fix: 'Change what the reason names, then launch again.',
  });
}

async function lookAfterFault(
  request: LaunchRequest,
  context: StepContext,
  error: unknown,
): Promise<readonly string[]> {
  if (!outcomeUnknown(error) && awsCodeOf(error) !== 'IdempotentParameterMismatch') return [];
  try {
    return await untilAnswered(context, (cloud) => findStarted(cloud, context.clientToken));
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const { field: _field, ...details } = cause.details;
    const perhaps = [`Perhaps ${nameOf(request)}: look at the Instances page.`];
    throw new UnsureError(cause.code, cause.message, perhaps, { ...details, cause });
  }
}

async function findStarted(cloud: Cloud, clientToken: string): Promise<string[]> {
  const { describe } = await import('./ec2-launch-eyes.ts');
  const found = await describe(cloud, { Filters: [{ Name: 'client-token', Values: [clientToken] }] });
  return found.flatMap(({ InstanceId }) => InstanceId ?? []);
}
