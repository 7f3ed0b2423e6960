import { afterEach, expect, test } from 'vitest';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
afterEach(() => side.stop());

test('instances are listed newest first, with their disks, groups and image names', async () => {
  side = await openPaperSide();
  const { instances } = await side.handlers.instances.list({});
  const times = instances.map(({ launchedAt }) => launchedAt);
  expect(times).toEqual([...times].sort().reverse());
  const running = instances.find(({ state }) => state === 'running');
  expect(running).toMatchObject({ rootDeviceType: 'ebs', imageName: expect.any(String), publicIp: expect.any(String) });
  expect(running?.groups[0]?.name).toBeTruthy();
  expect(running?.volumes.filter(({ isRoot }) => isRoot)).toHaveLength(1);
  expect(running?.volumes[0]?.sizeGiB).toBeGreaterThan(0);
});

test('the Name tag is set and removed', async () => {
  side = await openPaperSide();
  const { instances } = await side.handlers.instances.list({});
  const { instanceId = '' } = instances[0] ?? {};
  const nameNow = async () =>
    (await side.handlers.instances.list({})).instances.find((one) => one.instanceId === instanceId)?.name;
  await side.handlers.instances.setName({ instanceId, name: 'Renamed — ü' });
  expect(await nameNow()).toBe('Renamed — ü');
  await side.handlers.instances.setName({ instanceId, name: '' });
  expect(await nameNow()).toBe('');
});

test('throttling for a while is not seen by the person', async () => {
  side = await openPaperSide();
  await side.fault({
    operation: 'DescribeInstances',
    mode: 'error',
    code: 'RequestLimitExceeded',
    status: 503,
    times: 3,
  });
  expect((await side.handlers.instances.list({})).instances.length).toBeGreaterThan(0);
});
