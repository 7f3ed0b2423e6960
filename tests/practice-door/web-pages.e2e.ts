import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { electronSwitches } from '../desktop/app.ts';
import { signByHand } from '../practice/hand-signer.ts';
import { startTestCloud } from '../practice/practice-cloud.ts';
import { attack, attackNames, type Target } from './attacks.ts';
import { type Door, guardedDoor, naiveDoor, pageServer } from './door.ts';

/** Chromium's own guard between pages and this computer, by the names that it had over the years. */
const GUARDS = [
  'LocalNetworkAccessChecks',
  'BlockInsecurePrivateNetworkRequests',
  'PrivateNetworkAccessSendPreflights',
];

const someKey = { accessKeyId: 'PRACTICE000000000000', secretAccessKey: 'secret' };

/** A call that would make a security group, and what a thief would have who had seen it signed. */
function targetAt(origin: string, host: string, key = someKey): Target {
  const at = new Date();
  const call = [
    ['Action', 'CreateSecurityGroup'],
    ['Version', '2016-11-15'],
    ['GroupName', 'made-by-a-page'],
    ['GroupDescription', 'x'],
  ] as const;
  const body = call.map((pair) => pair.join('=')).join('&');
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const plan = { at, service: 'ec2', headers };
  const presigned = signByHand({ ...plan, method: 'GET', query: call, form: 'query', headers: { host } }, key).target;
  const { host: _, ...signed } = signByHand({ ...plan, method: 'POST', body }, key).headers as Record<string, string>;
  return { origin, presigned, signed, body };
}

describe.each([
  // What carries headers of its own is asked for first, and a server that knows nothing of it does not agree.
  ['off', `--disable-features=${GUARDS.join(',')}`, attackNames.filter((name) => name !== 'fetchSigned')],
  // Forms are let through by every Chromium; frames, popups and sockets by that of 2024.
  ['on', `--enable-features=${GUARDS.join(',')}`, ['formGet', 'formPlain', 'formPost']],
] as const)('a page in a browser whose own guard is %s', (_state, features, passing) => {
  let browser: ElectronApplication;
  let page: Page;
  let site: Awaited<ReturnType<typeof pageServer>>;
  const folder = mkdtempSync(join(tmpdir(), 'practice-browser-'));
  beforeAll(async () => {
    site = await pageServer();
    const executablePath = process.env.AMIABLE_ELECTRON;
    if (!executablePath) throw new Error('Start window tests by: node scripts/on-desktop.mjs npx vitest run FILE');
    browser = await _electron.launch({
      executablePath,
      args: [
        ...['-r', join(import.meta.dirname, '../desktop/hold.cjs'), join(import.meta.dirname, 'browser')],
        ...[`--user-data-dir=${folder}`, '--host-resolver-rules=MAP *.test 127.0.0.1', features],
        // Chromium's guard is for pages from the net, and this one is to be taken for such a page.
        ...[`--ip-address-space-overrides=127.0.0.1:${site.port}=public`, ...electronSwitches()],
      ],
    });
    page = await browser.firstWindow();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  /** Attacks a door from a page of another origin. */
  async function attackFromAfar(door: Door): Promise<string[]> {
    await page.goto(`http://attacker.test:${site.port}/`);
    return page.evaluate(attack, targetAt(`http://127.0.0.1:${door.port}`, `127.0.0.1:${door.port}`));
  }

  /** Attacks a door by a page whose name, once it is loaded, stands for this computer: the page's own origin. */
  async function attackByRebinding(
    open: (port: number) => Promise<Door>,
  ): Promise<{ read: string[]; passed: string[] }> {
    const own = await pageServer();
    const { port } = own;
    await page.goto(`http://rebind.test:${port}/`);
    await own.close();
    const door = await open(port);
    const read = await page.evaluate(attack, targetAt(`http://rebind.test:${port}`, `127.0.0.1:${port}`));
    const passed = door.passed();
    await door.close();
    return { read, passed };
  }

  test('gets nothing in and nothing out', async () => {
    const door = await guardedDoor();
    expect(await attackFromAfar(door)).toEqual([]);
    expect(door.passed()).toEqual([]);
    await door.close();
  });

  test('gets nothing in and nothing out by rebinding', async () => {
    const { read, passed } = await attackByRebinding(guardedDoor);
    expect(passed).toEqual([]);
    // A page may read from its own origin; all that it reads there is that it is not answered.
    expect(read.filter((name) => name === 'webSocket' || name === 'eventSource')).toEqual([]);
  });

  test('does nothing to the practice cloud, even with a stolen signature', async () => {
    const cloud = await startTestCloud();
    const { endpoint, people } = cloud.cloud.ready;
    const { host, port } = new URL(endpoint);
    await page.goto(`http://attacker.test:${site.port}/`);
    expect(await page.evaluate(attack, targetAt(endpoint, host, people[0]))).toEqual([]);
    const rebound = targetAt(`http://rebind.test:${port}`, host, people[0]);
    expect(await page.evaluate(attack, rebound)).toEqual([]);
    const { SecurityGroups = [] } = await cloud.ec2().send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups.map(({ GroupName }) => GroupName)).not.toContain('made-by-a-page');
    await cloud.end();
  });

  test('negative control: does all of it to a server without these guards', async () => {
    const door = await naiveDoor();
    await attackFromAfar(door);
    const passed = door.passed();
    await door.close();
    expect(passed).toEqual(expect.arrayContaining([...passing]));
    const rebound = await attackByRebinding(naiveDoor);
    expect(rebound.passed).toEqual([...attackNames].sort());
    expect(rebound.read).toEqual(expect.arrayContaining(['fetchCors', 'fetchCredentials', 'fetchSigned', 'xhr']));
  });
});
