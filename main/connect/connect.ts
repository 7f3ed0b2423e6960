import type { Session } from '../../src/connect/contract.ts';
import { likelyUsers } from '../../src/connect/users.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Contract } from '../../src/ipc/contract.ts';
import type { LoginProspect } from './check-deps.ts';
import type { ConnectDeps, ConnectScope, ConnectTarget, DialAddress } from './connect-deps.ts';
import { ConnectMemory } from './connect-memory.ts';
import { outsideCommand } from './outside-command.ts';
import { CONNECT_TIMES, type ConnectTimes } from './ssh-policy.ts';
import { SshSession } from './ssh-session.ts';

/** How many ended sessions are kept: their tabs can be read and connected again until they are closed. */
const ENDED_KEPT = 20;

type OpenRequest = Parameters<Handlers<Contract['connect']>['open']>[0];

/** The handlers of connecting but those of its check, and the end of all sessions. */
export type Connect = Omit<Handlers<Contract['connect']>, 'check' | 'mend' | 'takeBack'> & {
  /** What is known of a machine before anybody logs in; for the connection check. */
  prospect(instanceId: string): Promise<LoginProspect>;
  /** Ends every session; for the end of the app, and when the account changes. */
  stop(): void;
};

/** Builds the handlers; ssh2 is loaded when the first session opens. */
export function createConnect(deps: ConnectDeps, times: ConnectTimes = CONNECT_TIMES): Connect {
  const memory = new ConnectMemory(deps.memory);
  const sessions = new Map<string, SshSession>();

  const find = (sessionId: string): SshSession => {
    const found = sessions.get(sessionId);
    if (found) return found;
    throw new AppError('connect.no-session', 'This session has ended.', { fix: 'Connect again.' });
  };

  const usersOf = async (scope: ConnectScope, { instance, image }: ConnectTarget): Promise<string[]> => {
    const remembered = await memory.users(scope, [instance.imageId, image?.sourceImageId]);
    const facts = {
      imageName: image?.name ?? instance.imageName,
      imageDescription: image?.description,
      ownerId: image?.ownerId,
      ownerAlias: image?.ownerAlias,
      platform: instance.platform,
    };
    return likelyUsers(facts, remembered);
  };

  const survey = async (instanceId: string) => {
    const [scope, target] = await Promise.all([deps.scope(), deps.target(instanceId)]);
    if (!target) {
      throw new AppError('connect.no-instance', 'There is no such instance in this account and Region.', {
        fix: 'Go back to Instances and choose one.',
      });
    }
    const { instance } = target;
    const { keyName } = instance;
    const running = instance.state === 'running';
    const [pem, address, users] = await Promise.all([
      keyName ? deps.privateKey(scope, keyName) : null,
      running ? deps.dial(instance) : null,
      usersOf(scope, target),
    ]);
    const privateHalfHere = pem !== null;
    return {
      scope,
      target,
      keyName,
      address,
      users,
      privateHalfHere,
      blocked: blockedBy(target, address, pem !== null),
    };
  };

  const forgetOldest = () => {
    const ended = [...sessions].filter(([, session]) => session.closed);
    for (const [id] of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) sessions.delete(id);
  };

  const begin = async (
    { instanceId, user, columns, rows, beside }: OpenRequest,
    former?: { readonly sessionId: string; readonly session: SshSession },
  ): Promise<Session> => {
    const { scope, target, keyName, address, users, blocked } = await survey(instanceId);
    if (blocked) throw blocked;
    if (!address || !keyName) throw new Error('unreachable: blockedBy names both');
    const { instance } = target;
    const sessionId = former?.sessionId ?? deps.randomId();
    const session = new SshSession(
      { sessionId, instanceId, instanceName: instance.name || instanceId, keyName, address, beside },
      {
        ssh2: async () => (await import('ssh2')).default,
        clock: deps.clock,
        log: deps.log,
        times,
        privateKey: async () => {
          const pem = await deps.privateKey(scope, keyName);
          if (pem === null) throw noPrivateHalf(keyName);
          return pem;
        },
        rememberedHostKey: () => memory.hostKey(scope, instanceId),
        rememberHostKey: (key) => memory.rememberHostKey(scope, instanceId, key),
        consoleOutput: () =>
          deps.consoleOutput(instanceId).catch((error: unknown) => {
            deps.log.warn('The console output could not be read.', { error: String(error) });
            return null;
          }),
        rememberUser: (name) => memory.rememberUser(scope, instance.imageId, name),
        likelyUsers: () => users,
        changed: (changed: Session) => deps.publish('connect.changed', changed),
        output: (id, data, offset) => deps.publish('connect.output', { sessionId: id, data, offset }),
      },
      user,
      columns,
      rows,
      former?.session,
    );
    sessions.set(sessionId, session);
    forgetOldest();
    const begun = session.snapshot();
    session.start().catch((error: unknown) => session.fail(error));
    return begun;
  };

  return {
    async panel({ instanceId }) {
      const { scope, target, keyName, address, users, privateHalfHere, blocked } = await survey(instanceId);
      const knownHostKey = await memory.hostKey(scope, instanceId);
      return {
        instanceId,
        instanceName: target.instance.name,
        host: address?.shownHost,
        keyName,
        privateHalfHere,
        users,
        command: address && keyName ? outsideCommand(keyName, users[0] ?? 'ec2-user', address) : undefined,
        knownHostKey,
        blocked: blocked ? { message: blocked.message, fix: blocked.details.fix } : undefined,
      };
    },

    open: (request) => begin(request),
    async reconnect({ sessionId, ...wanted }) {
      const session = find(sessionId);
      if (!session.closed) {
        throw new AppError('connect.still-open', 'This session is still going on.', { fix: 'End it first.' });
      }
      const { instanceId, beside } = session.snapshot();
      return begin({ ...wanted, instanceId, beside }, { sessionId, session });
    },

    async answerHostKey({ sessionId, accept }) {
      find(sessionId).answerHostKey(accept);
      return {};
    },
    async forgetHostKey({ instanceId }) {
      await memory.forgetHostKey(await deps.scope(), instanceId);
      return {};
    },
    async write({ sessionId, data }) {
      find(sessionId).write(data);
      return {};
    },
    async resize({ sessionId, columns, rows }) {
      find(sessionId).resize(columns, rows);
      return {};
    },
    async acknowledge({ sessionId, bytes }) {
      find(sessionId).acknowledge(bytes);
      return {};
    },
    async close({ sessionId }) {
      sessions.get(sessionId)?.close();
      sessions.delete(sessionId);
      return {};
    },
    async list() {
      return { sessions: [...sessions.values()].map((session) => session.snapshot()) };
    },
    async replay({ sessionId }) {
      return find(sessionId).replay();
    },
    async prospect(instanceId) {
      const { scope, target, keyName, address, users } = await survey(instanceId);
      const failed = [...sessions.values()].map((session) => session.snapshot()).filter(({ error }) => error);
      const last = failed.findLast((session) => session.instanceId === instanceId);
      return {
        instance: target.instance,
        keyName,
        address,
        users,
        lastFailure: last?.error && { code: last.error.code, user: last.user },
        privateKey: async () => (keyName ? deps.privateKey(scope, keyName) : null),
        rememberedHostKey: () => memory.hostKey(scope, instanceId),
        consoleOutput: () => deps.consoleOutput(instanceId).catch(() => null),
      };
    },
    stop() {
      for (const session of sessions.values()) session.close();
      sessions.clear();
    },
  };
}

