import {
  type Instance as AwsInstance,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import { stateReasonWords } from '../../src/instances/state-reasons.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';
import type { MachineHealth, MachineState } from './launch-eyes.ts';

/** AWS's own shape of some instances. */
export async function describe(cloud: Cloud, query: DescribeInstancesCommandInput): Promise<AwsInstance[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(new DescribeInstancesCommand({ ...query, ...(NextToken ? { NextToken } : {}) }));
    return { items: page.Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [], next: page.NextToken };
  });
}

/** Where each machine stands. A machine that the answer lacks is told as not found, as AWS would for its id. */
export async function statesOf(cloud: Cloud, ids: readonly string[]): Promise<MachineState[]> {
  return (await find(cloud, ids)).map(stateOf);
}

/** The checks and addresses of machines that should run. */
export async function healthOf(cloud: Cloud, ids: readonly string[]): Promise<MachineHealth[]> {
  const [machines, statuses] = await Promise.all([
    find(cloud, ids),
    cloud.read.send(new DescribeInstanceStatusCommand({ InstanceIds: [...ids], IncludeAllInstances: true })),
  ]);
  return machines.map((machine) => {
    const status = statuses.InstanceStatuses?.find(({ InstanceId }) => InstanceId === machine.InstanceId);
    const checks = [status?.SystemStatus?.Status, status?.InstanceStatus?.Status].filter(
      (check) => check !== undefined && check !== 'not-applicable',
    );
    return {
      ...stateOf(machine),
      publicIp: machine.PublicIpAddress || undefined,
      checks: { passed: checks.filter((check) => check === 'ok').length, of: checks.length },
    };
  });
}

async function find(cloud: Cloud, ids: readonly string[]): Promise<AwsInstance[]> {
  const found = await describe(cloud, { InstanceIds: [...ids] });
  const missing = ids.find((id) => !found.some(({ InstanceId }) => InstanceId === id));
  if (missing === undefined) return found;
  throw new AppError('instances.not-found', `The instance ${missing} is gone.`, {
    awsCode: 'InvalidInstanceID.NotFound',
  });
}

function stateOf(machine: AwsInstance): MachineState {
  const { Code, Message = '' } = machine.StateReason ?? {};
  const words = stateReasonWords(Code, Message);
  return {
    id: machine.InstanceId ?? '',
    state: machine.State?.Name ?? 'pending',
    reason: words?.meaning ?? Message,
    fix: words?.fix ?? '',
  };
}
