import * as sdk from '@aws-sdk/client-ec2';
import { IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { clientOf, type Form, HOME, openForm, publicImage, removeDefaultVpc } from './preflight-rig.ts';

/**
 * Each red line of the pre-flight list, made so by the cloud, put right by its own remedy, and followed to a running machine.
 */
let side: MainSide;
let ec2: sdk.EC2Client;
let form: Form;
beforeEach(async () => {
  side = await openPaperSide();
  ec2 = clientOf(side);
  form = await openForm(side, await publicImage(ec2, 'ubuntu-noble'));
});
afterEach(() => side.stop());

/** The one red line, its remedy taken, nothing red any more, and the machines of the launch running. */
async function putRight(line: string, does: string): Promise<void> {
  const reds = await form.reds();
  expect(reds.map(({ id }) => id)).toEqual([line]);
  await expect(form.launch()).rejects.toMatchObject({ details: expect.objectContaining({ retryable: false }) });
  expect((await form.take(reds[0])).does).toBe(does);
  await running();
}

async function running(): Promise<void> {
  expect(await form.reds()).toEqual([]);
  const job = await form.launch();
  expect(job).toMatchObject({ state: 'done' });
  expect(job.instanceIds).toHaveLength(form.values.count);
  const { instances } = await side.handlers.instances.list({});
  for (const id of job.instanceIds ?? []) {
    expect(instances.find(({ instanceId }) => instanceId === id)).toMatchObject({ state: 'running' });
  }
}

const vpcOf = () => form.values.vpcId;
async function makeSubnet(VpcId: string, CidrBlock: string, zone: string): Promise<string> {
  const { Subnet } = await ec2.send(
    new sdk.CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: `${HOME.region}${zone}` }),
  );
  return Subnet?.SubnetId ?? '';
}
async function makeVpc(): Promise<string> {
  const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.77.0.0/16' }));
  return Vpc?.VpcId ?? '';
}
/** The form opened anew on the same image: it sees what was made since. */
async function openAgain(): Promise<void> {
  form = await openForm(side, form.facts.image.imageId);
}

describe('another type', () => {
  test('where the processor is not the one that the image needs: the same size that is', async () => {
    form.set({ instanceType: 't4g.micro' });
    await putRight('architecture', 'choose-type');
    expect(form.values.instanceType).toBe('t3.micro');
  });

  test('where the free plan does not cover it', async () => {
    await side.cloud.request('configure', { ...HOME, freePlan: true });
    form.set({ instanceType: 't3.large' });
    await putRight('plan', 'choose-type');
    expect(form.values.instanceType).toMatch(/^t3\.(micro|small)$/);
  });

  test('where the quota has no room for so many virtual CPUs', async () => {
    await quotaLeft(2);
    form.set({ instanceType: 't3.2xlarge' });
    await putRight('quota', 'choose-type');
    expect(form.values.instanceType).toMatch(/^t/);
  });
});

/** Leaves room for so many virtual CPUs more. */
async function quotaLeft(vCpus: number): Promise<void> {
  const { Reservations = [] } = await ec2.send(
    new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] }),
  );
  const used = Reservations.flatMap(({ Instances = [] }) => Instances).reduce(
    (sum, { CpuOptions }) => sum + (CpuOptions?.CoreCount ?? 0) * (CpuOptions?.ThreadsPerCore ?? 0),
    0,
  );
  await side.cloud.request('configure', { ...HOME, vcpuQuota: used + vCpus });
}

test('fewer: the quota has room for one of three', async () => {
  await quotaLeft(3);
  form.set({ instanceType: 't3.micro', count: 3 });
  await putRight('quota', 'lower-count');
  expect(form.values.count).toBe(1);
});

test('another zone: the type is not offered where the subnet is', async () => {
  const there = form.facts.subnets.find(({ availabilityZone }) => availabilityZone.endsWith('c'));
  form.set({ instanceType: 't2.micro', subnetId: there?.subnetId ?? '' });
  await putRight('zone', 'choose-subnet');
});

describe('where the subnet has too few addresses', () => {
  test('another one', async () => {
    const subnetId = await makeSubnet(vpcOf(), '172.31.240.0/28', 'a');
    await openAgain();
    form.set({ subnetId, count: 12 });
    await putRight('addresses', 'choose-subnet');
  });

  test('fewer, where the network has no other', async () => {
    const vpcId = await makeVpc();
    const subnetId = await makeSubnet(vpcId, '10.77.0.0/28', 'a');
    await openAgain();
    form.set({ vpcId, subnetId, publicIp: false, count: 12 });
    await putRight('addresses', 'lower-count');
    expect(form.values.count).toBe(11);
  });
});

