import type {
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult,
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  Filter,
  ModifyNetworkInterfaceAttributeRequest,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { Place } from '../../world/world.ts';
import { applyFilters } from '../filters.ts';
import { findAll, findOne, kinds, required } from '../finding.ts';
import { groupsOf } from '../instances/instance-view.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, changes, reads, refuseUnmodelled } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { asSeen } from '../visibility.ts';
import { judgedBy } from './access.ts';
import { interfaceFields } from './interface-filters.ts';
import { showInterface } from './interface-views.ts';

/** AWS's quota: security groups of one interface. */
const MOST_GROUPS = 5;

/** The instances whose interfaces a call has to look at. */
function instancesOf(place: Place, ids: readonly string[] | undefined, filters: readonly Filter[] | undefined) {
  const byInterface = { get: (id: string) => place.instances.by('interface', id)[0] };
  if (ids?.length) return findAll(kinds.networkInterface, byInterface, ids);
  return narrowed(place.instances, filters, {
    'network-interface-id': 'interface',
    'attachment.instance-id': 'id',
    'subnet-id': 'subnet',
    'group-id': 'group',
    'private-ip-address': 'privateIp',
    'addresses.private-ip-address': 'privateIp',
    'association.public-ip': 'publicIp',
    'addresses.association.public-ip': 'publicIp',
  }).filter(({ state }) => state !== 'terminated');
}

function instanceOf(place: Place, id: string | undefined): InstanceRecord {
  return findOne(kinds.networkInterface, { get: (one) => place.instances.by('interface', one)[0] }, id);
}

/** Network interfaces: every instance has one, and there are no others. */
export const interfaceOperations = [
  reads(
    'DescribeNetworkInterfaces',
    (input: DescribeNetworkInterfacesRequest, call): DescribeNetworkInterfacesResult => {
      const all = instancesOf(call.place, input.NetworkInterfaceIds, input.Filters);
      const kept = applyFilters(
        all.map((instance) => showInterface(instance, call)),
        input.Filters,
        interfaceFields,
        ({ TagSet }) => (TagSet ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
      );
      const { items, nextToken } = pageOf(kept, input);
      return { NetworkInterfaces: items, NextToken: nextToken };
    },
  ),

  reads(
    'DescribeNetworkInterfaceAttribute',
    (input: DescribeNetworkInterfaceAttributeRequest, call): DescribeNetworkInterfaceAttributeResult => {
      const instance = instanceOf(call.place, input.NetworkInterfaceId);
      const base = { NetworkInterfaceId: instance.networkInterfaceId };
      const attribute = required(input.Attribute, 'attribute');
      switch (attribute) {
        case 'description':
          return { ...base, Description: { Value: instance.interfaceDescription } };
        case 'groupSet':
          return { ...base, Groups: groupsOf(call.place, instance) };
        case 'sourceDestCheck':
          return { ...base, SourceDestCheck: { Value: instance.sourceDestCheck } };
        case 'attachment':
          return { ...base, Attachment: showInterface(instance, call).Attachment };
        case 'associatePublicIpAddress':
          return { ...base, AssociatePublicIpAddress: instance.wantsPublicIp };
        default:
          throw new Refusal(
            'InvalidParameterValue',
            `Value (${String(attribute)}) for parameter attribute is invalid.`,
          );
      }
    },
  ),

  changes(
    'ModifyNetworkInterfaceAttribute',
    (input: ModifyNetworkInterfaceAttributeRequest, call): object => {
      const { place } = call;
      refuseUnmodelled(input, [
        'EnaSrdSpecification',
        'EnablePrimaryIpv6',
        'ConnectionTrackingSpecification',
        'AssociatePublicIpAddress',
        'AssociatedSubnetIds',
        'Attachment',
      ]);
      const instance = instanceOf(place, input.NetworkInterfaceId);
      const { Description, SourceDestCheck, Groups } = input;
      const given = [Description, SourceDestCheck, Groups].filter((value) => value !== undefined);
      if (given.length !== 1) {
        throw new Refusal(
          given.length === 0 ? 'MissingParameter' : 'InvalidParameterCombination',
          'The request must contain exactly one attribute of the network interface',
        );
      }
      const groupIds = Groups && checkGroups(call, instance, Groups);
      call.proceed();
      place.instances.change(instance, {
        ...(Description ? { interfaceDescription: Description.Value ?? '' } : {}),
        ...(SourceDestCheck ? { sourceDestCheck: SourceDestCheck.Value ?? true } : {}),
        ...(groupIds ? { groupIds } : {}),
      });
      return {};
    },
    judgedBy<ModifyNetworkInterfaceAttributeRequest>('ModifyNetworkInterfaceAttribute', (input) => [
      input.NetworkInterfaceId,
      ...(input.Groups ?? []),
    ]),
  ),
];

function checkGroups(call: CallContext, instance: InstanceRecord, ids: readonly string[]): string[] {
  const groups = findAll(kinds.group, asSeen(call.place.groups, call), ids);
  if (groups.length === 0) throw new Refusal('MissingParameter', 'The request must contain the parameter groupSet');
  if (groups.some(({ vpcId }) => vpcId !== instance.vpcId)) {
    throw new Refusal('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.');
  }
  if (groups.length > MOST_GROUPS) {
    throw new Refusal(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    );
  }
  return groups.map(({ id }) => id);
}
