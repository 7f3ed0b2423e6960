import * as sdk from '@aws-sdk/client-ec2';
import type { Job } from '../../src/jobs/contract.ts';
import { launchRequest } from '../../src/launch/contract.ts';
import { launchDefaults } from '../../src/launch/defaults.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import type { PreflightLine, Remedy } from '../../src/launch/preflight.ts';
import { inDefaultVpc, remedyValues, toPreflightRequest } from '../../src/launch/remedies.ts';
import { type LaunchValues, toLaunchRequest } from '../../src/launch/values.ts';
import { listedPrices } from '../../src/prices/machine-prices.ts';
import type { MainSide } from '../desktop/main-side.ts';

export const HOME = { accountId: '111122223333', region: 'eu-central-1' };

/** A client of the practice cloud that is not the app's. */
export function clientOf(side: MainSide, region = HOME.region, userName = 'trainee'): sdk.EC2Client {
  const { endpoint, people } = side.cloud.ready;
  const person = people.find((one) => one.userName === userName) ?? people[0];
  const { accessKeyId, secretAccessKey } = person;
  return new sdk.EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

/** An image of Amazon's or a seller's that is there, by what its name holds. */
export async function publicImage(ec2: sdk.EC2Client, name: string, architecture = 'x86_64'): Promise<string> {
  const { Images = [] } = await ec2.send(
    new sdk.DescribeImagesCommand({
      ExecutableUsers: ['all'],
      Filters: [
        { Name: 'name', Values: [`*${name}*`] },
        { Name: 'architecture', Values: [architecture] },
      ],
    }),
  );
  const found = Images.find(({ State }) => State === 'available')?.ImageId;
  if (!found) throw new Error(`There is no public image with “${name}” in its name.`);
  return found;
}

/** The form of the Launch wizard without its window: what it knows, what it holds, what it asks. */
export interface Form {
  readonly facts: LaunchFacts;
  values: LaunchValues;
  set(change: Partial<LaunchValues>): void;
  /** The pre-flight list, as the window asks for it. */
  lines(): Promise<readonly PreflightLine[]>;
  line(id: PreflightLine['id']): Promise<PreflightLine>;
  /** The lines that are red. */
  reds(): Promise<readonly PreflightLine[]>;
  /** Takes the remedy of a line, as a click on its button does. */
  take(line: PreflightLine | undefined): Promise<Remedy>;
  /** Presses Launch, and waits for the end. */
  launch(): Promise<Job>;
}

/** Opens the form on an image: safe defaults, no key pair, and nobody let in, so that a launch ends with its checks. */
export async function openForm(side: MainSide, imageId: string): Promise<Form> {
  const [form, keys, network] = await Promise.all([
    side.handlers.launch.form({ imageId }),
    side.handlers.keys.list({}),
    side.handlers.network.list({}),
  ]);
  const prices = listedPrices('Linux');
  const facts: LaunchFacts = { ...form, ...keys, ...network, myAddress: '203.0.113.7', prices };
  const opened = launchDefaults(facts);
  const it: Form = {
    facts,
    values: {
      ...opened,
      key: { mode: 'none', name: '' },
      firewall: { ...opened.firewall, ssh: false, http: true },
    },
    set(change) {
      it.values = { ...it.values, ...change };
    },
    async lines() {
      const request = toPreflightRequest(it.values, imageId, facts.myAddress);
      if (!request) throw new Error('The form breaks a rule of its own.');
      return (await side.handlers.launch.preflight(request)).lines;
    },
    async line(id) {
      const found = (await it.lines()).find((line) => line.id === id);
      if (!found) throw new Error(`There is no line ${id}.`);
      return found;
    },
    reds: async () => (await it.lines()).filter(({ state }) => state === 'red'),
    async take(line) {
      const remedy = line?.remedy;
      if (!remedy) throw new Error(`There is no remedy: ${JSON.stringify(line)}`);
      if (remedy.does === 'create-default-vpc') {
        const { vpcId } = await side.handlers.network.createDefaultVpc({});
        it.set(inDefaultVpc(it.values, facts, vpcId));
      }
      const change = remedyValues(remedy, it.values, facts);
      if (change) it.set(change);
      return remedy;
    },
    async launch() {
      const request = launchRequest.parse(toLaunchRequest(it.values, imageId, facts.myAddress));
      const { jobId } = await side.handlers.launch.start(request);
      return side.ended(jobId);
    },
  };
  return it;
}

/** Takes the default network of a Region without machines away. */
export async function removeDefaultVpc(ec2: sdk.EC2Client): Promise<void> {
  const inVpc = (VpcId: string) => [{ Name: 'vpc-id', Values: [VpcId] }];
  const { Vpcs = [] } = await ec2.send(
    new sdk.DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const VpcId = Vpcs[0]?.VpcId ?? '';
  const { Subnets = [] } = await ec2.send(new sdk.DescribeSubnetsCommand({ Filters: inVpc(VpcId) }));
  for (const { SubnetId } of Subnets) await ec2.send(new sdk.DeleteSubnetCommand({ SubnetId }));
  const { InternetGateways = [] } = await ec2.send(
    new sdk.DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }] }),
  );
  for (const { InternetGatewayId } of InternetGateways) {
    await ec2.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await ec2.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId }));
  }
  await ec2.send(new sdk.DeleteVpcCommand({ VpcId }));
}
