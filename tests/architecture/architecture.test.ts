import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkHouse, inWords } from './check-house.ts';
import { readCheckout } from './source-files.ts';

/** A small house that keeps every rule, into which violations are planted. */
const goodHouse: Readonly<Record<string, string>> = {
  'src/images/contract.ts': "import { z } from 'zod'; import '../core/fields.ts'; export const image = z.string();",
  'src/practice/port.ts': 'export interface Port {}',
  'main/app/electron.ts':
    "import { shell, ipcMain } from 'electron'; import './log.ts'; export const open = (url: string) => shell.openExternal(url); ipcMain.handle('x', () => import('./compose.ts'));",
  'main/app/preload.ts': "import { ipcRenderer } from 'electron'; ipcRenderer.send('x');",
  'main/app/compose.ts':
    "import { images } from '../images/images.ts'; export const sdk = () => import('@aws-sdk/client-ec2'); export { images };",
  'main/app/window.ts':
    'export const preferences = { contextIsolation: true, sandbox: true, webSecurity: true, experimentalFeatures: false };',
  'main/images/images.ts':
    "import { wait } from '../aws/wait.ts'; import type { Platform } from '../app/platform.ts'; import type { Keys } from '../keys/keys.ts'; import type { EC2Client } from '@aws-sdk/client-ec2'; export const images = (p: Platform, k: Keys, c: EC2Client) => [p, k, c, wait, /a/.exec('a')];",
  'main/practice/cloud/server.ts':
    "import { createServer } from 'node:http'; import type { Port } from '../../../src/practice/port.ts'; import { Server } from 'ssh2'; export { createServer, Server, type Port };",
  'renderer/images/images-page.tsx':
    "import { useState } from 'react'; import { image } from '../../src/images/contract.ts'; import { paths } from '../common/paths.ts'; export const Page = () => <p title=\"no dangerouslySetInnerHTML here\">{String([useState, image, paths])}</p>;",
  'renderer/app/pages.ts': "export const page = () => import('../images/images-page.tsx');",
  'renderer/index.html': '<script type="module" src="./app/main.tsx"></script>',
};

const plant = (path: string, text: string): string[] =>
  checkHouse(new Map(Object.entries({ ...goodHouse, [path]: `${goodHouse[path] ?? ''}\n${text}` }))).map(
    ({ rule }) => rule,
  );

test('the checkout keeps the rules of the house', () => {
  const texts = readCheckout(join(import.meta.dirname, '../..'));
  expect(texts.size).toBeGreaterThan(20);
  expect(checkHouse(texts).map(inWords)).toEqual([]);
});