function noPrivateHalf(keyName: string): AppError {
  return new AppError('connect.no-private-key', `The private half of the key ${keyName} is not on this computer.`, {
    fix: 'Use the computer where the key was made, or launch from an image of this machine with a key of yours.',
  });
}

/** Why this machine cannot be connected to now, in the order in which it is worth mending. */
function blockedBy(
  { instance }: ConnectTarget,
  address: DialAddress | null,
  privateHalfHere: boolean,
): AppError | null {
  if (instance.state !== 'running') {
    const starting = instance.state === 'pending';
    return new AppError('connect.not-running', `This machine is ${instance.state}, so nobody can log in.`, {
      fix: starting ? 'It is starting: wait until it runs.' : 'Choose one that runs, or start this one.',
      retryable: starting,
    });
  }
  if (!instance.keyName) {
    return new AppError('connect.no-key-pair', 'This machine was launched without a key pair, so no key opens it.', {
      fix: 'Make an image of it and launch from that with a key pair.',
    });
  }
  if (!privateHalfHere) return noPrivateHalf(instance.keyName);
  if (!address) {
    return new AppError('connect.no-address', 'This machine has no public address.', {
      fix: 'Launch one in a subnet that gives public addresses, or turn “Auto-assign public IP” on when launching.',
    });
  }
  return null;
}
