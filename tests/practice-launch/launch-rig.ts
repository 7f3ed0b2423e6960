import * as sdk from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import { accountIds } from '../../main/practice/cloud/world/seed.ts';
import type { TestCloud } from '../practice/practice-cloud.ts';

/** The trainee's place. */
export const home = { accountId: accountIds.own, region: 'eu-central-1' } as const;

/** The answer's value, which must be there. */
export function told<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The answer tells less than it should.');
  return value;
}

/** The public image with this in its name. */
export async function imageNamed(ec2: sdk.EC2Client, part: string): Promise<sdk.Image> {
  const Filters = [{ Name: 'name', Values: [`*${part}*`] }];
  const { Images = [] } = await ec2.send(new sdk.DescribeImagesCommand({ Filters, IncludeDeprecated: true }));
  return told(Images[0]);
}

/** A launch of one small Ubuntu machine, and what is told instead. */
export async function launch(
  ec2: sdk.EC2Client,
  change: Partial<sdk.RunInstancesCommandInput> = {},
): Promise<sdk.Instance[]> {
  const ImageId = 'ImageId' in change ? change.ImageId : (await imageNamed(ec2, 'noble-24.04-amd64')).ImageId;
  const input = { InstanceType: 't3.micro' as const, MinCount: 1, MaxCount: 1, ...change, ImageId };
  return (await ec2.send(new sdk.RunInstancesCommand(input))).Instances ?? [];
}

/** Launches one machine. */
export async function launchOne(ec2: sdk.EC2Client, change: Partial<sdk.RunInstancesCommandInput> = {}) {
  return told((await launch(ec2, change))[0]);
}

/** Launches one machine and waits until it runs. */
export async function running(it: TestCloud, ec2: sdk.EC2Client, change: Partial<sdk.RunInstancesCommandInput> = {}) {
  const { InstanceId = '' } = await launchOne(ec2, change);
  await it.step(10);
  return describeOne(ec2, InstanceId);
}

/** An instance as it is now. */
export async function describeOne(ec2: sdk.EC2Client, id: string): Promise<sdk.Instance> {
  const { Reservations } = await ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [id] }));
  return told(Reservations?.[0]?.Instances?.[0]);
}

/** Stops a machine and waits until it has. */
export async function stopped(it: TestCloud, ec2: sdk.EC2Client, id: string): Promise<void> {
  await ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [id] }));
  await it.step(20);
}

/** How many instances there are. */
export async function countInstances(ec2: sdk.EC2Client): Promise<number> {
  const { Reservations = [] } = await ec2.send(new sdk.DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances).length;
}

/** Expects that a call is refused with AWS's code and words. */
export async function expectRefusal(sent: Promise<unknown>, name: string, message: RegExp = /\w/): Promise<void> {
  await expect(sent).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
}
