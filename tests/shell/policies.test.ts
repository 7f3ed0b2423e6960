import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readFirstLook } from '../../main/app/first-look.ts';
import { grantsPermission, originOf } from '../../main/app/lock-down.ts';
import { menuTemplate } from '../../main/app/menu.ts';
import { practiceEnvironment, toPracticeProcess } from '../../main/app/practice-child.ts';
import { createPreferenceStore, DEFAULT_PREFERENCES } from '../../main/app/preference-store.ts';
import { createCrashPolicy } from '../../main/app/renderer-crash.ts';
import { placeWindow, webPreferences } from '../../main/app/window.ts';
import { PERMISSIONS } from './permissions.ts';

describe('permissions', () => {
  test.each(PERMISSIONS)('%s is refused, to the page and to strangers', (permission) => {
    expect(grantsPermission(permission, 'app://amiable/index.html')).toBe(permission === 'clipboard-sanitized-write');
    expect(grantsPermission(permission, 'https://example.com/')).toBe(false);
    expect(grantsPermission(permission, '')).toBe(false);
  });

  test.each([
    ['app://amiable/index.html#/x', 'app://amiable'],
    ['app://amiable.evil/index.html', 'app://amiable.evil'],
    ['data:text/html,x', ''],
    ['about:blank', ''],
    ['file:///etc/passwd', ''],
    ['not a url', ''],
    ['https://a.example:8443/x', 'https://a.example:8443'],
  ])('the origin of %s is %j', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });
});

/** Where a window was. */
const saved = { x: 100, y: 50, width: 1000, height: 700, maximized: false };

describe('the window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];

  test('opens where it was', () => {
    expect(placeWindow(saved, screens)).toEqual(saved);
  });

  test.each([
    ['nothing was saved', undefined],
    ['what was saved is damaged', { x: 'left' }],
    ['its screen is gone', { ...saved, x: 5_000 }],
    ['only a sliver would be visible', { ...saved, x: -950 }],
    ['it is absurdly large', { ...saved, width: 1e9 }],
  ])('opens at 1280 x 800 when %s', (_why, bounds) => {
    expect(placeWindow(bounds, screens)).toMatchObject({ width: 1280, height: 800 });
  });

  test('has every power taken away', () => {
    expect(webPreferences('/p')).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });
});

describe('the menu', () => {
  test.each(['linux', 'darwin', 'win32'] as const)(
    'of a release on %s shows no developer tools and no reload',
    (platform) => {
      const text = JSON.stringify(menuTemplate(platform, 'release'));
      expect(text).not.toMatch(/toggleDevTools|reload/i);
      expect(text).toContain('editMenu');
    },
  );

  test('of the test flavour has them', () => {
    expect(JSON.stringify(menuTemplate('linux', 'test'))).toMatch(/reload.*toggleDevTools/);
  });
});

describe('a crash of the page', () => {
  test('is answered by a reload three times a minute, then the person is asked', () => {
    let now = 0;
    const decide = createCrashPolicy(() => now);
    expect([1, 2, 3, 4].map(() => decide('crashed'))).toEqual(['reload', 'reload', 'reload', 'ask']);
    now += 61_000;
    expect(decide('oom')).toBe('reload');
    expect(decide('clean-exit')).toBe('nothing');
  });
});

describe('preferences', () => {
  const memory = (values: Record<string, unknown>) => ({
    get: (key: string) => values[key],
    set: (key: string, value: unknown) => {
      values[key] = value;
    },
  });

  test.each([undefined, null, 'x', [], {}, { theme: 'pink', terminalFontSize: 1_000, extra: 1 }])(
    'are the defaults when the file holds %j',
    (saved) => {
      expect(createPreferenceStore(memory({ preferences: saved }), () => undefined).get()).toEqual(DEFAULT_PREFERENCES);
    },
  );

  test('keep what fits beside what does not', () => {
    const store = createPreferenceStore(
      memory({ preferences: { theme: 'dark', terminalFontSize: 'big' } }),
      () => undefined,
    );
    expect(store.get()).toEqual({ ...DEFAULT_PREFERENCES, theme: 'dark' });
  });

  test('are told to whoever listens, and kept', () => {
    const told: unknown[] = [];
    const store = createPreferenceStore(memory({}), (now) => told.push(now));
    expect(store.set({ theme: 'light' }).theme).toBe('light');
    expect(told).toEqual([{ ...DEFAULT_PREFERENCES, theme: 'light' }]);
    expect(store.get().theme).toBe('light');
  });
});

describe('what the window opens with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-look-'));
  const path = join(folder, 'preferences.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the theme and the place that the file of preferences holds', () => {
    writeFileSync(path, JSON.stringify({ preferences: { theme: 'dark' }, window: saved }));
    expect(readFirstLook(path)).toEqual({ theme: 'dark', window: saved });
  });

  test.each(['', '{', 'null', '[]', '{"preferences":null}', '{"preferences":{"theme":"pink"}}'])(
    'is the default when the file holds %j',
    (text) => {
      writeFileSync(path, text);
      expect(readFirstLook(path)).toEqual({ theme: 'system', window: undefined });
    },
  );

  test('is the default when there is no file', () => {
    expect(readFirstLook(join(folder, 'none.json'))).toEqual({ theme: 'system', window: undefined });
  });
});

describe('the practice process', () => {
  test('gets no variable of the person beyond what a program needs to run', () => {
    const env = practiceEnvironment({
      PATH: '/bin',
      AWS_SECRET_ACCESS_KEY: 'x',
      NODE_OPTIONS: '--require x',
      HOME: '/h',
      CANARY: '1',
    });
    expect(env).toEqual({ PATH: '/bin', HOME: '/h' });
  });

  test('is heard from the first word on, however late one listens', () => {
    const hear = new Map<string, (value: never) => void>();
    const child = toPracticeProcess({
      on: (name, listener) => hear.set(name, listener as never),
      postMessage: () => undefined,
      kill: () => true,
    });
    hear.get('message')?.({ kind: 'failed', message: 'early' } as never);
    const heard: unknown[] = [];
    child.onReply((reply) => heard.push(reply));
    hear.get('message')?.({ kind: 'failed', message: 'late' } as never);
    expect(heard).toEqual([
      { kind: 'failed', message: 'early' },
      { kind: 'failed', message: 'late' },
    ]);
    hear.get('exit')?.(7 as never);
    child.onExit((code) => heard.push(code));
    expect(heard.at(-1)).toBe(7);
  });
});
