import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import { SAVED_VIEWS_MAX, type SavedView, savedView } from '../../src/images/inventory.ts';
import type { StoredFile } from '../app/platform.ts';

/** What is kept on the disk. */
export const savedViews = z.array(savedView).max(SAVED_VIEWS_MAX);

/** The views that the person saved, in the order of their names. */
export interface SavedViews {
  all(): SavedView[];
  /** Replaces one of the same name. Throws `images.too-many-views`. */
  save(view: SavedView): void;
  remove(name: string): void;
}

/** Keeps saved views in a file that survives crashes. */
export function createSavedViews(file: StoredFile<SavedView[]>): SavedViews {
  const all = (): SavedView[] => [...(file.read().value ?? [])];
  return {
    all,
    save(view) {
      const others = all().filter(({ name }) => name !== view.name);
      if (others.length >= SAVED_VIEWS_MAX) {
        throw new AppError('images.too-many-views', `${SAVED_VIEWS_MAX} views are saved, and no more can be.`, {
          fix: 'Remove one that you don’t need any more.',
          field: 'name',
        });
      }
      file.write([...others, view].sort((a, b) => (a.name < b.name ? -1 : 1)));
    },
    remove(name) {
      const before = all();
      const after = before.filter((view) => view.name !== name);
      if (after.length < before.length) file.write(after);
    },
  };
}
