import type { SecurityGroup } from '../network/contract.ts';
import { allowsPort, cidrContains } from '../network/words.ts';
import type { CheckFacts } from './check-facts.ts';
import { ask, broken, type Finding, ok, unseen, whichMachine } from './check-finding.ts';

const SSH = 22;
const ANYWHERE = '0.0.0.0/0';

/** The machine's own firewall: any rule of any of its groups that lets SSH in from this computer's address is enough. */
export function judgeGroup(facts: CheckFacts): Finding {
  const { groups, myAddress } = facts;
  if (!groups.known) return unseen(`The security groups could not be read. ${groups.why}`);
  const doors = groups.value.flatMap((group) =>
    group.inbound.filter((rule) => allowsPort(rule, SSH)).map(({ source }) => ({ group, source })),
  );
  const open = doors.find(({ source }) => source === ANYWHERE || (myAddress && cidrContains(source, myAddress)));
  if (open) {
    return ok(`“${open.group.name}” lets ${open.source === ANYWHERE ? 'everyone' : open.source} use SSH.`);
  }
  const list = doors.find(({ source }) => source.startsWith('pl-'));
  if (list) {
    return unseen(
      `“${list.group.name}” lets the addresses of the list ${list.source} use SSH; whether yours is one of them was not looked up.`,
    );
  }
  if (myAddress === undefined && doors.length > 0) {
    return unseen('It could not be judged, because your address is not known.');
  }
  return closed(
    facts,
    groups.value,
    doors.map(({ source }) => source),
  );
}

function closed(facts: CheckFacts, groups: readonly SecurityGroup[], sources: readonly string[]): Finding {
  const { myAddress, machine } = facts;
  const names = groups.map(({ name }) => `“${name}”`).join(', ');
  const others = sources.map((source) => source.replace(/\/32$/, '')).join(', ');
  const sentence =
    sources.length === 0
      ? `The firewall (security group ${names}) lets nobody use SSH.`
      : `The firewall (security group ${names}) lets only ${others} use SSH, and you come from ${myAddress}.`;
  // The group “default” is shared by whatever was given none; a rule there would open more than this machine.
  const group = groups.find(({ name }) => name !== 'default') ?? groups[0];
  if (!group || myAddress === undefined) {
    return broken(
      sentence,
      ask(
        'Add a rule for SSH from your own address on the Security groups page.',
        `Please let my address use SSH (TCP port 22) to ${whichMachine(facts)}.`,
      ),
    );
  }
  const source = `${myAddress}/32`;
  return broken(sentence, {
    kind: 'mend',
    label: 'Let my address in',
    means: `Adds a rule to “${group.name}”: SSH (port 22) from ${myAddress} alone. It counts for every machine in that group${machine.name ? `, ${machine.name} among them` : ''}.`,
    mend: { kind: 'let-in', groupId: group.groupId, source },
  });
}
