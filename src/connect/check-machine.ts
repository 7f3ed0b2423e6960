import { CHECKS } from '../instances/health.ts';
import type { CheckFacts } from './check-facts.ts';
import { ask, broken, type Finding, ok, unseen, whichMachine } from './check-finding.ts';

/** The machine itself: whether it runs, and AWS's own checks on it. */
export function judgeMachine(facts: CheckFacts): Finding {
  const { state, stateReason, health } = facts.machine;
  switch (state) {
    case 'running':
      break;
    case 'pending':
      return broken('The machine is starting.', { kind: 'wait', means: 'The check looks again by itself.' });
    case 'stopping':
      return broken('The machine is just being stopped.', {
        kind: 'wait',
        means: 'It can be started as soon as it is stopped. The check looks again by itself.',
      });
    case 'stopped':
      return broken(`The machine is stopped${stateReason ? ` (${stateReason})` : ''}.`, {
        kind: 'mend',
        label: 'Start the machine',
        means: 'Starts it: from then on it costs by the hour. It may get another public address.',
        mend: { kind: 'start' },
      });
    default:
      return broken(
        'The machine is terminated: it is gone for good.',
        ask('Launch a new one, from an image of it if there is one.'),
      );
  }
  const failed = health.find(({ status }) => status === 'impaired');
  if (!failed) return ok(healthy(facts));
  if (getsIn(facts)) return ok(`It runs and answers, although AWS’s ${CHECKS[failed.check].title} fails.`);
  const sentence = `The machine runs, but AWS’s ${CHECKS[failed.check].title} fails. `;
  if (failed.check === 'instance') {
    return broken(`${sentence}Its operating system does not answer.`, {
      kind: 'mend',
      label: 'Restart the machine',
      means: 'Restarts its operating system. Whatever runs on it is ended; its disks and its address stay.',
      mend: { kind: 'reboot' },
    });
  }
  return broken(
    `${sentence}${failed.check === 'system' ? 'The hardware below it has trouble.' : 'One of its disks does not answer.'}`,
    ask(
      failed.check === 'system'
        ? 'Stop it and start it again on the Instances page: it then moves to other hardware. It may get another public address.'
        : 'Wait a little: AWS mends most of this by itself. If not, stop it and start it again on the Instances page.',
      `${CHECKS[failed.check].title} of ${whichMachine(facts)} fails. May it be stopped and started again?`,
    ),
  );
}

function healthy({ machine: { health } }: CheckFacts): string {
  if (health.length === 0) return 'It runs.';
  const passed = health.filter(({ status }) => status === 'ok').length;
  if (passed === health.length) return `It runs, and ${passed} of ${health.length} status checks pass.`;
  return `It runs. Its status checks are not finished yet (${passed} of ${health.length} pass).`;
}

function getsIn({ knock }: CheckFacts): boolean {
  return knock.kind === 'ssh' && knock.login.kind === 'accepted';
}

/** The SSH port, as a knock found it. */
export function judgePort(facts: CheckFacts): Finding {
  const { knock, machine } = facts;
  switch (knock.kind) {
    case 'ssh':
      return ok('An SSH server answers on port 22.');
    case 'not-tried':
      return unseen('Nobody knocked: there is no address to knock at.');
    case 'no-way':
      return broken(
        `This computer finds no way to ${machine.publicIp ?? 'the machine'}.`,
        ask('Check that this computer is online (and its VPN, if you use one), then check again.'),
      );
    case 'odd':
      return broken(knock.sentence, ask(knock.fix));
    case 'refused':
    case 'silent':
      return noSsh(facts, knock.kind);
  }
}

function noSsh(facts: CheckFacts, how: 'refused' | 'silent'): Finding {
  const sentence =
    how === 'refused'
      ? 'The machine answers, but SSH is not running on port 22.'
      : 'Nothing answers on port 22, although nothing in the cloud’s settings is in the way.';
  const { health } = facts.machine;
  if (health.some(({ status }) => status === 'initializing')) {
    return broken(sentence, {
      kind: 'wait',
      means: 'It has just started, which takes a minute or two. The check looks again by itself.',
    });
  }
  return broken(
    sentence,
    ask(
      how === 'refused'
        ? 'Restart the machine on the Instances page: SSH starts with it. If it still does not answer, read its system log there (Actions, Monitor and troubleshoot).'
        : 'A firewall on the machine itself, or one where you are (a company, a hotel), may stop it. Try from another network; if that changes nothing, restart the machine on the Instances page.',
      `SSH (TCP port 22) does not answer on ${whichMachine(facts)}. Is its SSH server running, and does a firewall on it stop port 22?`,
    ),
  );
}
