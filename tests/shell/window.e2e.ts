import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkout, type LaunchedApp, launchApp } from '../desktop/app.ts';
import { ask as askPage } from '../desktop/ask.ts';
import { BAD_LINKS } from './bad-links.ts';
import { startForeignServer, tryForeignOrigin, WAYS_OUT } from './foreign-server.ts';
import { tryPermissions } from './permission-probes.ts';
import { PREFERENCES, preferencesOf } from './preferences.ts';
import { FOREIGN_ADDRESSES, tryPowers, tryScripts, tryToLeave, tryWebview } from './probes.ts';
import { CANARIES, reachableTexts } from './reachable-texts.ts';

const preload = join(checkout, 'out/preload/preload.cjs');
const ask = { call: 'settings.get', input: {} };

describe('the window', () => {
  let launched: LaunchedApp;

  beforeAll(async () => {
    launched = await launchApp({ env: CANARIES });
    await launched.page.locator('#app h1').first().waitFor();
  });
  afterAll(() => launched.close());

  test('1: loads everything from its own origin', async () => {
    const addresses = await launched.page.evaluate(() =>
      [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)].map((name) =>
        name.split('/').slice(0, 3).join('/'),
      ),
    );
    expect(new Set(addresses)).toEqual(new Set(['app://amiable']));
  });

  describe('is opened with', () => {
    let preferences: Record<string, unknown> | undefined;
    beforeAll(async () => {
      const all = await preferencesOf(launched);
      expect(all).toHaveLength(1);
      preferences = all[0];
    });

    test.each(PREFERENCES)('%s', (_item, name, value) => {
      expect(preferences?.[name]).toBe(value);
    });
  });

  test('3: a page that spoils its own built-ins does not spoil the bridge', async () => {
    const reply = await launched.page.evaluate(async (message) => {
      const frame = [Array.prototype.push, JSON.parse, Promise.prototype.constructor] as const;
      Array.prototype.push = () => 0;
      JSON.parse = () => ({ ok: false });
      try {
        return await (window as unknown as { amiable: { invoke(message: unknown): Promise<unknown> } }).amiable.invoke(
          message,
        );
      } finally {
        Array.prototype.push = frame[0];
        JSON.parse = frame[1];
      }
    }, ask);
    expect(reply).toMatchObject({ ok: true });
  });

  // Chromium has no sandbox for root on Linux.
  test.skipIf(process.platform !== 'linux' || process.getuid?.() === 0)(
    '4: the page runs under a seccomp filter',
    async () => {
      const pid = await launched.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
    },
  );

  test('5: grants no permission but putting text on the clipboard', async () => {
    expect((await tryPermissions(launched.page)).filter((name) => name !== 'clipboard-write')).toEqual([]);
  });

  test('7: every answer of app:// carries the policy, and crafted addresses answer 404', async () => {
    const addresses = [
      'index.html',
      '..%2fmain/electron.js',
      '%2e%2e/main/electron.js',
      '..%5cmain',
      '%00',
      'main/electron.js',
      '../../package.json',
    ];
    const answers = await launched.app.evaluate(async ({ session }, list) => {
      const all = [...list.map((path) => `app://amiable/${path}`), 'app://other/index.html'];
      return Promise.all(
        all.map(async (url) => {
          const response = await session.defaultSession.fetch(url);
          return { status: response.status, policy: response.headers.get('content-security-policy') };
        }),
      );
    }, addresses);
    expect(answers.map(({ status }) => status)).toEqual([200, ...Array(addresses.length).fill(404)]);
    for (const { policy } of answers) expect(policy).toContain("require-trusted-types-for 'script'");
  });

  test('7: no script that was put into the page runs', async () => {
    expect(await tryScripts(launched.page)).toEqual([]);
  });

  test('6, 7: nothing of another origin is asked for: the policy refuses each way out', async () => {
    const site = await startForeignServer();
    onTestFinished(() => site.close());
    const refused = await tryForeignOrigin(launched.page, site.origin);
    expect(refused).toEqual(expect.arrayContaining(Object.values(WAYS_OUT)));
    expect(site.asked()).toEqual([]);
  });

  test('7: what the policy refuses is among the complaints, of which other tests want none', () => {
    expect(launched.complaints.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThan(10);
  });

  test('12: a webview is never attached', async () => {
    expect(await tryWebview(launched.page)).toBe(false);
    expect(
      await launched.app.evaluate(
        ({ webContents }) => webContents.getAllWebContents().filter((each) => each.getType() === 'webview').length,
      ),
    ).toBe(0);
  });

  // Chromium asks nobody before it goes to these.
  test.each(['about:blank', 'about:srcdoc', 'about:config'])('13: comes back from %s at once', async (address) => {
    await launched.page.evaluate((to) => {
      Object.assign(window, { stillHere: true });
      setTimeout(() => location.assign(to));
    }, address);
    const shown = () =>
      launched.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript(
            `[location.origin, 'stillHere' in window, document.querySelector('#app h1') !== null]`,
          )
          .catch(() => 'in between'),
      );
    await expect.poll(shown, { timeout: 20_000 }).toEqual(['app://amiable', false, true]);
  });

  test(`13, 14: stays where it is and opens nothing, for ${FOREIGN_ADDRESSES.length} addresses in five ways each`, async () => {
    expect(FOREIGN_ADDRESSES.length).toBeGreaterThanOrEqual(50);
    const before = launched.page.url();
    await launched.page.evaluate(() => Object.assign(window, { stillHere: true }));
    expect(await tryToLeave(launched.page, FOREIGN_ADDRESSES)).toEqual([]);
    expect(launched.page.url()).toBe(before);
    expect(await launched.page.evaluate(() => (window as unknown as { stillHere?: boolean }).stillHere)).toBe(true);
    expect(
      await launched.app.evaluate(
        ({ webContents }) => webContents.getAllWebContents().filter((each) => each.getType() === 'window').length,
      ),
    ).toBe(1);
  });

  test.each([
    ['a data: page', 'data:text/html,<p>stranger'],
    ['a second window with the very same page', 'app://amiable/index.html'],
    ['an empty page', 'about:blank'],
  ])('17: %s with the same preload is refused', async (_who, url) => {
    const reply = await launched.app.evaluate(
      async ({ BrowserWindow }, given) => {
        const stranger = new BrowserWindow({
          show: false,
          webPreferences: { preload: given.preload, sandbox: true, contextIsolation: true },
        });
        try {
          await stranger.loadURL(given.url);
          return await stranger.webContents.executeJavaScript(`window.amiable.invoke(${JSON.stringify(given.ask)})`);
        } finally {
          stranger.destroy();
        }
      },
      { url, preload, ask },
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.stranger' } });
  });

  test('17: a frame inside the page has no bridge', async () => {
    const inside = await launched.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const found = frame.contentWindow !== null && 'amiable' in frame.contentWindow;
      frame.remove();
      return found;
    });
    expect(inside).toBe(false);
  });

  test('17, 20: the main process listens on one channel', async () => {
    const channels = await launched.app.evaluate(({ ipcMain }) => ({
      // Electron itself listens for its own errors.
      events: ipcMain.eventNames().filter((name) => name !== 'error'),
      handlers: [...((ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers?.keys() ?? [])],
    }));
    expect(channels).toEqual({ events: [], handlers: ['amiable:call'] });
  });

  test('17: an unknown call is refused, and so is an unknown channel to whoever could name one', async () => {
    for (const call of ['settings.nope', 'shell.exec', 'electron-store-get-data']) {
      const reply = await askPage(launched.page, call, {});
      expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.unknown-call' } });
    }
    const answers = await launched.app.evaluate(async ({ BrowserWindow }) => {
      const open = new BrowserWindow({
        show: false,
        webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
      });
      try {
        await open.loadURL('data:text/html,<p>stranger');
        return await open.webContents.executeJavaScript(`Promise.all(
          ['amiable:call', 'amiable:event', 'electron-store-get-data', 'shell.exec'].map((channel) =>
            require('electron').ipcRenderer.invoke(channel, { call: 'settings.get', input: {} })
              .then((reply) => reply.error.code, (error) => String(error))))`);
      } finally {
        open.destroy();
      }
    });
    expect(answers).toEqual(['ipc.stranger', ...Array(3).fill(expect.stringContaining('No handler registered'))]);
  });

  test(`15: opens none of ${BAD_LINKS.length} bad links in the browser, and a good one once`, async () => {
    const openings = () =>
      launched.app.evaluate(({ shell }) => (shell as unknown as { openings?: string[] }).openings ?? []);
    await launched.app.evaluate(({ shell }) => {
      const openings: string[] = [];
      Object.assign(shell, { openings, openExternal: async (url: string) => void openings.push(url) });
    });
    for (const url of BAD_LINKS) {
      expect(await askPage(launched.page, 'settings.openLink', { url })).toMatchObject({ ok: false });
    }
    expect(await openings()).toEqual([]);
    await askPage(launched.page, 'settings.openLink', { url: 'https://aws.amazon.com/x' });
    expect(await openings()).toEqual(['https://aws.amazon.com/x']);
  });

  test('18: is served by a protocol of its own', async () => {
    expect(await launched.page.evaluate(() => [location.protocol, location.origin, window.isSecureContext])).toEqual([
      'app:',
      'app://amiable',
      true,
    ]);
  });

  test('20: gives the page two functions, and no trace of Electron', async () => {
    const bridge = await launched.page.evaluate(() => {
      const { amiable } = window as unknown as { amiable: Record<string, unknown> };
      return {
        names: Object.keys(amiable).sort(),
        types: Object.values(amiable).map((each) => typeof each),
        own: Object.getOwnPropertyNames(amiable).length,
      };
    });
    expect(bridge).toEqual({ names: ['invoke', 'subscribe'], types: ['function', 'function'], own: 2 });
  });

  test('20: an event reaches the page without its sender', async () => {
    const heard = await launched.page.evaluate(async () => {
      const { amiable } = window as unknown as {
        amiable: {
          subscribe(listener: (...args: unknown[]) => void): () => void;
          invoke(message: unknown): Promise<unknown>;
        };
      };
      const said = new Promise<unknown[]>((done) => amiable.subscribe((...args) => done(args)));
      await amiable.invoke({ call: 'settings.set', input: { terminalFontSize: 15 } });
      return said;
    });
    expect(heard).toEqual([{ event: 'settings.changed', payload: expect.objectContaining({ terminalFontSize: 15 }) }]);
  });

  test('no variable of the environment is reachable from the page', async () => {
    const text = await reachableTexts(launched.page);
    expect(text.length).toBeGreaterThan(10_000);
    expect(Object.values(CANARIES).filter((value) => text.includes(value))).toEqual([]);
  });

  test('the page reaches neither Node, nor the disk, nor the network, nor evaluation', async () => {
    expect(await tryPowers(launched.page)).toEqual([]);
  });

  test('keeps no cookie', async () => {
    expect(await launched.app.evaluate(({ session }) => session.defaultSession.cookies.get({}))).toEqual([]);
  });

  test('comes back within 2 s after its process crashed, with the main process untouched', async () => {
    const before = await launched.page.evaluate(
      (message) =>
        (window as unknown as { amiable: { invoke(message: unknown): Promise<unknown> } }).amiable.invoke(message),
      { call: 'accounts.current', input: {} },
    );
    const took = await launched.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<number>((done) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          const began = Date.now();
          contents?.once('did-finish-load', () => done(Date.now() - began));
          contents?.forcefullyCrashRenderer();
        }),
    );
    expect(took).toBeLessThan(2_000);
    const after = await launched.app.evaluate(
      ({ BrowserWindow }, message) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          `window.amiable.invoke(${JSON.stringify(message)})`,
        ),
      { call: 'accounts.current', input: {} },
    );
    expect(after).toEqual(before);
  });
});
