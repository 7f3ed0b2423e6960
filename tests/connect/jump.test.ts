import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Route, straightRoute } from '../../main/connect/route.ts';
import { jumpThrough } from '../../main/connect/ssh-jump.ts';
import { makeKey, type OpenSshServer, openSshAvailable, startOpenSsh } from './open-ssh-server.ts';
import { startTestMachine } from './test-machine.ts';

describe.skipIf(!openSshAvailable)('Through a real OpenSSH server in between', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jump-keys-'));
  const team = makeKey(folder, 'ed25519', 'team');
  const stranger = makeKey(folder, 'ed25519', 'stranger');
  let between: OpenSshServer;
  const routes: Route[] = [];
  beforeAll(async () => {
    between = await startOpenSsh({ authorized: { root: `restrict ${team.publicKey}`, ubuntu: team.publicKey } });
  });
  afterEach(() => {
    for (const { socket, end } of routes.splice(0)) {
      socket.destroy();
      end();
    }
  });
  afterAll(async () => {
    await between.stop();
    rmSync(folder, { recursive: true });
  });

  const jump = async (to: number, { pem = team.pem, user = 'ubuntu', accept = true } = {}) => {
    const route = await jumpThrough(
      {
        route: straightRoute({ host: '127.0.0.1', port: between.port, shownHost: '203.0.113.7' }),
        user,
        name: 'bastion',
        to: { host: '127.0.0.1', port: to },
        signal: new AbortController().signal,
      },
      {
        ssh2,
        clock: {
          now: () => new Date(),
          sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
        },
        times: { answerMs: 20_000, keepaliveMs: 15_000 },
        facts: () => ({ user, keyName: 'team-key', likelyUsers: ['ubuntu'] }),
      },
      {
        hostKey: async () => accept,
        credential: async () => ({ kind: 'key', privateKey: pem }),
        proved: () => undefined,
      },
    );
    routes.push(route);
    return route;
  };

  it('the line reaches the machine behind it, whose own greeting comes through', async () => {
    const behind = await startTestMachine({});
    const { socket } = await jump(behind.port);
    const greeting = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    expect(greeting).toMatch(/^SSH-2\.0-/);
    await behind.close();
  });

  it.each([
    ['its key is wrong', 'connect.permission-denied', { pem: stranger.pem }],
    ['it may not carry connections on', 'connect.no-forwarding', { user: 'root' }],
    ['its host key is not accepted', 'connect.hung-up', { accept: false }],
  ])('it is told as that machine’s fault when %s', async (_, code, over) => {
    await expect(jump(between.port, over)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/^At bastion, the machine in between: .*\.$/),
    });
  });

  it('it is told when the machine behind it does not answer there', async () => {
    await expect(jump(1)).rejects.toMatchObject({
      code: 'connect.not-carried-on',
      details: { fix: expect.stringContaining('security group of the machine behind it') },
    });
  });
});
