import type { Page } from 'playwright';

/** What the fields that are marked wrong say, as a screen reader tells it, and what is said of a whole list. */
export function complaintsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const marked = [...document.querySelectorAll('[aria-invalid="true"]')];
    const words = marked.flatMap((field) => (field.getAttribute('aria-describedby') ?? '').split(' '));
    const told = words.map((id) => document.getElementById(id)?.textContent ?? '');
    const lists = [...document.querySelectorAll('[data-list-error]')].map((list) => list.textContent ?? '');
    return [...told, ...lists].join('\n').trim();
  });
}
