import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { eventually, launchMachine } from '../desktop/machine.ts';

describe('a window whose page crashes', () => {
  let launched: LaunchedApp;

  beforeAll(async () => {
    launched = await launchApp();
    await launched.page.getByRole('heading', { name: 'Instances' }).first().waitFor();
  });
  afterAll(() => launched.close());

  /** Asks the page from the main process: the test driver itself does not look at a page again that has crashed. */
  const inPage = <T>(script: string): Promise<T> =>
    launched.app.evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
      script,
    ) as Promise<T>;
  const screen = async (): Promise<string> =>
    (await inPage<string>(`document.querySelector('.xterm-rows')?.textContent ?? ''`)).replaceAll('\u00a0', ' ');
  const shows = (text: string) => eventually(`“${text}” on the terminal`, async () => (await screen()).includes(text));
  /** Types a line into the terminal, as keys that the window receives. */
  const typeLine = async (line: string): Promise<void> => {
    await eventually('the terminal', () => inPage(`!!document.querySelector('.xterm-helper-textarea')`));
    await inPage(`document.querySelector('.xterm-helper-textarea').focus()`);
    await launched.app.evaluate(({ BrowserWindow }, text) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      for (const keyCode of [...text, 'Return']) {
        if (keyCode === 'Return') contents?.sendInputEvent({ type: 'keyDown', keyCode });
        contents?.sendInputEvent({ type: 'char', keyCode: keyCode === 'Return' ? '\r' : keyCode });
        if (keyCode === 'Return') contents?.sendInputEvent({ type: 'keyUp', keyCode });
      }
    }, line);
  };

  test('is back within 2 seconds, and its SSH session has lived on with all that it showed', async () => {
    const { page, app } = launched;
    await answer(page, 'keys.create', { name: 'crash-key', type: 'ed25519' });
    const instanceId = await launchMachine(page, 'crash-key');
    await page.evaluate((id) => {
      location.hash = `#/instances/${id}/connect`;
    }, instanceId);
    await page.getByLabel('User name').fill('ubuntu');
    await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
    await shows('Welcome to Ubuntu');
    await typeLine('marker=kept-$((5*5)); echo $marker');
    await shows('kept-25');

    const sessions = () =>
      inPage<{ value: { sessions: object[] } }>(`amiable.invoke({ call: 'connect.list', input: {} })`);
    const before = (await sessions()).value.sessions;
    expect(before).toHaveLength(1);

    const renderer = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
    const times: number[] = [];
    // Whatever else this computer does may slow one reload, and hardly three.
    while (times.length < 3 && !times.some((ms) => ms < 2_000)) {
      const crashed = await renderer();
      const began = performance.now();
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      );
      await eventually('another process of the page', async () => ![0, crashed].includes(await renderer()));
      await eventually('the page', () => inPage(`!!document.querySelector('#app h1')`));
      times.push(performance.now() - began);

      expect((await sessions()).value.sessions).toEqual(before);
      await shows('kept-25');
      // The same shell, not a new one: it still knows what it was told.
      await typeLine(`echo again-$marker-$((7*${times.length}))`);
      await shows(`again-kept-25-${7 * times.length}`);
    }
    expect(Math.min(...times)).toBeLessThan(2_000);
  });

  test('negative control: another session of the same machine does not know what the first was told', async () => {
    const invoke = <T>(call: string, input: object) =>
      inPage<{ value: T }>(`amiable.invoke(${JSON.stringify({ call, input })})`).then(({ value }) => value);
    type Session = { sessionId: string; instanceId: string; state: string };
    const list = async () => (await invoke<{ sessions: Session[] }>('connect.list', {})).sessions;
    const [{ instanceId } = { instanceId: '' }] = await list();
    const { sessionId } = await invoke<Session>('connect.open', { instanceId, user: 'ubuntu', columns: 80, rows: 24 });
    const open = async () => (await list()).some((each) => each.sessionId === sessionId && each.state === 'open');
    await eventually('the second session', open);
    await invoke('connect.write', { sessionId, data: 'echo again-$marker-77\r' });
    const printed = `amiable.invoke(${JSON.stringify({ call: 'connect.replay', input: { sessionId } })})
      .then(({ value }) => new TextDecoder().decode(value.data))`;
    await eventually('its answer', async () => (await inPage<string>(printed)).includes('again--77'));
  });
});

test('a damaged file is told in the window, with what was restored and where it was kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-damaged-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const first = await launchApp({ userDataDir: folder });
  await answer(first.page, 'accounts.use', { source: { kind: 'practice' }, region: 'us-east-1' });
  await first.close();
  for (const name of ['account', 'practice/practice.world']) {
    const path = join(folder, 'data', name);
    const bytes = readFileSync(path);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  }
  const second = await launchApp({ userDataDir: folder });
  for (const what of ['the account and Region you used last', 'your practice cloud']) {
    await second.page.getByText(`The file with ${what} was damaged. Nothing was lost`, { exact: false }).waitFor();
  }
  await second.page.getByText(`was kept as ${join(folder, 'data', 'account.damaged-')}`, { exact: false }).waitFor();
  expect(await answer(second.page, 'accounts.current', {})).toMatchObject({ region: 'us-east-1' });
  await second.close();
});
