import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from './cloud.ts';
import { allPages, tagValue } from './shapes.ts';

/** What a machine holds on to: the key pair that opens it and the groups around it. */
export interface Machine {
  readonly instanceId: string;
  /** The Name tag; empty when there is none. */
  readonly name: string;
  readonly state: string;
  readonly keyName: string | undefined;
  readonly groupIds: readonly string[];
}

/** The machines of the Region that are not terminated, by name. */
export async function describeMachines(cloud: Cloud): Promise<Machine[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped', 'shutting-down'] },
        ],
        MaxResults: 1000,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [], next: page.NextToken };
  });
  return found
    .map((instance) => ({
      instanceId: instance.InstanceId ?? '',
      name: tagValue(instance.Tags, 'Name'),
      state: instance.State?.Name ?? '',
      keyName: instance.KeyName,
      groupIds: (instance.NetworkInterfaces ?? [])
        .flatMap(({ Groups = [] }) => Groups)
        .concat(instance.SecurityGroups ?? [])
        .flatMap(({ GroupId }) => GroupId ?? []),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.instanceId.localeCompare(b.instanceId));
}
