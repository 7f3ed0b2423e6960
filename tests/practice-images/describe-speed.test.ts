import { randomBytes } from 'node:crypto';
import type { DescribeImagesRequest, DescribeImagesResult } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import type { CallContext } from '../../main/practice/cloud/operations/operation.ts';
import { findOperation } from '../../main/practice/cloud/operations/table.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { type ImageRecord, plainImage } from '../../main/practice/cloud/world/records/image-records.ts';
import { accountIds, seedWorld } from '../../main/practice/cloud/world/seed.ts';
import { World } from '../../main/practice/cloud/world/world.ts';

const region = 'eu-central-1';
const idAt = (index: number) => `ami-${index.toString(16).padStart(17, '0')}`;

/** A world with so many images of each account, and a call into it. */
function worldWith(count: number): CallContext {
  const world = new World(new PracticeClock(() => 0, Date.UTC(2026, 10, 24), 1), (length) => randomBytes(length));
  seedWorld(world, () => []);
  const account = world.account(accountIds.own);
  [accountIds.own, accountIds.other].forEach((id, owner) => {
    const { images } = world.place(id, region);
    for (let index = 0; index < count; index += 1) images.add(imageAt(owner * count + index));
  });
  return {
    account,
    principal: null as never,
    region,
    place: world.place(account.id, region),
    world,
    fleet: null as never,
    pushedKeys: null as never,
    now: world.now(),
    realNow: world.now(),
    failLater: false,
    failReason: null,
    may: () => true,
    proceed: () => undefined,
  };
}

function imageAt(index: number): ImageRecord {
  return {
    ...plainImage,
    id: idAt(index),
    name: `image-${index}`,
    description: '',
    architecture: 'x86_64',
    platform: 'ubuntu',
    platformDetails: 'Linux/UNIX',
    rootDevice: '/dev/sda1',
    mappings: [],
    createdAt: 0,
    sourceInstanceId: null,
    sourceImageId: null,
    imdsV2: true,
    state: 'available',
    next: null,
    stateReason: null,
    tags: [],
  };
}

function describeImages(input: DescribeImagesRequest, call: CallContext): number {
  const operation = findOperation('ec2', 'DescribeImages');
  if (!operation) throw new Error('There is no DescribeImages.');
  const { Images = [] } = operation.behave(input as never, call) as DescribeImagesResult;
  return Images.length;
}

/** Milliseconds that a thousand calls take, the best of five hundreds times ten. */
function timeOf(input: DescribeImagesRequest, call: CallContext, times = 100): number {
  const hundreds = Array.from({ length: 5 }, () => {
    const began = performance.now();
    for (let count = 0; count < times; count += 1) describeImages(input, call);
    return performance.now() - began;
  });
  return (Math.min(...hundreds) * 1_000) / times;
}

test('an image is found by its ID or name, and a list begun, as fast among 20,000 of each account as among 20', () => {
  const small = worldWith(20);
  const large = worldWith(20_000);
  const inputs: DescribeImagesRequest[] = [
    { ImageIds: [idAt(7)] },
    { Filters: [{ Name: 'image-id', Values: [idAt(7)] }] },
    { Owners: ['self'], Filters: [{ Name: 'name', Values: ['image-7'] }] },
    { Owners: ['self'], MaxResults: 1 },
  ];
  for (const input of inputs) {
    expect(describeImages(input, large)).toBe(1);
    timeOf(input, small);
    const [few, many] = [timeOf(input, small), timeOf(input, large)];
    expect(many, JSON.stringify(input)).toBeLessThan(few * 5 + 5);
    // A thousand calls of 400 in a second leave 2.5 ms for each, signature, policies and XML included.
    expect(many).toBeLessThan(500);
  }
  // The control: what has to look at all of them is told apart.
  const all = { Owners: ['self'], Filters: [{ Name: 'name', Values: ['image-7*'] }], MaxResults: 5 };
  expect(timeOf(all, large, 2)).toBeGreaterThan(timeOf(all, small) * 20);
});
