import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout, type LaunchedApp, launchApp } from '../desktop/app.ts';
import { PERMISSIONS } from './permissions.ts';
import { FOREIGN_ADDRESSES, tryPowers, tryScripts, tryToLeave } from './probes.ts';

const preload = join(checkout, 'out/preload/preload.cjs');
const canaries = Array.from({ length: 20 }, (_, n) => `canary-env-${n}-9c1f`);
const ask = { call: 'settings.get', input: {} };

describe('the window', () => {
  let launched: LaunchedApp;

  beforeAll(async () => {
    const planted = canaries.map((value, n): [string, string] => [
      ['AWS_SESSION_TOKEN', 'GITHUB_TOKEN', 'SSH_AUTH_SOCK_CANARY'][n] ?? `AMIABLE_CANARY_${n}`,
      value,
    ]);
    launched = await launchApp({ env: Object.fromEntries(planted) });
    await launched.page.locator('#app h1').first().waitFor();
  });
  afterAll(() => launched.close());

  const preferencesOf = () =>
    launched.app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .filter((contents) => contents.getType() === 'window')
        .map((contents) =>
          (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
        ),
    );

  test('1: loads everything from its own origin', async () => {
    const addresses = await launched.page.evaluate(() =>
      [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)].map((name) =>
        name.split('/').slice(0, 3).join('/'),
      ),
    );
    expect(new Set(addresses)).toEqual(new Set(['app://amiable']));
  });

  test.each([
    ['2: no Node in the page', 'nodeIntegration', false],
    ['2: none in frames', 'nodeIntegrationInSubFrames', false],
    ['3: context isolation', 'contextIsolation', true],
    ['4: sandbox', 'sandbox', true],
    ['6: web security', 'webSecurity', true],
    ['8: no insecure content', 'allowRunningInsecureContent', false],
    ['9: no experimental features', 'experimentalFeatures', false],
    ['10: no extra Blink features', 'enableBlinkFeatures', ''],
    ['11: no webview', 'webviewTag', false],
  ])('%s', async (_item, name, value) => {
    const all = await preferencesOf();
    expect(all).toHaveLength(1);
    for (const preferences of all) expect(preferences[name]).toBe(value);
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
    const answers = await launched.page.evaluate(
      async (names) => {
        const states: Record<string, string> = {};
        for (const name of names) {
          const query = navigator.permissions.query({ name: name as PermissionName });
          states[name] = await query.then(
            (status) => status.state,
            () => 'unknown',
          );
        }
        // What neither is granted nor answers within a second is not granted.
        const attempt = (work: () => Promise<unknown>): Promise<string> =>
          Promise.race([
            Promise.resolve()
              .then(work)
              .then(
                () => 'granted',
                () => 'refused',
              ),
            new Promise<string>((done) => setTimeout(() => done('unanswered'), 1_000)),
          ]);
        states.requestNotifications = await Promise.race([
          Notification.requestPermission(),
          new Promise<string>((done) => setTimeout(() => done('unanswered'), 1_000)),
        ]);
        states.readClipboard = await attempt(() => navigator.clipboard.readText());
        states.locate = await attempt(
          () => new Promise((done, refuse) => navigator.geolocation.getCurrentPosition(done, refuse)),
        );
        states.listen = await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true }));
        states.share = await attempt(() => navigator.mediaDevices.getDisplayMedia());
        states.midi2 = await attempt(() => navigator.requestMIDIAccess({ sysex: true }));
        states.usbDevice = await attempt(() =>
          (navigator as unknown as { usb: { requestDevice(filter: object): Promise<unknown> } }).usb.requestDevice({
            filters: [],
          }),
        );
        states.fullscreen2 = await attempt(() => document.documentElement.requestFullscreen());
        return states;
      },
      [
        ...PERMISSIONS,
        'camera',
        'microphone',
        'push',
        'accelerometer',
        'gyroscope',
        'magnetometer',
        'clipboard-write',
        'local-fonts',
        'nfc',
      ],
    );
    expect(
      Object.entries(answers)
        .filter(([, state]) => state === 'granted')
        .map(([name]) => name),
    ).toEqual([...(answers['clipboard-write'] === 'granted' ? ['clipboard-write'] : [])]);
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

  test('12: a webview is never attached', async () => {
    const attached = await launched.page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'https://example.com');
      document.body.append(view);
      return 'getWebContentsId' in view;
    });
    expect(attached).toBe(false);
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
    const text = await launched.page.evaluate(() => {
      const seen = new Set<unknown>();
      const texts: string[] = [document.documentElement.outerHTML];
      const walk = (value: unknown, depth: number): void => {
        if (typeof value === 'string') texts.push(value);
        if (typeof value === 'function') texts.push(String(value));
        if (
          (typeof value !== 'object' && typeof value !== 'function') ||
          value === null ||
          seen.has(value) ||
          depth > 5
        )
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
    expect(text.length).toBeGreaterThan(10_000);
    expect(canaries.filter((value) => text.includes(value))).toEqual([]);
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

describe('negative control: a window without these guards', () => {
  let bare: LaunchedApp;
  beforeAll(async () => {
    bare = await launchApp({ folder: join(import.meta.dirname, 'unguarded') });
  });
  afterAll(() => bare.close());

  test('reaches Node, runs injected scripts and is granted permissions', async () => {
    expect(await tryPowers(bare.page)).toEqual(
      expect.arrayContaining(['require', 'process', 'eval', 'innerHTML', 'policy']),
    );
    expect(await tryScripts(bare.page)).toEqual(expect.arrayContaining(['inline', 'onerror', 'link']));
    expect(await bare.page.evaluate(() => Notification.requestPermission())).toBe('granted');
  });

  test('opens windows and leaves its page', async () => {
    expect(await bare.page.evaluate(() => window.open('about:blank') !== null)).toBe(true);
    await bare.page.evaluate(() => location.assign(new URL('package.json', document.URL)));
    await bare.page.waitForURL(/package\.json$/);
  });
});
