import { afterEach, expect, test } from 'vitest';
import { type MainSide, openMainSide } from '../desktop/main-side.ts';

let side: MainSide;
afterEach(() => side.stop());

test('the first start acts as the trainee of the practice cloud', async () => {
  side = await openMainSide();
  const current = await side.handlers.accounts.current({});
  expect(current).toMatchObject({ source: { kind: 'practice' }, accountId: '111122223333', userName: 'trainee' });
  const { instances } = await side.handlers.instances.list({});
  expect(instances.length).toBeGreaterThan(1);
  expect(instances[0]?.volumes[0]?.sizeGiB).toBeGreaterThan(0);
});
