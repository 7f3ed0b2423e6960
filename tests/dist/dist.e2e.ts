import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../desktop/app.ts';
import { listArchive, runScript, startOnce } from './packaged.ts';

const output = join(checkout, 'out', 'tests', 'dist');
const folder = join(output, 'linux-unpacked');
const executable = join(folder, 'amiable');
const testElectron = process.env.AMIABLE_ELECTRON ?? '';

/** A program that code execution would run; it leaves this word on stdout. */
const word = 'stranger-was-here';
const stranger = join(import.meta.dirname, 'stranger.cjs');

beforeAll(async () => {
  const { code, output: said } = await runScript('dist.mjs', ['--linux', 'dir', `-c.directories.output=${output}`]);
  expect(code, said).toBe(0);
});

afterAll(() => rmSync(output, { recursive: true, force: true }));

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  test('starts and reaches its first page', async () => {
    const start = await startOnce(executable, []);
    expect(start.reachedFirstPage, start.output).toBe(true);
  });

  test('19: has every fuse of a release', async () => {
    const wire = await getCurrentFuseWire(executable);
    const on = '1'.charCodeAt(0);
    const off = '0'.charCodeAt(0);
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      v8Snapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
      fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: off,
      cookieEncryption: on,
      nodeOptions: off,
      inspect: off,
      asarIntegrity: on,
      onlyAsar: on,
      v8Snapshot: off,
      fileProtocol: off,
    });
    // Negative control: the binary that tests drive is open.
    const open = await getCurrentFuseWire(testElectron);
    expect(open[FuseV1Options.EnableNodeCliInspectArguments]).toBe(on);
  });

  test('holds what it needs to run and nothing else', () => {
    expect(existsSync(join(folder, 'resources', 'app'))).toBe(false);
    const paths = listArchive(join(folder, 'resources', 'app.asar'));
    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'out/main', 'out/preload', 'out/renderer', 'node_modules/ssh2']),
    );
    const strange =
      /^(src|main|renderer|tests|scripts|assets)$|^node_modules\/(electron|vite|vitest|playwright|react|typescript)$|^out\/(release|types)/;
    expect(paths.filter((path) => strange.test(path))).toEqual([]);
  });

  test.each(['--remote-debugging-port=0', '--remote-debugging-pipe', '--inspect=0', '--inspect-brk=0'])(
    'does not start with %s',
    async (debug) => {
      const start = await startOnce(executable, [debug]);
      expect(start).toMatchObject({ code: 2, reachedFirstPage: false });
      expect(start.output).not.toMatch(/listening on ws:/i);
    },
  );

  test('runs no code that the environment names', async () => {
    const asNode = await startOnce(executable, [stranger], { ELECTRON_RUN_AS_NODE: '1' });
    expect(asNode.output).not.toContain(word);
    const required = await startOnce(executable, [], { NODE_OPTIONS: `--require ${stranger}` });
    expect(required.output).not.toContain(word);
  });
});

describe('negative control: where the fuses and the flavour are open', () => {
  test.each(['--remote-debugging-port=0', '--inspect=0'])('%s lets a debugger in', async (debug) => {
    const debugged = await startOnce(testElectron, [checkout, debug]);
    expect(debugged.output).toMatch(/listening on ws:/i);
  });

  test('the environment names code that runs', async () => {
    const asNode = await startOnce(testElectron, [stranger], { ELECTRON_RUN_AS_NODE: '1' });
    expect(asNode.output).toContain(word);
    const required = await startOnce(testElectron, [checkout], { NODE_OPTIONS: `--require ${stranger}` });
    expect(required.output).toContain(word);
  });
});
