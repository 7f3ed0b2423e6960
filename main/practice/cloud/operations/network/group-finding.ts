import { Refusal } from '../../refusal.ts';
import type { GroupRecord, VpcRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { findOne, kinds } from '../finding.ts';
import type { CallContext } from '../operation.ts';
import { asSeen, isVisible } from '../visibility.ts';

/** How a call names one security group. */
export interface GroupName {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** The default network of a place; undefined once it was deleted. */
export function defaultVpc(place: Place): VpcRecord | undefined {
  return place.vpcs.find(({ isDefault }) => isDefault);
}

/** The group that a call names: any by its ID, one of the default network by its name. */
export function findGroup(call: CallContext, { GroupId, GroupName }: GroupName): GroupRecord {
  if (GroupId && GroupName) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The parameter 'groupName' may not be used in combination with 'groupId'",
    );
  }
  if (GroupId) return findOne(kinds.group, asSeen(call.place.groups, call), GroupId);
  if (!GroupName) throw new Refusal('MissingParameter', 'The request must contain the parameter groupName or groupId');
  return groupNamed(call, GroupName);
}

/** The group of the default network with a name. */
export function groupNamed(call: CallContext, name: string): GroupRecord {
  const { place } = call;
  const vpc = defaultVpc(place);
  const found = vpc && place.groups.by('name', name).find(({ vpcId }) => vpcId === vpc.id);
  if (!found || !isVisible(found, call)) {
    throw new Refusal(
      'InvalidGroup.NotFound',
      `The security group '${name}' does not exist in default VPC '${vpc?.id ?? 'none'}'`,
    );
  }
  return found;
}

/** The ID of the group that a call is about, as far as it can be told; for judging who may make the call. */
export function groupIdOf(place: Place, { GroupId, GroupName }: GroupName): string | null {
  if (GroupId) return GroupId;
  const vpc = defaultVpc(place);
  return (GroupName && place.groups.by('name', GroupName).find(({ vpcId }) => vpcId === vpc?.id)?.id) || null;
}
