import {
  DescribeAddressesCommand,
  DescribeInstanceAttributeCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import type { PowerAction } from '../../src/instances/power.ts';
import type { ProtectionKind } from '../../src/instances/settings.ts';
import type { Cloud } from '../aws/cloud.ts';

/** `true` asks only whether it may be done. */
interface Ask {
  readonly DryRun?: boolean;
}

/** Sends an action to one instance. All may be repeated without harm but a reboot, which is sent once. */
export async function sendPower(cloud: Cloud, action: PowerAction, instanceId: string, ask: Ask = {}): Promise<void> {
  const input = { InstanceIds: [instanceId], ...ask };
  switch (action) {
    case 'start':
      await cloud.read.send(new StartInstancesCommand(input));
      return;
    case 'stop':
      await cloud.read.send(new StopInstancesCommand(input));
      return;
    case 'reboot':
      await (ask.DryRun ? cloud.read : cloud.once).send(new RebootInstancesCommand(input));
      return;
    case 'terminate':
      await cloud.read.send(new TerminateInstancesCommand(input));
  }
}

/** Whether an instance is protected from being terminated or stopped. */
export async function readProtection(cloud: Cloud, InstanceId: string, kind: ProtectionKind): Promise<boolean> {
  const Attribute = kind === 'termination' ? 'disableApiTermination' : 'disableApiStop';
  const answer = await cloud.read.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
  return (kind === 'termination' ? answer.DisableApiTermination : answer.DisableApiStop)?.Value ?? false;
}

/** The Elastic IP addresses of some instances, by instance. */
export async function elasticIpsOf(cloud: Cloud, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { Addresses = [] } = await cloud.read.send(
    new DescribeAddressesCommand({ Filters: [{ Name: 'instance-id', Values: [...ids] }] }),
  );
  const byInstance = new Map<string, string[]>();
  for (const { InstanceId = '', PublicIp = '' } of Addresses) {
    byInstance.set(InstanceId, [...(byInstance.get(InstanceId) ?? []), PublicIp]);
  }
  return byInstance;
}
