import { AppError } from '../../src/core/errors.ts';
import type { LaunchRequest } from '../../src/launch/contract.ts';
import { waitUntil } from '../aws/wait.ts';
import type { Step } from '../jobs/job-plan.ts';
import type { LaunchEyes, MachineState } from './launch-eyes.ts';
import { type LoginLook, launchStages } from './launch-stages.ts';

/** Follows the machines from pending to running; throws why, when all of them ended. */
export function watchStart(eyes: LaunchEyes): Step<LaunchRequest> {
  return {
    name: 'start',
    kind: 'follow',
    async run(_request, { instanceIds = [] }, context) {
      context.tell('Starting.', 25, launchStages(instanceIds.map(() => ({ state: 'pending' }))));
      const notes: string[] = [];
      await waitUntil({
        ...context,
        madeAt: context.firstSentAt,
        look: (cloud) => eyes.states(cloud, instanceIds),
        done: (machines) => {
          const ended = machines.filter(hasEnded);
          if (ended.length === instanceIds.length) throw endedEarly(ended[0]);
          context.tell('Starting.', 25, launchStages(machines));
          if (machines.some(({ state }) => state === 'pending')) return false;
          notes.push(
            ...ended.map(({ id, reason, fix }) => `${id} ended while it was starting. ${reason} ${fix}`.trim()),
          );
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

/** Follows running machines until SSH answers, or says why it does not. */
export function watchLogin(eyes: LaunchEyes): Step<LaunchRequest> {
  return {
    name: 'login',
    kind: 'follow',
    async run({ firewall }, { instanceIds = [] }, context) {
      const closed = firewall.kind === 'new' && !firewall.rules.some(({ service }) => service === 'ssh');
      let checkedSince: number | undefined;
      const notes: string[] = [];
      const stopped: string[] = [];
      context.tell('Running; waiting for its checks.', 50, launchStages(instanceIds.map(() => ({ state: 'running' }))));
      await waitUntil({
        ...context,
        look: async (cloud) => ({ cloud, machines: await eyes.health(cloud, instanceIds) }),
        async done({ cloud, machines }) {
          if (machines.every(hasEnded)) throw endedEarly(machines[0]);
          const running = machines.filter(({ state }) => state === 'running');
          if (running.length === 0) {
            stopped.push(...machines.map(({ id }) => id));
            return true;
          }
          const open = running.filter(({ publicIp }) => publicIp !== undefined && !closed);
          const answers = await Promise.all(open.map(({ publicIp = '' }) => eyes.sshAnswers(cloud, publicIp)));
          if (open.length === running.length && answers.every(Boolean)) return true;
          const passed = running.reduce((sum, { checks }) => sum + checks.passed, 0);
          const of = running.reduce((sum, { checks }) => sum + checks.of, 0);
          const share = of === 0 ? 0 : passed / of;
          const answering = answers.filter(Boolean).length;
          const login = { answering, shut: shutWords(closed, open.length > 0) };
          context.tell(runningWords(login, share), 50 + 40 * share, launchStages(running, login));
          if (share < 1) return false;
          checkedSince ??= context.clock.now().getTime();
          const grace = LOGIN_GRACE_POLLS * cloud.pace.pollMs;
          if (open.length > 0 && context.clock.now().getTime() - checkedSince < grace) return false;
          notes.push(whyNoLogin(closed, open.length > 0));
          return true;
        },
      });
      return { notes, ...(stopped.length > 0 ? { did: { stopped } } : {}) };
    },
  };
}

function hasEnded({ state }: MachineState): boolean {
  return state === 'shutting-down' || state === 'terminated';
}

function runningWords({ shut }: LoginLook, share: number): string {
  if (shut) return 'Running; waiting for its checks.';
  return share < 1 ? 'Running; waiting for its checks and for SSH to answer.' : 'Running; waiting for SSH to answer.';
}

/** Why SSH will not answer, for a card. */
function shutWords(closed: boolean, hasAddress: boolean): string | undefined {
  if (closed) return 'not let in by its security group';
  return hasAddress ? undefined : 'no public address to reach it by';
}

function whyNoLogin(closed: boolean, hasAddress: boolean): string {
  if (closed) return 'Its security group does not let SSH in, so nobody can log in to it yet.';
  if (!hasAddress) return 'It has no public address, so it can only be reached from inside its network.';
  return 'SSH does not answer: check that its security group lets your address in.';
}

function endedEarly({ reason = '', fix = '' }: Partial<MachineState> = {}): AppError {
  return new AppError('launch.ended', `The machine ended while it was starting. ${reason}`.trim(), {
    fix: fix || 'Change what the reason names, then launch again.',
  });
}