describe('the rules', () => {
  test('find nothing in a house that keeps them', () => {
    expect(checkHouse(new Map(Object.entries(goodHouse))).map(inWords)).toEqual([]);
  });

  test.each([
    // Who may import whom.
    ['src', 'src/images/rules.ts', "import { join } from 'node:path'; join();"],
    ['src', 'src/images/rules.ts', "import type { App } from '../../main/app/platform.ts'; export type A = App;"],
    ['src', 'src/images/rules.ts', "import logo from '../../assets/logo.svg'; logo();"],
    ['src', 'src/images/rules.ts', "export * from '../../renderer/common/paths.ts';"],
    ['main', 'main/images/a.ts', "import { paths } from '../../renderer/common/paths.ts'; paths();"],
    ['main-feature', 'main/images/a.ts', "import { makeKey } from '../keys/keys.ts'; makeKey();"],
    ['main-feature', 'main/images/a.ts', "export const keys = () => import('../keys/keys.ts');"],
    ['main-feature', 'main/images/a.ts', "export { makeKey } from '../keys/keys.ts';"],
    [
      'main-feature',
      'main/images/a.ts',
      "import { type Key, makeKey } from '../keys/keys.ts'; export const a = (k: Key) => makeKey(k);",
    ],
    ['main-feature', 'main/images/a.ts', "import { systemClock } from '../app/platform.ts'; systemClock();"],
    ['main-app', 'main/images/a.ts', "import type { Store } from '../app/store.ts'; export type S = Store;"],
    ['main-app', 'main/images/a.ts', "export type S = import('../app/store.ts').Store;"],
    [
      'main-cloud',
      'main/practice/practice.ts',
      "import type { World } from './cloud/world.ts'; export type W = World;",
    ],
    ['cloud', 'main/practice/cloud/a.ts', "import { imageName } from '../../../src/images/rules.ts'; imageName();"],
    ['cloud', 'main/practice/cloud/a.ts', "import type { E } from '../../../src/core/errors.ts'; export type F = E;"],
    ['cloud', 'main/practice/cloud/a.ts', "import { wait } from '../../aws/wait.ts'; wait();"],
    ['cloud', 'main/practice/cloud/a.ts', "import { z } from 'zod'; z.string();"],
    ['cloud-process', 'main/practice/cloud/a.ts', "import { spawn } from 'node:child_process'; spawn('x');"],
    ['cloud-process', 'main/practice/cloud/a.ts', "export const a = () => import('node:child_process');"],
    ['renderer', 'renderer/images/a.ts', "import { wait } from '../../main/aws/wait.ts'; wait();"],
    ['renderer', 'renderer/images/a.ts', "import type { P } from '../../main/app/platform.ts'; export type Q = P;"],
    ['renderer', 'renderer/images/a.ts', "import { join } from 'node:path'; join();"],
    ['renderer', 'renderer/images/a.ts', "import fs from 'fs'; fs.readFileSync('x');"],
    ['renderer', 'renderer/images/a.ts', "import { EC2Client } from '@aws-sdk/client-ec2'; new EC2Client();"],
    ['renderer-feature', 'renderer/images/a.ts', "import { Keys } from '../keys/keys-page.tsx'; Keys();"],
    [
      'renderer-feature',
      'renderer/images/a.ts',
      "import type { Keys } from '../keys/keys-page.tsx'; export type K = Keys;",
    ],
    ['renderer-feature', 'renderer/common/a.ts', "import { top } from '../app/top.tsx'; top();"],
    ['electron', 'main/images/a.ts', "import { app } from 'electron'; app.quit();"],
    ['electron', 'main/app/window.ts', "import type { BrowserWindow } from 'electron'; export type W = BrowserWindow;"],
    ['electron', 'renderer/images/a.ts', "import { shell } from 'electron'; shell.beep();"],
    ['unreadable', 'main/images/a.ts', 'export const load = (name: string) => import(name + 1);'],
    ['lean-start', 'main/images/images.ts', "import { Client } from 'ssh2'; new Client();"],
    ['lean-start', 'main/app/electron.ts', "import '@aws-sdk/client-ec2';"],
    // What may be said.
    ['ipcMain', 'main/images/a.ts', 'declare const ipcMain: { handle(): void }; ipcMain.handle();'],
    ['ipcRenderer', 'renderer/images/a.ts', "(window as never)['ipcRenderer'];"],
    ['setUsePlainTextEncryption', 'main/app/electron.ts', 'safeStorage.setUsePlainTextEncryption(true);'],
    ['setUsePlainTextEncryption', 'main/app/electron.ts', "safeStorage['setUsePlainTextEncryption'](true);"],
    [
      'dangerouslySetInnerHTML',
      'renderer/images/a.tsx',
      'export const a = <p dangerouslySetInnerHTML={{ __html: x }} />;',
    ],
    ['dangerouslySetInnerHTML', 'renderer/images/a.tsx', 'export const a = { dangerouslySetInnerHTML: 1 };'],
    ['innerHTML', 'renderer/images/a.ts', 'document.body.innerHTML = x;'],
    ['insertAdjacentHTML', 'renderer/images/a.ts', "document.body.insertAdjacentHTML('beforeend', x);"],
    ['webview', 'renderer/images/a.tsx', 'export const a = <webview src="x" />;'],
    ['webview', 'renderer/images/a.ts', "document.createElement('webview');"],
    ['preference experimentalFeatures', 'main/app/window.ts', 'export const p = { experimentalFeatures: true };'],
    ['enableBlinkFeatures', 'main/app/window.ts', "export const p = { enableBlinkFeatures: 'X' };"],
    [
      'preference allowRunningInsecureContent',
      'main/app/window.ts',
      'export const p = { allowRunningInsecureContent: !0 };',
    ],
    ['preference webSecurity', 'main/app/window.ts', 'export const p = { webSecurity: false };'],
    ['preference contextIsolation', 'main/app/window.ts', 'export const p = { contextIsolation: false };'],
    ['preference sandbox', 'main/app/window.ts', "export const p = { 'sandbox': false };"],
    ['preference nodeIntegration', 'main/app/window.ts', 'export const p = { nodeIntegration: isTest };'],
    ['openExternal', 'main/app/electron.ts', 'export const second = () => shell.openExternal(x);'],
    ['openExternal', 'main/app/electron.ts', "export const second = () => shell['openExternal'](x);"],
    ['openExternal', 'main/app/electron.ts', 'const { openExternal } = shell; openExternal(x);'],
    ['exec', 'main/images/a.ts', "import { exec } from 'node:child_process'; exec('ls');"],
    ['exec', 'main/images/a.ts', "import childProcess from 'node:child_process'; childProcess.execSync('ls');"],
    ['shell', 'main/images/a.ts', "spawn('ls', [], { shell: true });"],
    ['eval', 'renderer/images/a.ts', "eval('1');"],
    ['eval', 'renderer/images/a.ts', "new Function('1');"],
    ['loadURL', 'main/app/window.ts', "w.loadURL('http://example.com');"],
    ['loadURL', 'main/app/window.ts', 'w.loadURL(`http://example.com/`);'],
    ['inline-script', 'renderer/index.html', '<script>alert(1)</script>'],
    ['inline-script', 'renderer/index.html', '<script src="https://example.com/a.js"></script>'],
  ])('find %s in %s: %s', (rule, path, text) => {
    expect(plant(path, text)).toContain(rule);
  });

  test('miss the last call of shell.openExternal when it is gone', () => {
    const without = { ...goodHouse, 'main/app/electron.ts': '' };
    expect(checkHouse(new Map(Object.entries(without))).map(({ rule }) => rule)).toEqual(['openExternal']);
  });
});
