import { readFile } from 'node:fs/promises';
import * as sdk from '@aws-sdk/client-ec2';
import { sendSigned } from '../practice/signed-post.ts';

/** The practice cloud of a running app, reached from beside it. */
export interface PracticeDoor {
  ec2(region?: string): sdk.EC2Client;
  /** Makes one of the practice cloud's own calls, such as `Step`. */
  ask(name: string, input: unknown): Promise<Record<string, unknown>>;
}

/** Opens the door that `connectionFile` tells of (switch --practice-connection-file). */
export async function openPracticeDoor(connectionFile: string): Promise<PracticeDoor> {
  const { endpoint, region: home, accessKeyId, secretAccessKey } = JSON.parse(await readFile(connectionFile, 'utf8'));
  return {
    ec2: (region = home) => new sdk.EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } }),
    async ask(name, input) {
      const { status, text } = await sendSigned({
        endpoint,
        accessKeyId,
        secretAccessKey,
        service: 'practice',
        body: JSON.stringify(input),
        headers: { 'x-amz-target': `Practice.${name}` },
      });
      if (status !== 200) throw new Error(`${name} was refused: ${text}`);
      return JSON.parse(text);
    },
  };
}

/** Makes a family of three generations in two Regions: about forty members, one of them gone. */
export async function growFamily(door: PracticeDoor): Promise<void> {
  const [home, away] = [door.ec2('eu-central-1'), door.ec2('eu-west-1')];
  const step = (seconds: number) => door.ask('Step', { seconds });
  const image = async (ec2: sdk.EC2Client, InstanceId: string, Name: string) =>
    (await ec2.send(new sdk.CreateImageCommand({ InstanceId, Name, NoReboot: true }))).ImageId ?? '';
  const copy = async (ec2: sdk.EC2Client, SourceImageId: string, SourceRegion: string, Name: string) =>
    (await ec2.send(new sdk.CopyImageCommand({ Name, SourceImageId, SourceRegion }))).ImageId ?? '';
  const launch = async (ec2: sdk.EC2Client, ImageId: string, name: string, count = 1) => {
    const { Instances = [] } = await ec2.send(
      new sdk.RunInstancesCommand({
        ImageId,
        InstanceType: 't3.micro',
        MinCount: count,
        MaxCount: count,
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
      }),
    );
    return Instances[0]?.InstanceId ?? '';
  };
  const web = await webServer(home);
  const first = await image(home, web, 'shop-1');
  const second = await image(home, web, 'shop-2');
  await step(3_600);
  const [abroad, middle] = [
    await copy(away, first, 'eu-central-1', 'shop-1-ireland'),
    await copy(away, second, 'eu-central-1', 'shop-2-ireland'),
  ];
  await step(7_200);
  await launch(away, abroad, 'shop-ireland', 7);
  const test = await launch(home, first, 'shop-test');
  await launch(home, second, 'shop-live', 3);
  await step(300);
  const child = await image(home, test, 'shop-3-candidate');
  const back = await copy(home, middle, 'eu-west-1', 'shop-2-back');
  await step(7_200);
  await away.send(new sdk.DeregisterImageCommand({ ImageId: middle }));
  await launch(home, child, 'shop-candidate', 6);
  await launch(home, back, 'shop-back', 2);
  for (const name of ['shop-4', 'shop-5', 'shop-6', 'shop-7']) {
    await image(home, test, name);
    await step(3_600);
  }
}

/** Begins an image of web-01. */
export async function makeImage(door: PracticeDoor, Name: string): Promise<void> {
  const ec2 = door.ec2();
  await ec2.send(new sdk.CreateImageCommand({ InstanceId: await webServer(ec2), Name, NoReboot: true }));
}

async function webServer(ec2: sdk.EC2Client): Promise<string> {
  const { Reservations = [] } = await ec2.send(
    new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-01'] }] }),
  );
  return Reservations[0]?.Instances?.[0]?.InstanceId ?? '';
}
