import axe from 'axe-core';
import type { Page } from 'playwright';
import { answer } from '../desktop/ask.ts';

/** What axe finds wrong with the page as it is now, a line each; `except` leaves out what is drawn, not built. */
export async function violations(page: Page, except: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async (exclude) => {
      // A colour on its way to another is nobody's choice; what turns for ever is not waited for.
      const passing = document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
      await Promise.allSettled(passing.map(({ finished }) => finished));
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(
        { include: [['html']], exclude: exclude.map((selector) => [selector]) },
        { resultTypes: ['violations'] },
      );
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 300)).join(' ')}`);
    },
    [...except],
  );
}

/** Paints the window light or dark, as the settings do. */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await answer(page, 'settings.set', { theme });
  await page.waitForFunction((dark) => document.body.classList.contains('awsui-dark-mode') === dark, theme === 'dark');
}
