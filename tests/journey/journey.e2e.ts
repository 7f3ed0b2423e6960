import { expect, test } from 'vitest';
import { playJourney } from './play.ts';

test('the whole journey holds in the real window and on the cloud, without a complaint of the window', async () => {
  const complaints = await playJourney({ step: () => undefined, picture: () => undefined });
  expect(complaints).toEqual([]);
}, 300_000);
