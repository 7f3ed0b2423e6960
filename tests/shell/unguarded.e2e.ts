import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { startForeignServer, tryForeignOrigin, WAYS_OUT } from './foreign-server.ts';
import { tryPermissions } from './permission-probes.ts';
import { PREFERENCES, preferencesOf } from './preferences.ts';
import { tryPowers, tryScripts, tryWebview } from './probes.ts';
import { CANARIES, reachableTexts } from './reachable-texts.ts';

// Every probe of window.e2e.ts, at a window that nobody has locked down: each must find there what it looks for.
describe('negative control: a window without these guards', () => {
  let bare: LaunchedApp;
  beforeAll(async () => {
    bare = await launchApp({ folder: join(import.meta.dirname, 'unguarded'), env: CANARIES });
  });
  afterAll(() => bare.close());

  test('is opened with none of the preferences', async () => {
    const [preferences = {}] = await preferencesOf(bare);
    expect(PREFERENCES.filter(([_item, name, value]) => preferences[name] === value)).toEqual([]);
  });

  test('reaches Node and the disk, and runs text as code', async () => {
    expect(await tryPowers(bare.page)).toEqual(
      expect.arrayContaining(['require', 'process', 'module', 'eval', 'innerHTML', 'policy', 'fetchFile']),
    );
  });

  test('runs injected scripts', async () => {
    expect(await tryScripts(bare.page)).toEqual(
      expect.arrayContaining(['inline', 'onerror', 'onclick', 'link', 'srcdoc']),
    );
  });

  test('is granted permissions, notifications and reading the clipboard among them', async () => {
    // Only a page in front may read the clipboard.
    await bare.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    const granted = await tryPermissions(bare.page);
    expect(granted).toEqual(expect.arrayContaining(['requestNotifications', 'readClipboard']));
    expect(granted.length).toBeGreaterThan(10);
  });

  test('shows the environment', async () => {
    const text = await reachableTexts(bare.page);
    expect(Object.values(CANARIES).filter((value) => !text.includes(value))).toEqual([]);
  });

  test('asks another origin in each way, and no policy refuses one', async () => {
    const site = await startForeignServer();
    onTestFinished(() => site.close());
    expect(await tryForeignOrigin(bare.page, site.origin)).toEqual([]);
    expect(site.asked()).toEqual(Object.keys(WAYS_OUT).sort());
  });

  test('shows a webview', async () => {
    expect(await tryWebview(bare.page)).toBe(true);
  });

  test('opens windows and leaves its page', async () => {
    expect(await bare.page.evaluate(() => window.open('about:blank') !== null)).toBe(true);
    await bare.page.evaluate(() => location.assign(new URL('package.json', document.URL)));
    await bare.page.waitForURL(/package\.json$/);
  });

  test('stays gone after its page crashed', async () => {
    const gone = await bare.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.forcefullyCrashRenderer();
      await new Promise((done) => setTimeout(done, 2_000));
      return contents?.isCrashed();
    });
    expect(gone).toBe(true);
  });
});
