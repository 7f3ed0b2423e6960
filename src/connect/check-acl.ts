import { cidrContains } from '../network/words.ts';
import type { AclRuleFact, CheckFacts } from './check-facts.ts';
import { ask, broken, type Finding, ok, unseen, whichMachine } from './check-finding.ts';

const SSH = 22;
/** The ports from which clients come; a router in between may choose any of them. Source: VPC user guide, ephemeral ports. */
const ANSWERS = { from: 1_024, to: 65_535 } as const;
const LAST = 32_767;

/** One direction through the list. */
interface Pass {
  readonly outbound: boolean;
  readonly fromPort: number;
  readonly toPort: number;
}

const IN: Pass = { outbound: false, fromPort: SSH, toPort: SSH };
const OUT: Pass = { outbound: true, fromPort: ANSWERS.from, toPort: ANSWERS.to };

/** The subnet's own firewall. It remembers nothing, so that what comes in and the answers that go out each need a rule. */
export function judgeAcl(facts: CheckFacts): Finding {
  const { acl, myAddress } = facts;
  if (!acl.known) return unseen(`The subnet’s network ACL could not be read. ${acl.why}`);
  if (!acl.value) return unseen('AWS shows no network ACL for the machine’s subnet.');
  const { aclId, rules } = acl.value;
  if (myAddress === undefined) {
    if (isOpen(rules)) return ok(`${aclId} lets everyone through, both ways.`);
    return unseen('It could not be judged, because your address is not known.');
  }
  for (const pass of [IN, OUT]) {
    const verdict = verdictOf(rules, pass, myAddress);
    if (verdict.kind === 'denied') return denied(facts, aclId, pass, myAddress, verdict.by);
    if (verdict.kind === 'partly') {
      return unseen(
        `${aclId} lets answers out only to some ports (rule ${verdict.by?.number ?? LAST} stops others), so it depends on which one this computer uses.`,
      );
    }
  }
  return ok(`${aclId} lets SSH from your address in, and the answers out.`);
}

function denied(facts: CheckFacts, aclId: string, pass: Pass, myAddress: string, by: AclRuleFact | undefined): Finding {
  const what = pass.outbound ? 'the machine’s answers to you' : 'SSH from your address';
  const why =
    by && by.number < LAST
      ? `its ${pass.outbound ? 'outbound' : 'inbound'} rule ${by.number} forbids it`
      : `no ${pass.outbound ? 'outbound' : 'inbound'} rule allows it`;
  const sentence = `The subnet’s network ACL stops ${what}: ${why}.`;
  const cidr = `${myAddress}/32`;
  const ports = pass.outbound ? `TCP ports ${ANSWERS.from} to ${ANSWERS.to}` : 'SSH (TCP port 22)';
  const ruleNumber = freeNumber(facts, pass, by);
  // A rule that names few addresses was made to keep them out.
  const meant = by !== undefined && by.number < LAST && by.cidr !== '0.0.0.0/0';
  if (ruleNumber === undefined || meant) {
    return broken(
      sentence,
      ask(
        meant
          ? `Somebody has shut out ${by.cidr}. Ask whoever looks after the network whether that is meant.`
          : 'There is no number free before that rule. Whoever looks after the network can put its rules in order.',
        `Please let ${cidr} through the network ACL ${aclId}, ${pass.outbound ? 'outbound' : 'inbound'}, ${ports}, so that I can reach ${whichMachine(facts)} by SSH.`,
      ),
    );
  }
  const { outbound, fromPort, toPort } = pass;
  return broken(sentence, {
    kind: 'mend',
    label: outbound ? 'Let the answers out' : 'Open the ACL for me',
    means: `Adds rule ${ruleNumber} to ${aclId}: ${outbound ? `${ports} out to` : `${ports} in from`} ${myAddress} alone.`,
    mend: { kind: 'open-acl', aclId, outbound, ruleNumber, fromPort, toPort, cidr },
  });
}

interface Verdict {
  readonly kind: 'allowed' | 'partly' | 'denied';
  /** The rule that stops it, or some of it; absent when it is the end of the list. */
  readonly by?: AclRuleFact | undefined;
}

/** Follows the list in its order: of each port, the first rule that fits decides, and the end of the list denies. */
function verdictOf(rules: readonly AclRuleFact[], pass: Pass, address: string): Verdict {
  const fitting = inOrder(rules, pass.outbound).filter(({ cidr }) => cidrContains(cidr, address));
  let open = [{ from: pass.fromPort, to: pass.toPort }];
  let allowed = 0;
  let stopper: AclRuleFact | undefined;
  for (const rule of fitting) {
    const [inside, outside] = split(open, rule);
    if (inside > 0 && rule.allow) allowed += inside;
    if (inside > 0 && !rule.allow) stopper ??= rule;
    open = outside;
  }
  const all = pass.toPort - pass.fromPort + 1;
  if (allowed === all) return { kind: 'allowed' };
  return { kind: allowed > 0 ? 'partly' : 'denied', by: stopper };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** How many ports of the ranges a rule decides on, and what it leaves to the rules after it. */
function split(ranges: readonly Range[], { fromPort, toPort }: AclRuleFact): [number, Range[]] {
  let inside = 0;
  const outside = ranges.flatMap(({ from, to }) => {
    inside += Math.max(0, Math.min(to, toPort) - Math.max(from, fromPort) + 1);
    return [
      { from, to: Math.min(to, fromPort - 1) },
      { from: Math.max(from, toPort + 1), to },
    ].filter((rest) => rest.from <= rest.to);
  });
  return [inside, outside];
}

/** The rules of a direction that speak of TCP, by number. */
function inOrder(rules: readonly AclRuleFact[], outbound: boolean): AclRuleFact[] {
  return rules
    .filter((rule) => rule.outbound === outbound && (rule.protocol === '-1' || rule.protocol === '6'))
    .sort((a, b) => a.number - b.number);
}

function isOpen(rules: readonly AclRuleFact[]): boolean {
  return [false, true].every((outbound) => {
    const [first] = inOrder(rules, outbound);
    return first?.allow === true && first.cidr === '0.0.0.0/0' && first.protocol === '-1';
  });
}

/** A number before the rule that stops it which no rule of that direction has, as far from its neighbour as can be. */
function freeNumber({ acl }: CheckFacts, { outbound }: Pass, by: AclRuleFact | undefined): number | undefined {
  const all = acl.known ? (acl.value?.rules ?? []).filter((rule) => rule.outbound === outbound) : [];
  const numbers = all.map(({ number }) => number).filter((number) => number < LAST);
  if (by === undefined || by.number >= LAST) {
    const after = Math.max(0, ...numbers) + 10;
    return after < LAST ? after : undefined;
  }
  const before = Math.max(0, ...numbers.filter((number) => number < by.number));
  const middle = Math.floor((before + by.number) / 2);
  return middle > before ? middle : undefined;
}
