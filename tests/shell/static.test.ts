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
      'no experimental or extra Blink feature is switched on (9, 10)',
      /experimentalFeatures: true|enableBlinkFeatures|allowRunningInsecureContent: true/g,
    ],
    ['no webview and no popups (11)', /<webview|allowpopups|webviewTag: true/g],
    [
      'no markup is made from text',
      /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write\(/g,
    ],
    ['no text is run as code', /\beval\(|new Function\(/g],
    ['nothing is loaded over plain http (1)', /loadURL\(\s*['"`]http:/g],
    [
      'certificate errors are never waved through',
      /certificate-error|setCertificateVerifyProc|rejectUnauthorized: false|NODE_TLS_REJECT/g,
    ],
    ['no module is chosen at run time', /\brequire\(\s*[^'"`)]|import\(\s*[^'"`)]/g],
  ])('%s', (_what, pattern) => {
    expect(found(pattern, 'src', 'main/app', 'main/ipc', 'main/accounts', 'main/settings', 'renderer')).toEqual([]);
  });

  test('one place listens to the page (17), and one opens the browser (15)', () => {
    expect(found(/ipcMain\.(handle|on|handleOnce|once)\(/g, 'main', 'renderer', 'src')).toEqual([
      'main/app/electron.ts: ipcMain.handle(',
    ]);
    expect(found(/shell\.openExternal\(|openPath\(|shell\.openItem/g, 'main', 'renderer', 'src')).toEqual([
      'main/app/electron.ts: shell.openExternal(',
    ]);
    expect(found(/openExternal\(checkExternalLink\(url\)\)/g, 'main/app')).toHaveLength(1);
  });

  test('the preload gives away two functions on two channels of fixed name (20)', () => {
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

describe.skipIf(!existsSync(join(checkout, 'out/renderer/index.html')))('the built page', () => {
  test('holds no inline script, no event attribute and no foreign address', () => {
    const page = readFileSync(join(checkout, 'out/renderer/index.html'), 'utf8');
    expect(page.match(/<script(?![^>]*\bsrc=)[^>]*>/g) ?? []).toEqual([]);
    expect(page.match(/\son\w+\s*=/g) ?? []).toEqual([]);
    expect(page.match(/(src|href)="(https?:)?\/\//g) ?? []).toEqual([]);
  });
});
