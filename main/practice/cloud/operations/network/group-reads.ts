import type {
  DescribeSecurityGroupReferencesRequest,
  DescribeSecurityGroupReferencesResult,
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
  DescribeStaleSecurityGroupsRequest,
  DescribeStaleSecurityGroupsResult,
  GetSecurityGroupsForVpcRequest,
  GetSecurityGroupsForVpcResult,
} from '@aws-sdk/client-ec2';
import { applyFilters } from '../filters.ts';
import { findAll, findOne, kinds, required } from '../finding.ts';
import { namedOrNarrowed } from '../narrowing.ts';
import { reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { showTags } from '../views.ts';
import { asSeen, isVisible } from '../visibility.ts';
import { showRule } from './rule-views.ts';

/** Rules of security groups by themselves, and what groups have to do with networks. */
export const groupReads = [
  reads(
    'DescribeSecurityGroupRules',
    (input: DescribeSecurityGroupRulesRequest, call): DescribeSecurityGroupRulesResult => {
      const found = namedOrNarrowed(kinds.groupRule, call.place.groupRules, input.SecurityGroupRuleIds, input.Filters, {
        'group-id': 'group',
        'security-group-rule-id': 'id',
      });
      const kept = applyFilters(
        found,
        input.Filters,
        { 'group-id': ({ groupId }) => groupId, 'security-group-rule-id': ({ id }) => id },
        ({ tags }) => tags,
      );
      const { items, nextToken } = pageOf(kept, input);
      return { SecurityGroupRules: items.map((rule) => showRule(rule, call)), NextToken: nextToken };
    },
  ),

  reads('GetSecurityGroupsForVpc', (input: GetSecurityGroupsForVpcRequest, call): GetSecurityGroupsForVpcResult => {
    const vpc = findOne(kinds.vpc, call.place.vpcs, input.VpcId);
    const kept = applyFilters(
      call.place.groups.by('vpc', vpc.id).filter((group) => isVisible(group, call)),
      input.Filters,
      {
        'group-id': ({ id }) => id,
        'group-name': ({ name }) => name,
        description: ({ description }) => description,
        'owner-id': () => call.account.id,
        'primary-vpc-id': ({ vpcId }) => vpcId,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return {
      SecurityGroupForVpcs: items.map((group) => ({
        GroupId: group.id,
        GroupName: group.name,
        Description: group.description,
        OwnerId: call.account.id,
        PrimaryVpcId: group.vpcId,
        Tags: showTags(group.tags),
      })),
      NextToken: nextToken,
    };
  }),

  // Only peered networks refer to groups of each other, and leave rules behind when they part; here there is no peering.
  reads(
    'DescribeSecurityGroupReferences',
    (input: DescribeSecurityGroupReferencesRequest, call): DescribeSecurityGroupReferencesResult => {
      findAll(kinds.group, asSeen(call.place.groups, call), required(input.GroupId, 'groupId'));
      return { SecurityGroupReferenceSet: [] };
    },
  ),

  reads(
    'DescribeStaleSecurityGroups',
    (input: DescribeStaleSecurityGroupsRequest, call): DescribeStaleSecurityGroupsResult => {
      findOne(kinds.vpc, call.place.vpcs, input.VpcId);
      return { StaleSecurityGroupSet: [] };
    },
  ),
];
