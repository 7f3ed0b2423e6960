import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { AppError } from '../../src/core/errors.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';
import type { VCpuRoom } from './launch-facts.ts';

/**
 * The quota of running on-demand virtual CPUs that a type counts against, by the letters that its name begins with.
 *
 * Families that are not named share the standard one. Source: EC2 user guide, "Amazon EC2 instance type quotas".
 */
const QUOTAS: readonly (readonly [family: RegExp, code: string])[] = [
  [/^f\d/, 'L-74FC7D96'],
  [/^(gr?|vt)\d/, 'L-DB2E81BA'],
  [/^p\d/, 'L-417A185B'],
  [/^x\d/, 'L-7295265B'],
  [/^inf\d/, 'L-1945791B'],
  [/^trn\d/, 'L-2C3B7624'],
  [/^dl\d/, 'L-6E869C2A'],
  [/^hpc\d/, 'L-F7808C92'],
  [/^u-?\d/, 'L-43DA4232'],
  [/^[a-z]/, 'L-1216C47A'],
];

const quotaOf = (instanceType: string) => QUOTAS.find(([family]) => family.test(instanceType))?.[1];

/**
 * The vCPU quota of a type's family, and what runs of it.
 *
 * Macs are counted by the host, so no quota of virtual CPUs tells of them: refused as `launch.quota-unknown`, as is an
 * answer without a number. Source: Service Quotas, GetServiceQuota.
 */
export async function describeVCpuRoom(cloud: Cloud, instanceType: string): Promise<VCpuRoom> {
  const code = instanceType.startsWith('mac') ? undefined : quotaOf(instanceType);
  if (!code) throw unknownQuota();
  const quotas = await cloud.quotas();
  const [{ Quota }, used] = await Promise.all([
    quotas.send(new GetServiceQuotaCommand({ ServiceCode: 'ec2', QuotaCode: code })),
    usedVCpus(cloud, code),
  ]);
  if (Quota?.Value === undefined) throw unknownQuota();
  return { quota: Quota.Value, used };
}

async function usedVCpus(cloud: Cloud, code: string): Promise<number> {
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
    .filter(({ InstanceType = '' }) => quotaOf(InstanceType) === code)
    .reduce((sum, { CpuOptions }) => sum + (CpuOptions?.CoreCount ?? 1) * (CpuOptions?.ThreadsPerCore ?? 1), 0);
}

function unknownQuota(): AppError {
  return new AppError('launch.quota-unknown', 'AWS tells no quota of virtual CPUs for this type.');
}
