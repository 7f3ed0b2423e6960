import { Refusal } from '../../refusal.ts';
import type { RuleRecord } from '../../world/records/network-records.ts';
import { type NewRule, sameRule } from './permissions.ts';

/** AWS's quotas: rules of one group in one direction for IPv4, and as many for IPv6; groups in a Region. */
const MOST_RULES = 60;
const MOST_GROUPS = 2_500;

/**
 * Refuses rules that are there already, that come twice, or that are more than a group may have in one direction.
 *
 * A rule for a group or a prefix list counts for IPv4 and for IPv6. Source:
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html.
 */
export function checkNewRules(rules: readonly NewRule[], held: readonly RuleRecord[]): void {
  rules.forEach((rule, index) => {
    if (rules.slice(0, index).some((other) => sameRule(other, rule))) {
      throw new Refusal('InvalidParameterValue', 'The same permission must not appear multiple times');
    }
    if (held.some((other) => sameRule(other, rule))) throw duplicateRule(rule);
  });
  for (const other of ['ipv6', 'ipv4'] as const) {
    if ([...held, ...rules].filter(({ peer }) => peer.kind !== other).length > MOST_RULES) {
      throw new Refusal(
        'RulesPerSecurityGroupLimitExceeded',
        'The maximum number of rules per security group has been reached.',
      );
    }
  }
}

/** The refusal of a rule that a group has already. */
export function duplicateRule({ protocol, from, to, peer }: NewRule): Refusal {
  const ports = protocol === '-1' ? 'ALL' : `${protocol.toUpperCase()}, from port: ${from ?? -1}, to port: ${to ?? -1}`;
  return new Refusal(
    'InvalidPermission.Duplicate',
    `the specified rule "peer: ${peer.value}, ${ports}, ALLOW" already exists`,
  );
}

/** Refuses one more group than a Region may have. */
export function checkGroupCount(count: number): void {
  if (count >= MOST_GROUPS) {
    throw new Refusal('SecurityGroupLimitExceeded', 'The maximum number of security groups has been reached.');
  }
}
