import { DescribeAccountAttributesCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';
import type { VCpuRoom } from './launch-facts.ts';

/** Families with a quota of their own. Source: EC2 user guide, "Amazon EC2 instance type quotas". */
const OTHER_QUOTA = /^(f|gr?|vt|p|x|inf|trn|dl|hpc|mac|u-?)\d/;

/**
 * The vCPU quota of a type's family, and what runs of it.
 *
 * EC2 itself tells one number, `max-instances`, which clouds on this computer keep to. Amazon's own means nothing any
 * more (the true one is in Service Quotas), and neither does it for families with a quota of their own: both are refused
 * as `launch.quota-unknown`. Source: DescribeAccountAttributes, "max-instances".
 */
export async function describeVCpuRoom(cloud: Cloud, instanceType: string): Promise<VCpuRoom> {
  if (cloud.pass.endpoint === undefined || OTHER_QUOTA.test(instanceType)) throw unknownQuota();
  const [attributes, used] = await Promise.all([
    cloud.read.send(new DescribeAccountAttributesCommand({})),
    usedVCpus(cloud),
  ]);
  // The SDK's list of names has lost this one; the answer has not.
  const found = attributes.AccountAttributes?.find(({ AttributeName }) => String(AttributeName) === 'max-instances');
  const quota = Number(found?.AttributeValues?.[0]?.AttributeValue ?? Number.NaN);
  if (!Number.isInteger(quota)) throw unknownQuota();
  return { quota, used };
}

async function usedVCpus(cloud: Cloud): Promise<number> {
  const running = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstancesCommand({
        Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping'] }],
        MaxResults: 1000,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [], next: page.NextToken };
  });
  return running
    .filter(({ InstanceType = '' }) => !OTHER_QUOTA.test(InstanceType))
    .reduce((sum, { CpuOptions }) => sum + (CpuOptions?.CoreCount ?? 1) * (CpuOptions?.ThreadsPerCore ?? 1), 0);
}

function unknownQuota(): AppError {
  return new AppError(
    'launch.quota-unknown',
    'AWS tells this quota in Service Quotas only, which Amiable cannot read.',
  );
}
