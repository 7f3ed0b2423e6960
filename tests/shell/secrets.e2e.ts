import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createVault } from '../../main/accounts/vault.ts';
import { replay } from '../../main/app/journal-lines.ts';
import { unseal } from '../../main/app/sealed.ts';
import { openStore } from '../../main/app/store.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer, ask } from '../desktop/ask.ts';
import { eventually, launchMachine } from '../desktop/machine.ts';
import { familyOf, findSecrets, findSecretsInProcesses, type Secret } from '../storage/find-secrets.ts';

const PAIRS = [
  { name: 'canary-rsa', type: 'rsa' },
  { name: 'canary-ed25519', type: 'ed25519' },
] as const;
const environmentCanary = 'canary-env-kept-5b2e';

/** The private halves that the app keeps, opened with its own keyring. */
async function privateHalves({ app, userDataDir }: LaunchedApp, scratch: string): Promise<string[]> {
  const vault = join(scratch, 'vault');
  cpSync(join(userDataDir, 'data', 'vault'), vault, { recursive: true });
  const keys = unseal(readFileSync(join(vault, 'vault-keys'))) as { value: { wrapped: string }[] };
  const opened = new Map<string, string>();
  for (const { wrapped } of keys.value) {
    const key = await app.evaluate(
      ({ safeStorage }, text) => safeStorage.decryptString(Buffer.from(text, 'base64')),
      wrapped,
    );
    opened.set(wrapped, key);
  }
  const cipher = {
    status: () => ({ available: true }) as const,
    encrypt: () => new Uint8Array(),
    decrypt: (bytes: Uint8Array) => opened.get(Buffer.from(bytes).toString('base64')) ?? '',
  };
  const kept = createVault({ store: openStore(vault), cipher });
  return kept.names().map((name) => kept.get(name) ?? '');
}

/** Everything of a private key that gives it away: each line of its body, and the secret numbers themselves. */
function secretsOf(pem: string): Secret[] {
  const lines = pem.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
  const parsed = ssh2.utils.parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  const jwk = createPrivateKey(parsed.getPrivatePEM()).export({ format: 'jwk' });
  const numbers = [jwk.d, jwk.p, jwk.q].flatMap((text) => (text ? [Buffer.from(text, 'base64url')] : []));
  // The first lines of an OpenSSH key are its public half.
  return [...(jwk.kty === 'OKP' ? lines.slice(-2) : lines), ...numbers];
}

/** The bytes of a file of the practice world without its machines' own host keys, which are nobody's secret. */
function withoutHostKeys(file: string): Buffer {
  const { entries } = replay(readFileSync(file));
  if (entries.length === 0) return readFileSync(file);
  const hostKeys = new Set<string>();
  const world = JSON.parse(JSON.stringify(entries), (key, value: unknown) => {
    if (key === 'hostKeys') for (const each of value as string[]) hostKeys.add(each);
    return key === 'hostKeys' ? undefined : value;
  }) as object;
  expect(hostKeys.size).toBeGreaterThan(0);
  let text = JSON.stringify(world);
  for (const each of hostKeys) text = text.replaceAll(JSON.stringify(each).slice(1, -1), '');
  return Buffer.from(text);
}

describe.skipIf(process.platform !== 'linux')('after a whole run', () => {
  let scratch: string;
  let temporary: string;
  let launched: LaunchedApp;
  let secrets: Secret[];

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'amiable-secrets-'));
    temporary = join(scratch, 'tmp');
    mkdirSync(temporary);
    launched = await launchApp({
      userDataDir: join(scratch, 'user'),
      env: { AMIABLE_CANARY: environmentCanary, TMPDIR: temporary },
    });
    const { page, app } = launched;
    await page.getByRole('heading', { name: 'Instances' }).first().waitFor();
    for (const pair of PAIRS) {
      const made = await ask(page, 'keys.create', pair);
      expect(made).toMatchObject({ ok: true, value: { name: pair.name, privateHalfHere: true } });
      expect(JSON.stringify(made)).not.toContain('PRIVATE KEY');
      // Each private half is used, too.
      const instanceId = await launchMachine(page, pair.name);
      await answer(page, 'connect.open', { instanceId, user: 'ubuntu', columns: 80, rows: 24 });
    }
    await eventually('both sessions', async () => {
      const { sessions } = await answer<{ sessions: { state: string }[] }>(page, 'connect.list', {});
      return sessions.filter(({ state }) => state === 'open').length === PAIRS.length;
    });
    secrets = (await privateHalves(launched, scratch)).flatMap(secretsOf);
    rmSync(join(scratch, 'vault'), { recursive: true });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  });
  afterAll(async () => {
    await launched.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  test('no part of a private key is in any file: data, logs, practice world, crash dumps, temporary files', async () => {
    expect(secrets.length).toBeGreaterThan(20);
    const crashes = await launched.app.evaluate(({ app }) => app.getPath('crashDumps'));
    expect(`${crashes}${sep}`.startsWith(scratch)).toBe(true);
    expect(findSecrets(scratch, [...secrets, environmentCanary])).toEqual([]);
  });

  test('the practice world holds no private key but the host keys of its own machines', () => {
    const practice = join(scratch, 'user', 'data', 'practice');
    const marks = ['PRIVATE KEY', 'openssh-key-v1'];
    expect(findSecrets(practice, marks, withoutHostKeys)).toEqual([]);
    expect(findSecrets(practice, marks).length).toBeGreaterThan(0);
  });

  test('no other file holds any private key', () => {
    const marks = ['-----BEGIN OPENSSH PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----', 'openssh-key-v1'];
    const hits = findSecrets(scratch, marks).filter(
      ({ file }) => !file.startsWith(join(scratch, 'user', 'data', 'practice')),
    );
    expect(hits).toEqual([]);
  });

  test('no part of a private key is in the arguments or the environment of any process', () => {
    const pid = launched.app.process().pid ?? 0;
    expect(familyOf(pid).length).toBeGreaterThan(3);
    expect(findSecretsInProcesses(pid, secrets)).toEqual([]);
  });

  test('negative control: what is planted in a file, an argument or an environment is found', () => {
    const [secret = '', ...rest] = secrets;
    const planted = join(temporary, 'planted');
    writeFileSync(
      planted,
      Buffer.concat([Buffer.from('{"key":"'), ...rest.slice(-1).map((each) => Buffer.from(each.toString('base64')))]),
    );
    expect(findSecrets(scratch, secrets).map(({ file }) => file)).toContain(planted);
    rmSync(planted);
    const child = spawn('sleep', ['60'], {
      argv0: `sleep ${secret}`,
      env: { ...process.env, PLANTED: String(secret) },
    });
    onTestFinished(() => void child.kill());
    const found = findSecretsInProcesses(process.pid, [secret]).map(({ file }) => file);
    expect(found).toEqual(expect.arrayContaining([`${child.pid} cmdline`, `${child.pid} environ`]));
  });
});

test('without a keyring the app says so, and keeps nothing', async () => {
  const launched = await launchApp({ args: ['--password-store=basic'] });
  onTestFinished(() => launched.close());
  const { page, userDataDir } = launched;
  const storage = await answer<{ available: boolean; reason?: string; fix?: string }>(page, 'keys.storage', {});
  expect(storage).toMatchObject({
    available: false,
    reason: expect.stringContaining('keyring'),
    fix: expect.any(String),
  });
  const made = await ask(page, 'keys.create', { name: 'canary-key', type: 'ed25519' });
  expect(made).toMatchObject({ ok: false, error: { code: 'vault.no-keyring' } });
  expect(readdirSync(join(userDataDir, 'data', 'vault'))).toEqual([]);
});
