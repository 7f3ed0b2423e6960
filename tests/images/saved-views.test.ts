import { afterEach, expect, test } from 'vitest';
import { SAVED_VIEWS_MAX, type SavedView } from '../../src/images/inventory.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
afterEach(async () => side?.stop());

const view = (name: string): SavedView => ({
  name,
  view: 'own',
  everywhere: true,
  filter: { text: 'web', encrypted: 'yes' },
  sort: { column: 'size', descending: true },
  columns: [{ id: 'name', visible: true }],
});
const names = async () => (await side.handlers.images.savedViews({})).views.map(({ name }) => name);

test('views are kept over a kill -9, replaced by their name, and removed', async () => {
  side = await openPaperSide();
  await side.handlers.images.saveView(view('Large'));
  await side.handlers.images.saveView(view('All web'));
  await side.handlers.images.saveView({ ...view('Large'), everywhere: false });
  side = await side.killAndRestart();
  expect((await side.handlers.images.savedViews({})).views).toEqual([
    view('All web'),
    { ...view('Large'), everywhere: false },
  ]);
  await side.handlers.images.removeView({ name: 'All web' });
  expect(await names()).toEqual(['Large']);
});

test('no more than can be looked over', async () => {
  side = await openPaperSide();
  for (let at = 0; at < SAVED_VIEWS_MAX; at += 1) await side.handlers.images.saveView(view(`View ${at}`));
  await expect(side.handlers.images.saveView(view('One more'))).rejects.toMatchObject({
    code: 'images.too-many-views',
  });
  await side.handlers.images.saveView(view('View 7'));
});
