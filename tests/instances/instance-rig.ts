import { DescribeInstancesCommand, EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../../main/aws/cloud.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { PowerAction, PowerResult } from '../../src/instances/power.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { until } from '../journey/stage.ts';

/** A client that is not the app's, acting as the first person of the practice cloud. */
export function outsideClient({ cloud }: MainSide): EC2Client {
  const [{ accessKeyId, secretAccessKey }] = cloud.ready.people;
  const { endpoint, defaultRegion: region } = cloud.ready;
  return new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

/** The state that the cloud itself tells of an instance. */
export async function stateOf(ec2: EC2Client, instanceId: string): Promise<string | undefined> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  return Reservations[0]?.Instances?.[0]?.State?.Name;
}

/** An instance of the practice account by its name. */
export async function named(side: MainSide, name: string): Promise<Instance> {
  const { instances } = await side.handlers.instances.list({});
  const found = instances.find((one) => one.name === name);
  if (!found) throw new Error(`There is no instance ${name}.`);
  return found as Instance;
}

/** Does it to instances, and answers what became of each by its outcome. */
export async function power(side: MainSide, action: PowerAction, ...instanceIds: string[]): Promise<PowerResult[]> {
  return [...(await side.handlers.instances.power({ action, instanceIds })).results] as PowerResult[];
}

/** Waits until the cloud shows an instance in a state. */
export async function comesTo(ec2: EC2Client, instanceId: string, state: string): Promise<void> {
  await until(`${instanceId} to be ${state}`, async () => (await stateOf(ec2, instanceId)) === state, 8_000);
}

/** Acts as the person who may look at everything and change nothing. */
export async function actAsAuditor(side: MainSide): Promise<void> {
  await side.handlers.accounts.use({
    source: { kind: 'practice', person: 'auditor' },
    region: side.cloud.ready.defaultRegion,
  });
}

/** A cloud that knows a running instance until it is terminated, and then knows nothing of it: AWS just after a change. */
export function notFoundAfterTerminate(instanceId: string): { cloud: Cloud; terminations: () => number } {
  let terminations = 0;
  const refusal = (awsCode: string) => new AppError('aws.refused', 'AWS refused this.', { awsCode });
  const send = async (command: unknown) => {
    if (command instanceof TerminateInstancesCommand) {
      if (command.input.DryRun) throw refusal('DryRunOperation');
      terminations += 1;
      throw refusal('InvalidInstanceID.NotFound');
    }
    if (!(command instanceof DescribeInstancesCommand) || terminations > 0) return {};
    return { Reservations: [{ Instances: [{ InstanceId: instanceId, State: { Name: 'running' } }] }] };
  };
  return { cloud: { region: 'us-east-1', read: { send } } as unknown as Cloud, terminations: () => terminations };
}
