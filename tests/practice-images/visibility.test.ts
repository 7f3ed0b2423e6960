import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts, type ImageCloud, idOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
beforeAll(async () => {
  it = await startImageCloud();
});
afterAll(() => it.end());

const delay = (visibilityDelay: number, accountId: string = accounts.own) =>
  it.cloud.request('configure', { accountId, region: 'eu-central-1', visibilityDelay });
const create = async (Name: string) =>
  idOf(await it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name })));
const own = async () => {
  const { Images = [] } = await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }));
  return Images.map(idOf);
};
const unseen = { name: 'InvalidAMIID.NotFound' };

test('without a delay a new image is seen at once', async () => {
  const id = await create('at-once-1');
  expect((await it.look(id)).State).toBe('pending');
  expect(await own()).toContain(id);
});

test('with a delay a new image is unknown for so long, to every call, and then as if nothing had been', async () => {
  await delay(600);
  const id = await create('later-1');
  expect(await own()).not.toContain(id);
  await expect(it.look(id)).rejects.toMatchObject(unseen);
  for (const command of [
    new sdk.DeregisterImageCommand({ ImageId: id }),
    new sdk.ModifyImageAttributeCommand({ ImageId: id, Description: { Value: 'x' } }),
    new sdk.DisableImageCommand({ ImageId: id }),
    new sdk.CopyImageCommand({ Name: 'later-2', SourceImageId: id, SourceRegion: 'eu-central-1' }),
  ]) {
    await expect(it.own.send(command as sdk.DeregisterImageCommand)).rejects.toMatchObject(unseen);
  }
  await it.step(500);
  await expect(it.look(id)).rejects.toMatchObject(unseen);
  await it.step(100);
  expect((await it.look(id)).State).toBe('available');
  expect(await own()).toContain(id);
  // What is there already stays seen.
  expect((await own()).length).toBeGreaterThan(2);
  await delay(0);
});

test('the name of an image that nobody sees yet is taken all the same', async () => {
  await delay(600);
  await create('hidden-1');
  await expect(create('hidden-1')).rejects.toMatchObject({ name: 'InvalidAMIName.Duplicate' });
  await delay(0);
});

test('the delay is that of who looks', async () => {
  await delay(60, accounts.other);
  const image = await it.image('lent-1');
  await it.own.send(
    new sdk.ModifyImageAttributeCommand({
      ImageId: image.ImageId,
      LaunchPermission: { Add: [{ UserId: accounts.other }] },
    }),
  );
  expect((await it.look(idOf(image), it.other)).State).toBe('available');
  await delay(3_600, accounts.other);
  await expect(it.look(idOf(image), it.other)).rejects.toMatchObject(unseen);
  expect((await it.look(idOf(image))).State).toBe('available');
});

test('a new instance cannot be imaged before it is seen', async () => {
  await delay(600);
  const { Instances = [] } = await it.own.send(
    new sdk.RunInstancesCommand({
      ImageId: (await it.own.send(new sdk.DescribeImagesCommand({ ExecutableUsers: ['all'] }))).Images?.find(
        ({ Name, Architecture }) => Name?.includes('noble') && Architecture === 'x86_64',
      )?.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    }),
  );
  const image = () =>
    it.own.send(new sdk.CreateImageCommand({ InstanceId: Instances[0]?.InstanceId, Name: 'of-a-new-one' }));
  await expect(image()).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  await it.step(600);
  await expect(image()).resolves.toHaveProperty('ImageId');
});
