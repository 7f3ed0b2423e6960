import type { Locator, Page } from 'playwright';
import type { CloudSide } from './cloud-side.ts';

/** What a step of the journey works with. */
export interface Stage {
  readonly page: Page;
  readonly cloud: CloudSide;
  /** Leaves a numbered screenshot when the journey is played as a demo; does nothing in a test. */
  shot(name: string): Promise<void>;
  /** What earlier steps found out. */
  readonly found: { imageName: string; imageId: string; instanceId: string };
}

/** One thing a person does, said in one line, and what must then be true. */
export interface Step {
  readonly say: string;
  play(stage: Stage): Promise<void>;
}

/** The names that the journey gives. */
export const IMAGE_NAME = 'website-ubuntu-24.04-v1';
export const NAME_TAG = 'Website, first version';
export const CLONE_NAME = 'web-03';
export const KEY_NAME = 'my-laptop';

/** Throws with `what` unless `held`: a step that does not hold ends the journey. */
export function hold(held: unknown, what: string): asserts held {
  if (!held) throw new Error(`Expected ${what}.`);
}

/** Asks again until `found` answers something, and says what was awaited when it never does. */
export async function until<T>(what: string, found: () => Promise<T | undefined | false>, ms = 60_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await found();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${ms / 1000} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Ticks the row of a table that holds `text`. */
export async function selectRow(page: Page, text: string): Promise<Locator> {
  const row = page.getByRole('row').filter({ hasText: text });
  await row.getByRole('radio').or(row.getByRole('checkbox')).click();
  return row;
}
