import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import type { GroupUse } from '../../src/network/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { describeMachines } from '../aws/ec2-machines.ts';
import { allPages } from '../aws/shapes.ts';

/** Who uses the groups of the Region: its machines, and the network interfaces of everything else. */
export async function describeGroupUses(cloud: Cloud): Promise<GroupUse[]> {
  const [machines, interfaces] = await Promise.all([describeMachines(cloud), describeInterfaces(cloud)]);
  const uses = new Map<string, GroupUse>();
  const entryOf = (groupId: string): GroupUse => {
    const use = uses.get(groupId) ?? { groupId, instances: [], others: [] };
    uses.set(groupId, use);
    return use;
  };
  for (const { groupIds, instanceId, name, state } of machines) {
    for (const groupId of new Set(groupIds)) entryOf(groupId).instances.push({ instanceId, name, state });
  }
  for (const { Attachment, Groups = [], Description, NetworkInterfaceId = '' } of interfaces) {
    if (Attachment?.InstanceId) continue;
    const words = Description
      ? `${Description} (${NetworkInterfaceId})`
      : `the network interface ${NetworkInterfaceId}`;
    for (const { GroupId = '' } of Groups) entryOf(GroupId).others.push(words);
  }
  return [...uses.values()];
}

function describeInterfaces(cloud: Cloud) {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeNetworkInterfacesCommand({ MaxResults: 1000, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.NetworkInterfaces ?? [], next: page.NextToken };
  });
}
