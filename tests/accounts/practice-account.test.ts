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

test('somebody of another practice account can be acted as, and is remembered; nobody unknown can', async () => {
  side = await openMainSide();
  const { handlers } = side;
  const { people } = await handlers.accounts.listPeople({});
  expect(people.map(({ userName }) => userName)).toEqual(['trainee', 'auditor', 'partner']);
  const region = 'eu-central-1';
  await expect(handlers.accounts.use({ source: { kind: 'practice', person: 'nobody' }, region })).rejects.toMatchObject(
    { code: 'accounts.person-unknown', details: { field: 'source.person' } },
  );
  await handlers.accounts.use({ source: { kind: 'practice', person: 'partner' }, region });
  expect(await handlers.accounts.current({})).toMatchObject({
    source: { kind: 'practice', person: 'partner' },
    accountId: '444455556666',
  });
  expect(await handlers.instances.list({})).toEqual({ instances: [] });
});
