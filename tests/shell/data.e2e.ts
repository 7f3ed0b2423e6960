import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout, electronSwitches, type LaunchedApp, launchApp } from '../desktop/app.ts';

type Amiable = { invoke(message: unknown): Promise<{ ok: boolean; value?: unknown; error?: unknown }> };

/** Asks the main process as the page does. */
const ask = (launched: LaunchedApp, call: string, input: object) =>
  launched.page.evaluate((message) => (window as unknown as { amiable: Amiable }).amiable.invoke(message), {
    call,
    input,
  });

/** Starts the app's executable by hand and answers how it ended. */
function startAgain(userDataDir: string): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.env.AMIABLE_ELECTRON ?? '', [
      checkout,
      `--user-data-dir=${userDataDir}`,
      ...electronSwitches(),
    ]);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.on('close', (code) => resolve({ code, said }));
  });
}

/** The paths of a folder, itself among them, whose mode is not 0700 for a folder and 0600 for a file. */
function openToOthers(folder: string): string[] {
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return [folder, ...inside].filter((path) => {
    const facts = statSync(path);
    return (facts.mode & 0o777) !== (facts.isDirectory() ? 0o700 : 0o600);
  });
}

describe('what the app keeps', () => {
  let folder: string;
  let launched: LaunchedApp;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amiable-kept-'));
    launched = await launchApp({ userDataDir: folder });
    await launched.page.locator('#app h1').first().waitFor();
  });
  afterAll(async () => {
    await launched.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  test('belongs to the person alone: folders 0700, files 0600', () => {
    expect(openToOthers(join(folder, 'data'))).toEqual([]);
    // Negative control: one folder and one file that anybody may read are found.
    const planted = join(folder, 'planted');
    mkdirSync(join(planted, 'inner'), { recursive: true, mode: 0o755 });
    writeFileSync(join(planted, 'inner', 'file'), '', { mode: 0o644 });
    expect(openToOthers(join(planted, 'inner'))).toEqual([join(planted, 'inner'), join(planted, 'inner', 'file')]);
    rmSync(planted, { recursive: true });
  });

  test('a second start hands over to the first window and leaves', async () => {
    const second = await startAgain(folder);
    expect(second.code).toBe(0);
    expect(second.said).toContain('running already');
    expect(await ask(launched, 'settings.get', {})).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(join(folder, 'data', 'lock'), 'utf8')).pid).toBeGreaterThan(0);
  });

  test('a preference outlives kill -9 and is there in the next start', async () => {
    expect(await ask(launched, 'settings.set', { terminalFontSize: 21 })).toMatchObject({ ok: true });
    expect(statSync(join(folder, 'preferences.json')).mode & 0o777).toBe(0o600);
    await launched.kill9();
    launched = await launchApp({ userDataDir: folder });
    await launched.page.locator('#app h1').first().waitFor();
    expect(await ask(launched, 'settings.get', {})).toMatchObject({ value: { preferences: { terminalFontSize: 21 } } });
    expect(
      readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp')),
    ).toEqual([]);
  });

  test('ends cleanly and lets go of its folder', async () => {
    await launched.close();
    expect(readdirSync(join(folder, 'data'))).not.toContain('lock');
    launched = await launchApp({ userDataDir: folder });
  });
});
