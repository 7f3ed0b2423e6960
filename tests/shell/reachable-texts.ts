import type { Page } from 'playwright';

/** Every text that can be reached from the page's own global object, five steps deep, in one. */
export function reachableTexts(page: Page): Promise<string> {
  return page.evaluate(() => {
    const seen = new Set<unknown>();
    const texts: string[] = [document.documentElement.outerHTML];
    const walk = (value: unknown, depth: number): void => {
      if (typeof value === 'string') texts.push(value);
      if (typeof value === 'function') texts.push(String(value));
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || depth > 5)
        return;
      seen.add(value);
      for (const key of Reflect.ownKeys(value)) {
        texts.push(String(key));
        try {
          walk((value as Record<PropertyKey, unknown>)[key], depth + 1);
        } catch {
          // Some getters only work on their own object.
        }
      }
    };
    walk(window, 0);
    return texts.join('\n');
  });
}

/** Variables to plant in the app's environment, under names that programs keep secrets in and others. */
export const CANARIES: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 20 }, (_, n) => [
    ['AWS_SESSION_TOKEN', 'GITHUB_TOKEN', 'SSH_AUTH_SOCK_CANARY'][n] ?? `AMIABLE_CANARY_${n}`,
    `canary-env-${n}-9c1f`,
  ]),
);
