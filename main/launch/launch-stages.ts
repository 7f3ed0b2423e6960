import type { JobStage } from '../../src/jobs/contract.ts';
import type { MachineHealth } from './launch-eyes.ts';

/** What is known of whether SSH answers. */
export interface LoginLook {
  /** How many machines answer. */
  readonly answering: number;
  /** Why none can ever answer, in a few words; undefined while it may. */
  readonly shut?: string | undefined;
}

/** What the stages go by; the checks are absent before they are looked at. */
type Seen = Pick<MachineHealth, 'state'> & Partial<Pick<MachineHealth, 'checks'>>;

/** The three things that a new machine comes to, one after another, as the last look found them. */
export function launchStages(machines: readonly Seen[], login?: LoginLook): JobStage[] {
  const running = machines.filter(({ state }) => state === 'running').length;
  const all = machines.length;
  const up = all > 0 && running === all;
  return [
    { what: 'Instance state', state: up ? 'done' : 'doing', sentence: stateWords(machines, running) },
    checksStage(machines, up),
    loginStage(all, up, login),
  ];
}

function stateWords(machines: readonly Seen[], running: number): string {
  if (machines.length > 1) return `${running} of ${machines.length} running`;
  return machines[0]?.state ?? 'pending';
}

function checksStage(machines: readonly Seen[], up: boolean): JobStage {
  const what = 'Status checks';
  const of = machines.reduce((sum, { checks }) => sum + (checks?.of ?? 0), 0);
  const passed = machines.reduce((sum, { checks }) => sum + (checks?.passed ?? 0), 0);
  if (!up || of === 0) return { what, state: 'waiting', sentence: 'follow once it runs' };
  return { what, state: passed === of ? 'done' : 'doing', sentence: `${passed} of ${of} passed` };
}

function loginStage(all: number, up: boolean, login: LoginLook | undefined): JobStage {
  const what = 'SSH';
  if (login?.shut) return { what, state: 'trouble', sentence: login.shut };
  if (!up || !login) return { what, state: 'waiting', sentence: 'follows once it runs' };
  if (login.answering === all) return { what, state: 'done', sentence: 'answers' };
  const some = all > 1 ? `${login.answering} of ${all} answer` : 'does not answer yet';
  return { what, state: 'doing', sentence: some };
}
