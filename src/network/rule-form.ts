import { z } from 'zod';
import type { NewInboundRule } from './changes.ts';
import { ANYWHERE, ruleInWords } from './words.ts';

/** The doors that have a name, and two for those that have none. */
export const SERVICE_PORTS = { ssh: 22, rdp: 3389, http: 80, https: 443 } as const;
export const ruleService = z.enum(['ssh', 'rdp', 'http', 'https', 'tcp', 'udp']);
export type RuleService = z.infer<typeof ruleService>;

export const ruleFrom = z.enum(['my-ip', 'range', 'anywhere', 'group']);
export type RuleFrom = z.infer<typeof ruleFrom>;

/** What the form of a new rule holds: every side of its choices, so that looking at another one loses nothing. */
export interface RuleValues {
  readonly service: RuleService;
  /** NaN while it is empty or not a number. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly from: RuleFrom;
  readonly range: string;
  readonly groupId: string;
  readonly description: string;
}

/** How the form opens: SSH from this computer, where its address is known. */
export function ruleDefaults(myAddress: string | undefined): RuleValues {
  return {
    service: 'ssh',
    fromPort: Number.NaN,
    toPort: Number.NaN,
    from: myAddress === undefined ? 'range' : 'my-ip',
    range: '',
    groupId: '',
    description: '',
  };
}

/** The rule that these values stand for. It may still break rules: check it before it is sent. */
export function toRule(values: RuleValues, myAddress: string | undefined): NewInboundRule {
  const { service } = values;
  const named = service === 'tcp' || service === 'udp' ? undefined : SERVICE_PORTS[service];
  return {
    protocol: service === 'udp' ? 'udp' : 'tcp',
    fromPort: named ?? values.fromPort,
    // One port is what is meant most of the time: the last may stay empty.
    toPort: named ?? (Number.isNaN(values.toPort) ? values.fromPort : values.toPort),
    source: sourceOf(values, myAddress),
    description: values.description.trim(),
  };
}

function sourceOf({ from, range, groupId }: RuleValues, myAddress: string | undefined): string {
  if (from === 'anywhere') return ANYWHERE;
  if (from === 'group') return groupId;
  if (from === 'my-ip') return myAddress === undefined ? '' : `${myAddress}/32`;
  const text = range.trim();
  // A single address is what people have at hand; as a range it ends in /32.
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ? `${text}/32` : text;
}

/** What opening this door to the whole internet means; undefined where that is its purpose, or nobody is let in by it. */
export function openDoorWarning(rule: NewInboundRule): string | undefined {
  if (!ruleInWords(rule).risky) return undefined;
  const login = rule.fromPort <= 22 && 22 <= rule.toPort;
  const desktop = rule.fromPort <= 3389 && 3389 <= rule.toPort;
  const who = `${ANYWHERE} is every computer on the internet. Programs that look for open doors find a new one within minutes`;
  if (login || desktop) {
    return `${who}, and try passwords and stolen keys from then on. My IP lets only you in, and can be updated at a click when your address changes.`;
  }
  return `${who}. Leave it open only to those who need it, unless everyone is meant to use what runs there.`;
}
