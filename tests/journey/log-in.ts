import type { Page } from 'playwright';
import { hold, type Step, until } from './stage.ts';

/** The end of the journey: logged in, although one tried root. */
export const logIn: readonly Step[] = [
  {
    say: 'Connect opens the panel with the machine, the key and the likely user',
    async play({ page, shot }) {
      await page.getByRole('button', { name: 'Connect', exact: true }).first().click();
      const user = page.getByLabel('User name');
      await user.waitFor();
      hold((await user.inputValue()) === 'ubuntu', 'ubuntu to be proposed');
      await shot('connect');
    },
  },
  {
    say: 'Try root, as the notes did: the machine asks for ubuntu, and the app reconnects as ubuntu at once',
    async play({ page, shot }) {
      await page.getByLabel('User name').fill('root');
      await page.getByRole('button', { name: 'Connect', exact: true }).last().click();
      await page.getByText('Reconnected as ubuntu', { exact: false }).first().waitFor({ timeout: 30_000 });
      await screenShows(page, 'System information as of');
      await screenShows(page, 'ubuntu@ip-');
      await shot('reconnected-as-ubuntu');
    },
  },
  {
    say: 'The file that was made on the original before imaging is there on the clone',
    async play({ page, shot }) {
      await page.locator('.xterm').click();
      await page.keyboard.type('clear; cat notes.txt && whoami\n');
      await screenShows(page, 'ubuntu');
      await screenShows(page, 'web-01, the first web server');
      await shot('file-on-the-clone');
    },
  },
];

async function screenShows(page: Page, text: string): Promise<void> {
  await until(
    `“${text}” in the terminal`,
    async () => ((await page.locator('.xterm-rows').textContent()) ?? '').replaceAll('\u00a0', ' ').includes(text),
    30_000,
  );
}
