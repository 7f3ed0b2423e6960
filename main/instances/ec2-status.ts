import { DescribeInstanceStatusCommand, type InstanceStatus, type InstanceStatusDetails } from '@aws-sdk/client-ec2';
import type { CheckName, HealthCheck } from '../../src/instances/health.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages, isoTime } from '../aws/shapes.ts';

/** The checks of instances: of all that run in as few calls as can be, or of some by their ids. */
export async function describeStatuses(cloud: Cloud, ids?: readonly string[]): Promise<InstanceStatus[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstanceStatusCommand({
        ...(ids ? { InstanceIds: [...ids], IncludeAllInstances: true } : { MaxResults: 1000 }),
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.InstanceStatuses ?? [], next: page.NextToken };
  });
}

interface Summary {
  readonly Status?: string | undefined;
  readonly Details?: readonly Pick<InstanceStatusDetails, 'ImpairedSince'>[] | undefined;
}

/** Each check that applies to the instance; empty while there are none. Only Nitro machines have the one of their disks. */
export function healthOf(status: InstanceStatus | undefined): HealthCheck[] {
  const all: readonly (readonly [CheckName, Summary | undefined])[] = [
    ['system', status?.SystemStatus],
    ['instance', status?.InstanceStatus],
    ['ebs', status?.AttachedEbsStatus],
  ];
  return all.flatMap(([check, summary]) => {
    if (summary?.Status === undefined || summary.Status === 'not-applicable') return [];
    const since = isoTime(summary.Details?.find(({ ImpairedSince }) => ImpairedSince)?.ImpairedSince);
    return [{ check, status: summary.Status, ...(since ? { since } : {}) }];
  });
}
