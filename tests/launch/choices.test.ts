import {
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstanceCreditSpecificationsCommand,
  DescribeInstancesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { availableImage, launchRequest } from '../desktop/journey-inputs.ts';
import { type MainSide, openMainSide } from '../desktop/main-side.ts';

let side: MainSide;
let ec2: EC2Client;
let imageId: string;

beforeAll(async () => {
  side = await openMainSide();
  const { endpoint, defaultRegion, people } = side.cloud.ready;
  const [{ accessKeyId, secretAccessKey }] = people;
  ec2 = new EC2Client({ endpoint, region: defaultRegion, credentials: { accessKeyId, secretAccessKey } });
  imageId = await availableImage(side);
});
afterAll(async () => {
  ec2.destroy();
  await side.stop();
});

test('types come with the zones that offer them and how their machines start', async () => {
  const { instanceTypes } = await side.handlers.launch.form({ imageId });
  expect(instanceTypes.find(({ name }) => name === 't3.micro')).toMatchObject({
    zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    bootModes: ['legacy-bios', 'uefi'],
    burstable: true,
    freeTierEligible: true,
  });
  expect(instanceTypes.find(({ name }) => name === 't2.micro')?.zones).not.toContain('eu-central-1c');
});

test('quick starts are today’s images of this Region, for both kinds of processors', async () => {
  const { offers } = await side.handlers.launch.quickStarts({});
  const named = offers.map(({ system, image }) => `${system} ${image.architecture}`);
  expect(named).toEqual(
    expect.arrayContaining([
      'Amazon Linux 2023 x86_64',
      'Amazon Linux 2023 arm64',
      'Ubuntu 24.04 LTS x86_64',
      'Debian 12 arm64',
    ]),
  );
  for (const { image } of offers)
    expect(image).toMatchObject({ state: 'available', region: side.cloud.ready.defaultRegion });
});

test('whoever may not read the parameters is told, and can still launch', async () => {
  await side.fault({
    operation: 'GetParameters',
    mode: 'error',
    code: 'AccessDeniedException',
    status: 400,
    times: 10,
  });
  await expect(side.handlers.launch.quickStarts({})).rejects.toMatchObject({ code: 'aws.denied' });
  await side.cloud.request('clearFaults', {});
  expect((await side.handlers.launch.form({ imageId })).image.imageId).toBe(imageId);
});

test('credits and monitoring reach the machine; what was launched is recent, after a kill too', async () => {
  expect((await side.handlers.launch.recentImages({})).images).toEqual([]);
  const request = await launchRequest(side, imageId, { detailedMonitoring: true, credits: 'standard' });
  const { jobId } = await side.handlers.launch.start(request);
  expect((await side.ended(jobId)).state).toBe('done');
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'image-id', Values: [imageId] }] }),
  );
  const made = Reservations.flatMap(({ Instances = [] }) => Instances)[0];
  expect(made?.Monitoring?.State).toBe('enabled');
  const { InstanceCreditSpecifications } = await ec2.send(
    new DescribeInstanceCreditSpecificationsCommand({ InstanceIds: [made?.InstanceId ?? ''] }),
  );
  expect(InstanceCreditSpecifications?.[0]?.CpuCredits).toBe('standard');
  side = await side.killAndRestart();
  expect((await side.handlers.launch.recentImages({})).images.map((image) => image.imageId)).toEqual([imageId]);
});

test('a subnet says whether its route leads to the internet, or that this may not be read', async () => {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.9.1.0/24' }));
  const waysNow = async () => {
    const { subnets } = await side.handlers.network.list({});
    const usual = subnets.filter(({ isDefault }) => isDefault).map(({ way }) => way);
    return { usual: [...new Set(usual)], lonely: subnets.find(({ subnetId }) => subnetId === Subnet?.SubnetId)?.way };
  };
  expect(await waysNow()).toEqual({ usual: ['internet'], lonely: 'none' });
  await side.fault({ operation: 'DescribeRouteTables', mode: 'error', code: 'UnauthorizedOperation', status: 403 });
  expect(await waysNow()).toEqual({ usual: ['unknown'], lonely: 'unknown' });
});
