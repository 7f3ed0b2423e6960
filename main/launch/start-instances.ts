import { AppError } from '../../src/core/errors.ts';
import type { Removable } from '../../src/jobs/contract.ts';
import { type LaunchRequest, launchRequest } from '../../src/launch/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, outcomeUnknown } from '../aws/errors.ts';
import { sendRepeatable, untilAnswered } from '../aws/wait.ts';
import { type JobFacts, type JobPlan, type Step, type StepContext, UnsureError } from '../jobs/job-plan.ts';
import { makeOnce } from '../jobs/make-once.ts';
import type { LaunchEyes } from './launch-eyes.ts';
import { watchLogin, watchStart } from './watch-launch.ts';

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
    done: (request, { instanceIds = [], notes = [], did }) => {
      if (did?.stopped) return `${nameOf(request)} was launched, and does not run any more.`;
      const running =
        instanceIds.length > 1 ? `${instanceIds.length} instances are running` : `${nameOf(request)} is running`;
      return notes.length > 0 ? `${running}.` : `${running}, and SSH answers.`;
    },
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
      const found = await lookForStarted(request, context);
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

async function lookAfterFault(
  request: LaunchRequest,
  context: StepContext,
  error: unknown,
): Promise<readonly string[]> {
  if (!outcomeUnknown(error) && awsCodeOf(error) !== 'IdempotentParameterMismatch') return [];
  return lookForStarted(request, context);
}

/** What was started by an earlier send; where that cannot be seen, it is said that there may be something. */
async function lookForStarted(request: LaunchRequest, context: StepContext): Promise<readonly string[]> {
  try {
    return await untilAnswered(context, (cloud) => findStarted(cloud, context.clientToken));
  } catch (cause) {
    context.signal.throwIfAborted();
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
