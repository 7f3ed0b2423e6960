import { judgeAcl } from './check-acl.ts';
import type { Link, LinkName } from './check-contract.ts';
import type { CheckFacts } from './check-facts.ts';
import type { Finding } from './check-finding.ts';
import { judgeGroup } from './check-group.ts';
import { judgeHostKey, judgeKey, judgeUser } from './check-login.ts';
import { judgeMachine, judgePort } from './check-machine.ts';
import { judgeAddress, judgeComputer, judgeGateway, judgeRoute } from './check-way.ts';

/** Every link with what it is called and what it is, in the order in which a connection meets them. */
export const LINKS: Readonly<Record<LinkName, { readonly title: string; readonly what: string }>> = {
  computer: { title: 'My computer', what: 'Where you are.' },
  address: { title: 'My address', what: 'The public address that the machine sees you come from.' },
  gateway: { title: 'Internet gateway', what: 'The door of the machine’s network to the internet.' },
  route: { title: 'Route', what: 'Which way the machine’s subnet sends its answers.' },
  acl: { title: 'Network ACL', what: 'The firewall of the machine’s subnet.' },
  group: { title: 'Security group', what: 'The firewall of the machine.' },
  machine: { title: 'Machine', what: 'Whether it runs, and AWS’s checks on it.' },
  port: { title: 'Port 22', what: 'Where its SSH server listens.' },
  'host-key': { title: 'Host key', what: 'The machine’s proof that it is the one you mean.' },
  user: { title: 'User', what: 'Whom you log in as.' },
  key: { title: 'Key', what: 'What opens the machine.' },
};

/** What the settings of the cloud say about the way, before anybody knocks. */
const BY_SETTINGS = [
  ['computer', judgeComputer],
  ['address', judgeAddress],
  ['gateway', judgeGateway],
  ['route', judgeRoute],
  ['acl', judgeAcl],
  ['group', judgeGroup],
  ['machine', judgeMachine],
] as const;

const BY_KNOCKING = [
  ['port', judgePort],
  ['host-key', judgeHostKey],
  ['user', judgeUser],
  ['key', judgeKey],
] as const;

/** The links that a knock which was answered proves, whatever the settings say. */
const ON_THE_WAY: readonly LinkName[] = ['gateway', 'route', 'acl', 'group'];

/** True when the settings alone tell why nobody gets in: a knock will stay without an answer. */
export function isBrokenBySettings(facts: CheckFacts): boolean {
  return BY_SETTINGS.some(([, judge]) => judge(facts).state === 'broken');
}

/** Judges every link by the facts; the first that is broken is the only one, and those after it wait for it. */
export function judgeLinks(facts: CheckFacts): Link[] {
  let isOver = false;
  return [...BY_SETTINGS, ...BY_KNOCKING].map(([name, judge]): Link => {
    if (isOver) return { name, state: 'waiting', sentence: 'Not looked at: a link before it is broken.' };
    const finding = believed(name, judge(facts), facts);
    if (finding.state === 'broken') isOver = true;
    return { name, ...finding };
  });
}

/** What the chain is when nothing of the machine can be read. */
export function onlyLink(broken: Link): Link[] {
  const names = Object.keys(LINKS) as LinkName[];
  const at = names.indexOf(broken.name);
  return names.map((name, index) => {
    if (name === broken.name) return broken;
    return index < at
      ? { name, state: 'unseen', sentence: 'Not looked at.' }
      : { name, state: 'waiting', sentence: 'Not looked at: a link before it is broken.' };
  });
}

/**
 * An SSH server that answers has been reached: settings that seem to forbid it do not hold for the way that was taken.
 *
 * A refusal proves nothing: a firewall on the way may have sent it.
 */
function believed(name: LinkName, finding: Finding, { knock }: CheckFacts): Finding {
  if (knock.kind !== 'ssh' || !ON_THE_WAY.includes(name) || finding.state === 'ok') return finding;
  return {
    state: 'ok',
    sentence:
      finding.state === 'broken'
        ? 'The machine answers, so your connection takes a way (a VPN, perhaps) that this does not stop.'
        : 'The machine answers, so this lets you through.',
  };
}
