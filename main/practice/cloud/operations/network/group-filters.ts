import type { GroupRecord, RuleRecord } from '../../world/records/network-records.ts';
import type { FilterFields } from '../filters.ts';
import type { FilterIndexes } from '../narrowing.ts';
import type { CallContext } from '../operation.ts';

/** Filters of security groups that an index answers. */
export const groupIndexes: FilterIndexes<'vpc' | 'name'> = { 'group-id': 'id', 'vpc-id': 'vpc', 'group-name': 'name' };

/** What security groups show to filters: themselves, and each of their rules. */
export function groupFields(call: CallContext): FilterFields<GroupRecord> {
  return {
    'group-id': ({ id }) => id,
    'group-name': ({ name }) => name,
    description: ({ description }) => description,
    'vpc-id': ({ vpcId }) => vpcId,
    'owner-id': () => call.account.id,
    ...ruleFields('ip-permission', 'ingress', call),
    ...ruleFields('egress.ip-permission', 'egress', call),
  };
}

function ruleFields(
  prefix: string,
  direction: RuleRecord['direction'],
  { place, account }: CallContext,
): FilterFields<GroupRecord> {
  const rulesOf = ({ id }: GroupRecord) =>
    place.groupRules.by('group', id).filter((rule) => rule.direction === direction);
  const peersOf = (group: GroupRecord, kind: RuleRecord['peer']['kind']) =>
    rulesOf(group).flatMap(({ peer }) => (peer.kind === kind ? [peer.value] : []));
  return {
    [`${prefix}.cidr`]: (group) => peersOf(group, 'ipv4'),
    [`${prefix}.ipv6-cidr`]: (group) => peersOf(group, 'ipv6'),
    [`${prefix}.prefix-list-id`]: (group) => peersOf(group, 'prefix-list'),
    [`${prefix}.group-id`]: (group) => peersOf(group, 'group'),
    [`${prefix}.group-name`]: (group) => peersOf(group, 'group').flatMap((id) => place.groups.get(id)?.name ?? []),
    [`${prefix}.user-id`]: (group) => peersOf(group, 'group').map(() => account.id),
    [`${prefix}.protocol`]: (group) => rulesOf(group).map(({ protocol }) => protocol),
    [`${prefix}.from-port`]: (group) => rulesOf(group).map(({ from }) => String(from ?? -1)),
    [`${prefix}.to-port`]: (group) => rulesOf(group).map(({ to }) => String(to ?? -1)),
  };
}
