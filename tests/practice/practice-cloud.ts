import { DescribeInstancesCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import { EC2InstanceConnectClient } from '@aws-sdk/client-ec2-instance-connect';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { PricingClient } from '@aws-sdk/client-pricing';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { type Cloud, type CloudOptions, startCloud } from '../../main/practice/cloud/cloud.ts';
import { createPaperMachines } from './paper-machines.ts';

/** A practice cloud under test. */
export interface TestCloud {
  readonly cloud: Cloud;
  readonly machines: ReturnType<typeof createPaperMachines>;
  /** Faults of the practice cloud itself; a test ends with none. */
  readonly failures: unknown[];
  ec2(userName?: string, region?: string): EC2Client;
  sts(userName?: string): STSClient;
  iam(userName?: string): IAMClient;
  kms(userName?: string, region?: string): KMSClient;
  ssm(userName?: string, region?: string): SSMClient;
  pricing(userName?: string): PricingClient;
  quotas(userName?: string): ServiceQuotasClient;
  instanceConnect(userName?: string): EC2InstanceConnectClient;
  /** Moves practice time on. */
  step(seconds: number): Promise<void>;
  /** Stops, and fails where the practice cloud itself failed on the way. */
  end(): Promise<void>;
}

/** Starts a practice cloud whose time moves by steps only, and clients of it. */
export async function startTestCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const machines = createPaperMachines();
  const failures: unknown[] = [];
  const cloud = await startCloud({
    world: null,
    speed: 1,
    machines: machines.create,
    report: (cause) => failures.push(cause),
    ...options,
  });
  const config = (userName: string, region: string) => {
    const person = cloud.ready.people.find((one) => one.userName === userName);
    if (!person) throw new Error(`There is no ${userName}.`);
    const { accessKeyId, secretAccessKey } = person;
    return { endpoint: cloud.ready.endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
  };
  return {
    cloud,
    machines,
    failures,
    ec2: (userName = 'trainee', region = 'eu-central-1') => new EC2Client(config(userName, region)),
    sts: (userName = 'trainee') => new STSClient(config(userName, 'eu-central-1')),
    iam: (userName = 'trainee') => new IAMClient(config(userName, 'us-east-1')),
    kms: (userName = 'trainee', region = 'eu-central-1') => new KMSClient(config(userName, region)),
    ssm: (userName = 'trainee', region = 'eu-central-1') => new SSMClient(config(userName, region)),
    pricing: (userName = 'trainee') => new PricingClient(config(userName, 'us-east-1')),
    quotas: (userName = 'trainee') => new ServiceQuotasClient(config(userName, 'eu-central-1')),
    instanceConnect: (userName = 'trainee') => new EC2InstanceConnectClient(config(userName, 'eu-central-1')),
    step: async (seconds) => {
      await cloud.request('step', { seconds });
    },
    end: async () => {
      await cloud.stop();
      expect(failures).toEqual([]);
    },
  };
}

/** The instance with a Name tag. */
export async function instanceNamed(ec2: EC2Client, name: string): Promise<Instance> {
  const answer = await ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: [name] }] }));
  const found = answer.Reservations?.[0]?.Instances?.[0];
  if (!found) throw new Error(`There is no instance named ${name}.`);
  return found;
}
