import type { RuleName } from './changes.ts';
import type { GroupUse, SecurityGroup } from './contract.ts';
import { allowsPort, cidrContains } from './words.ts';

/** What a rule is known by, without what is written beside it. */
export function nameOfRule({ protocol, fromPort, toPort, source }: RuleName): RuleName {
  return {
    protocol,
    ...(fromPort === undefined ? {} : { fromPort }),
    ...(toPort === undefined ? {} : { toPort }),
    source,
  };
}

/** A rule that let one address in, which is not this computer's any more. */
export interface StaleRule {
  readonly group: SecurityGroup;
  readonly rule: RuleName;
  /** The address it lets in, without its /32. */
  readonly address: string;
}

/**
 * The SSH rules that a changed address of this computer has left behind.
 *
 * A group that lets this computer in by any rule is left alone: its other addresses are somebody else's.
 */
export function staleRules(groups: readonly SecurityGroup[], myAddress: string | undefined): StaleRule[] {
  if (myAddress === undefined) return [];
  return groups.flatMap((group) => {
    const lettingMeIn = group.inbound.some((rule) => allowsPort(rule, 22) && cidrContains(rule.source, myAddress));
    if (lettingMeIn) return [];
    return group.inbound
      .filter(({ protocol, fromPort, toPort, source }) => {
        return protocol === 'tcp' && fromPort === 22 && toPort === 22 && /^\d[\d.]+\/32$/.test(source);
      })
      .map((rule) => ({ group, rule: nameOfRule(rule), address: rule.source.replace('/32', '') }));
  });
}

/** The other groups whose rules name this one as their source. */
export function namedBy(groupId: string, groups: readonly SecurityGroup[]): SecurityGroup[] {
  return groups.filter((group) => group.groupId !== groupId && group.inbound.some(({ source }) => source === groupId));
}

/** Everyone who uses a group, in words; empty when nobody does. */
export function usersInWords(use: GroupUse | undefined, naming: readonly SecurityGroup[]): string[] {
  return [
    ...(use?.instances ?? []).map(({ name, instanceId }) => (name ? `${name} (${instanceId})` : instanceId)),
    ...(use?.others ?? []),
    ...naming.map(({ name }) => `a rule of the group ${name}`),
  ];
}
