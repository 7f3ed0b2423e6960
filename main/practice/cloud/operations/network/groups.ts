import type {
  CreateSecurityGroupRequest,
  CreateSecurityGroupResult,
  DeleteSecurityGroupRequest,
  DeleteSecurityGroupResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
} from '@aws-sdk/client-ec2';
import { arnOf } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import { allOut } from '../../world/default-place.ts';
import type { GroupRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { applyFilters } from '../filters.ts';
import { findAll, findOne, kinds, required } from '../finding.ts';
import { narrowed } from '../narrowing.ts';
import { changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { showTags } from '../views.ts';
import { asSeen, isVisible } from '../visibility.ts';
import { judgedBy } from './access.ts';
import { groupFields, groupIndexes } from './group-filters.ts';
import { defaultVpc, findGroup, groupIdOf, groupNamed } from './group-finding.ts';
import { checkGroupCount } from './group-limits.ts';
import { showPermissions } from './permissions.ts';

const textForm = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** Security groups. */
export const groupOperations = [
  reads('DescribeSecurityGroups', (input: DescribeSecurityGroupsRequest, call): DescribeSecurityGroupsResult => {
    const { place } = call;
    const byName = (input.GroupNames ?? []).map((name) => groupNamed(call, name));
    const byId = findAll(kinds.group, asSeen(place.groups, call), input.GroupIds ?? []);
    const named =
      byName.length + byId.length > 0
        ? [...new Set([...byName, ...byId])]
        : narrowed(place.groups, input.Filters, groupIndexes).filter((group) => isVisible(group, call));
    const kept = applyFilters(named, input.Filters, groupFields(call), ({ tags }) => tags);
    const { items, nextToken } = pageOf(kept, input);
    return {
      SecurityGroups: items.map((group) => {
        const rules = place.groupRules.by('group', group.id);
        const shown = (direction: string) =>
          showPermissions(
            rules.filter((rule) => rule.direction === direction),
            call.account.id,
          );
        return {
          GroupId: group.id,
          GroupName: group.name,
          Description: group.description,
          VpcId: group.vpcId,
          OwnerId: call.account.id,
          SecurityGroupArn: arnOf(call, group.id),
          IpPermissions: shown('ingress'),
          IpPermissionsEgress: shown('egress'),
          Tags: showTags(group.tags),
        };
      }),
      NextToken: nextToken,
    };
  }),

  changes(
    'CreateSecurityGroup',
    (input: CreateSecurityGroupRequest, call): CreateSecurityGroupResult => {
      const { place, world } = call;
      const name = required(input.GroupName, 'GroupName').trim();
      const description = required(input.Description, 'GroupDescription');
      const vpc = input.VpcId ? findOne(kinds.vpc, place.vpcs, input.VpcId) : defaultVpc(place);
      if (!vpc) throw new Refusal('VPCIdNotSpecified', 'No default VPC for this user');
      checkTexts(name, description);
      if (place.groups.by('name', name).some(({ vpcId }) => vpcId === vpc.id)) {
        throw new Refusal('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc.id}'`);
      }
      checkGroupCount(place.groups.size);
      const tags = tagsFor(input.TagSpecifications, 'security-group', ['security-group']);
      call.proceed();
      const group = place.groups.add({
        id: world.newId('sg'),
        vpcId: vpc.id,
        name,
        description,
        createdAt: call.now,
        tags,
      });
      place.groupRules.add(allOut((prefix) => world.newId(prefix), group.id));
      return { GroupId: group.id, SecurityGroupArn: arnOf(call, group.id), Tags: showTags(tags) };
    },
    judgedBy<CreateSecurityGroupRequest>(
      'CreateSecurityGroup',
      (input, { place }) => [input.VpcId ?? defaultVpc(place)?.id],
      ['security-group'],
    ),
  ),

  changes(
    'DeleteSecurityGroup',
    (input: DeleteSecurityGroupRequest, call): DeleteSecurityGroupResult => {
      const { place } = call;
      const group = findGroup(call, input);
      if (group.name === 'default') {
        throw new Refusal(
          'CannotDelete',
          `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
        );
      }
      const named = place.groupRules.by('peer', group.id).some(({ groupId }) => groupId !== group.id);
      if (named || place.instances.by('group', group.id).length > 0) {
        throw new Refusal('DependencyViolation', `resource ${group.id} has a dependent object`);
      }
      call.proceed();
      removeGroup(place, group);
      return { Return: true, GroupId: group.id };
    },
    judgedBy<DeleteSecurityGroupRequest>('DeleteSecurityGroup', (input, { place }) => [groupIdOf(place, input)]),
  ),
];

/** Takes a group away with its rules. */
export function removeGroup(place: Place, group: GroupRecord): void {
  for (const rule of place.groupRules.by('group', group.id)) place.groupRules.remove(rule);
  place.groups.remove(group);
}

function checkTexts(name: string, description: string): void {
  if (name === 'default') {
    throw new Refusal('InvalidGroup.Reserved', "The security group name 'default' is reserved");
  }
  if (/^sg-/i.test(name)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
    );
  }
  for (const [parameter, text] of [
    ['GroupName', name],
    ['GroupDescription', description],
  ] as const) {
    if (!textForm.test(text)) {
      throw new Refusal(
        'InvalidParameterValue',
        `Value (${text}) for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported.`,
      );
    }
  }
}