describe('where the network is not fit', () => {
  test('another one: it has no subnet', async () => {
    const vpcId = await makeVpc();
    await openAgain();
    form.set({ vpcId, subnetId: '' });
    await putRight('network', 'choose-network');
    expect(vpcOf()).not.toBe(vpcId);
  });

  test('the default VPC: the Region has none at all', async () => {
    const region = 'us-east-1';
    await side.handlers.accounts.use({ source: { kind: 'practice' }, region });
    ec2 = clientOf(side, region);
    await removeDefaultVpc(ec2);
    form = await openForm(side, await publicImage(ec2, 'ubuntu-noble'));
    expect(vpcOf()).toBe('');
    const reds = await form.reds();
    expect(reds.map(({ id }) => id)).toEqual(['network']);
    expect(reds[0]?.sentence).toContain('has no network (VPC)');
    expect((await form.take(reds[0])).does).toBe('create-default-vpc');
    await running();
    // Asked for again, it is the same one.
    expect(await side.handlers.network.createDefaultVpc({})).toEqual({ vpcId: vpcOf() });
  });

  test.each(['drop-reply', 'drop'] as const)(
    'the default VPC is made once, whatever the wire does (%s)',
    async (mode) => {
      const region = 'us-east-1';
      await side.handlers.accounts.use({ source: { kind: 'practice' }, region });
      ec2 = clientOf(side, region);
      await removeDefaultVpc(ec2);
      await side.fault({ operation: 'CreateDefaultVpc', mode, skip: 1 });
      const { vpcId } = await side.handlers.network.createDefaultVpc({});
      const { Vpcs = [] } = await ec2.send(new sdk.DescribeVpcsCommand({}));
      expect(Vpcs.map(({ VpcId }) => VpcId)).toEqual([vpcId]);
    },
  );
});

describe('where the security group is not fit', () => {
  test('a new one: the chosen one belongs to another network', async () => {
    const VpcId = await makeVpc();
    const { GroupId = '' } = await ec2.send(
      new sdk.CreateSecurityGroupCommand({ VpcId, GroupName: 'elsewhere', Description: 'elsewhere' }),
    );
    await openAgain();
    form.set({ firewall: { ...form.values.firewall, mode: 'existing', groupIds: [GroupId] } });
    await putRight('groups', 'new-group');
    expect(form.values.firewall.mode).toBe('new');
  });

  test('another name: it is taken', async () => {
    form.set({ firewall: { ...form.values.firewall, name: 'web-servers' } });
    await putRight('groups', 'new-group');
    expect(form.values.firewall.name).toMatch(/^launch-wizard-/);
  });
});

test('another key pair: the chosen one was deleted meanwhile', async () => {
  form.set({ key: { mode: 'existing', name: 'gone' } });
  const [red] = await form.reds();
  expect(red).toMatchObject({ id: 'key', remedy: { does: 'go', field: 'key.name' } });
  await side.handlers.keys.create({ name: 'fresh', type: 'ed25519' });
  form.set({ key: { mode: 'existing', name: 'fresh' } });
  // Made a moment ago, and seen at once: red is never told from old facts.
  await running();
});

test('a subscription: the address of the page, and green once the terms are accepted', async () => {
  form = await openForm(side, await productImage());
  const line = await form.line('subscription');
  expect(line).toMatchObject({ state: 'red', remedy: { does: 'copy', text: expect.stringMatching(/^https:\/\/aws/) } });
  const sku = /sku=(\w+)/.exec(line.remedy?.does === 'copy' ? line.remedy.text : '')?.[1] ?? '';
  await expect(form.launch()).rejects.toMatchObject({ code: 'launch.subscription-needed' });
  await side.cloud.request('configure', { ...HOME, subscriptions: [sku] });
  expect(await form.line('subscription')).toMatchObject({ state: 'green' });
  await running();
});

async function productImage(): Promise<string> {
  const { Images = [] } = await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['aws-marketplace'] }));
  return Images.find(({ ProductCodes = [] }) => ProductCodes.length > 0)?.ImageId ?? '';
}

test('a permission: the request for an administrator, and green once it is granted', async () => {
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'auditor' }, region: HOME.region });
  const line = await form.line('permission');
  expect(line.state).toBe('red');
  expect(line.remedy).toMatchObject({
    does: 'copy',
    text: expect.stringContaining('Please allow auditor in account 111122223333 to do ec2:'),
  });
  const { endpoint, people } = side.cloud.ready;
  const { accessKeyId, secretAccessKey } = people[0];
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  const Statement = [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: 'auditor', PolicyName: 'launching', PolicyDocument }));
  await running();
});
