import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const checkout = join(import.meta.dirname, '../..');

/** The source files of some rooms, without comments, so that words about a thing are not taken for the thing. */
function sources(...rooms: string[]): { path: string; text: string }[] {
  return rooms.flatMap((room) =>
    readdirSync(join(checkout, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|html|css)$/.test(name))
      .map((name) => ({
        path: join(room, name),
        text: readFileSync(join(checkout, room, name), 'utf8')
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/^\s*\/\/.*$/gm, ''),
      })),
  );
}

const found = (pattern: RegExp, ...rooms: string[]): string[] =>
  sources(...rooms).flatMap(({ path, text }) => [...text.matchAll(pattern)].map((hit) => `${path}: ${hit[0]}`));

describe('the source', () => {
  test.each([
    ['plain-text encryption is never switched on', /setUsePlainTextEncryption/g],
    [
      'no security of the page is switched off',
      /webSecurity: false|contextIsolation: false|sandbox: false|nodeIntegration: true/g,
    ],
    [
      '9, 10: no experimental or extra Blink feature is switched on',
      /experimentalFeatures: true|enableBlinkFeatures|allowRunningInsecureContent: true/g,
    ],
    ['11: no webview and no popups', /<webview|allowpopups|webviewTag: true/g],
    [
      'no markup is made from text',
      /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write\(/g,
    ],
    ['no text is run as code', /\beval\(|new Function\(/g],
    ['1: nothing is loaded over plain http', /loadURL\(\s*['"`]http:/g],
    [
      'certificate errors are never waved through',
      /certificate-error|setCertificateVerifyProc|rejectUnauthorized: false|NODE_TLS_REJECT/g,
    ],
    ['no module is chosen at run time', /\brequire\(\s*[^'"`)]|import\(\s*[^'"`)]/g],
  ])('%s', (_what, pattern) => {
    expect(found(pattern, 'src', 'main/app', 'main/ipc', 'main/accounts', 'main/settings', 'renderer')).toEqual([]);
  });

  test('17: one place listens to the page', () => {
    expect(found(/ipcMain\.(handle|on|handleOnce|once)\(/g, 'main', 'renderer', 'src')).toEqual([
      'main/app/electron.ts: ipcMain.handle(',
    ]);
  });

  test('15: one place opens the browser, with what was checked', () => {
    expect(found(/shell\.openExternal\(|openPath\(|shell\.openItem/g, 'main', 'renderer', 'src')).toEqual([
      'main/app/electron.ts: shell.openExternal(',
    ]);
    expect(found(/openExternal\(checkExternalLink\(url\)\)/g, 'main/app')).toHaveLength(1);
  });

  test('20: the preload gives away two functions on two channels of fixed name', () => {
    const [preload] = sources('main/app').filter(({ path }) => path.endsWith('preload.ts'));
    expect(
      [...(preload?.text.matchAll(/ipcRenderer\.(\w+)\((\w+)/g) ?? [])].map(
        ([, call, channel]) => `${call} ${channel}`,
      ),
    ).toEqual(['invoke CALL_CHANNEL', 'on EVENT_CHANNEL', 'removeListener EVENT_CHANNEL']);
    expect(found(/process\.env|exposeInMainWorld/g, 'main/app').filter((hit) => hit.includes('preload'))).toEqual([
      'main/app/preload.ts: exposeInMainWorld',
    ]);
  });

  test('negative control: the search does find', () => {
    expect(found(/contextIsolation: true/g, 'main/app')).toEqual(['main/app/window.ts: contextIsolation: true']);
  });
});

describe("Electron's security checklist", () => {
  /** The three majors that Electron supports, each with its newest release. As of 2026-11-24, from the npm registry. */
  const supported: Readonly<Record<string, string>> = { 45: '45.4.1', 44: '44.11.5', 43: '43.8.12' };

  test('16: the app is built with a supported Electron, no older than its last release in the table', () => {
    const lock = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'));
    const { version } = lock.packages['node_modules/electron'] as { version: string };
    const newest = supported[version.split('.')[0] ?? ''] ?? 'a supported one';
    expect(
      version.localeCompare(newest, 'en', { numeric: true }),
      `${version} beside ${newest}`,
    ).toBeGreaterThanOrEqual(0);
  });

  test('has 20 items, and each a test that bears its number', () => {
    const texts = ['tests/shell', 'tests/dist'].flatMap((folder) => sources(folder)).map(({ text }) => text);
    const named = texts.flatMap((text) => [...text.matchAll(/['`](\d{1,2}(?:, \d{1,2})*): /g)]);
    const numbers = new Set(named.flatMap(([, list = '']) => list.split(', ').map(Number)));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });
});

describe.skipIf(!existsSync(join(checkout, 'out/renderer/index.html')))('the built page', () => {
  test('holds no inline script, no event attribute and no foreign address', () => {
    const page = readFileSync(join(checkout, 'out/renderer/index.html'), 'utf8');
    expect(page.match(/<script(?![^>]*\bsrc=)[^>]*>/g) ?? []).toEqual([]);
    expect(page.match(/\son\w+\s*=/g) ?? []).toEqual([]);
    expect(page.match(/(src|href)="(https?:)?\/\//g) ?? []).toEqual([]);
  });
});
