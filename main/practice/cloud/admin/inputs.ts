import type { PracticeCallName, PracticeFault, PracticePort } from '../../../../src/practice/port.ts';
import { Fields } from './fields.ts';

/** The calls of the port that are answered over HTTP too: all but ending the process. */
export type AdminCall = Exclude<PracticeCallName, 'stop'>;

type Readers = { readonly [N in AdminCall]: (fields: Fields) => Parameters<PracticePort[N]>[0] };

const nothing = () => ({});
const account = /^\d{12}$/;
const modes = ['error', 'drop', 'drop-reply', 'hang', 'slow', 'fail-later'] as const;

/** How the input of each admin call is read; each field is checked, and a stranger's is refused. */
const readers: Readers = {
  status: nothing,
  reset: nothing,
  machines: nothing,
  exportWorld: nothing,
  clearFaults: nothing,
  setSpeed: (fields) => ({ speed: fields.oneOf('speed', [1, 10, 100]) }),
  step: (fields) => ({ seconds: fields.number('seconds', 0, 10 * 366 * 86_400) }),
  sshAddress: (fields) => ({ publicIp: fields.text('publicIp') }),
  importWorld: (fields) => ({ world: fields.text('world') }),
  trouble: (fields) => ({
    instanceId: fields.text('instanceId', /^i-[0-9a-f]{8,17}$/),
    ...fields.optional('impaired', (name) => fields.oneOf(name, ['instance', 'system', null])),
    ...fields.optional('sshClosed', (name) => fields.flag(name)),
    ...fields.optional('newHostKeys', (name) => fields.flag(name)),
  }),
  configure: (fields) => ({
    accountId: fields.text('accountId', account),
    region: fields.text('region', /^[a-z0-9-]{5,30}$/),
    ...fields.optional('vcpuQuota', (name) => fields.number(name, 0, 1_000_000)),
    ...fields.optional('publicImageQuota', (name) => fields.number(name, 0, 100_000)),
    ...fields.optional('imageRetentionDays', (name) => {
      const days = fields.number(name, 0, 365);
      return days === 0 ? null : days;
    }),
    ...fields.optional('visibilityDelay', (name) => fields.number(name, 0, 3_600)),
    ...fields.optional('freePlan', (name) => fields.flag(name)),
    ...fields.optional('subscriptions', (name) => fields.texts(name, /^[a-z0-9]{1,64}$/)),
  }),
  addFault: readFaultFields,
};

/** Reads the input of an admin call; throws a Refusal that names the field. */
export function readAdminInput<N extends AdminCall>(call: N, body: unknown): Parameters<PracticePort[N]>[0] {
  const fields = new Fields(body);
  return fields.done(readers[call](fields));
}

/** The call that a name stands for, with a capital as AWS writes its operations: `AddFault`; null for none. */
export function adminCall(name: string): AdminCall | null {
  const call = name.charAt(0).toLowerCase() + name.slice(1);
  return Object.hasOwn(readers, call) && call !== name ? (call as AdminCall) : null;
}

/** Reads one fault, as `AddFault` takes it and as a file of faults holds it. */
export function readFault(body: unknown): PracticeFault {
  const fields = new Fields(body);
  return fields.done(readFaultFields(fields));
}

function readFaultFields(fields: Fields): PracticeFault {
  return {
    operation: fields.text('operation', /^(\*|[a-z0-9-]+:\*|[A-Z][A-Za-z0-9]{2,80})$/),
    mode: fields.oneOf('mode', modes),
    ...fields.optional('code', (name) => fields.text(name, /^[A-Za-z][A-Za-z0-9.]{0,120}$/)),
    ...fields.optional('message', (name) => fields.text(name)),
    ...fields.optional('status', (name) => fields.number(name, 400, 599)),
    ...fields.optional('delayMs', (name) => fields.number(name, 0, 600_000)),
    ...fields.optional('accountId', (name) => fields.text(name, account)),
    ...fields.optional('region', (name) => fields.text(name, /^[a-z0-9-]{5,30}$/)),
    ...fields.optional('skip', (name) => fields.number(name, 0, 1_000_000)),
    times: fields.optional('times', (name) => fields.number(name, 1, 1_000_000)).times ?? 1,
  };
}
