import type { SFTPWrapper } from 'ssh2';
import type { OpenRequest, Session } from '../../src/connect/contract.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Contract } from '../../src/ipc/contract.ts';
import type { LoginProspect } from './check-deps.ts';
import type { ConnectDeps } from './connect-deps.ts';
import { ConnectMemory } from './connect-memory.ts';
import { meansOf } from './login-means.ts';
import { routeThrough, trustIn } from './open-route.ts';
import { outsideCommand } from './outside-command.ts';
import { straightRoute } from './route.ts';
import { CONNECT_TIMES, type ConnectTimes } from './ssh-policy.ts';
import { SshSession } from './ssh-session.ts';
import { createSurveyor, type Survey } from './survey.ts';

/** How many ended sessions are kept: their tabs can be read and connected again until they are closed. */
const ENDED_KEPT = 20;

/** The handlers of connecting but those of its check, and the end of all sessions. */
export type Connect = Omit<Handlers<Contract['connect']>, 'check' | 'mend' | 'takeBack'> & {
  /** What is known of a machine before anybody logs in; for the connection check. */
  prospect(instanceId: string): Promise<LoginProspect>;
  /** Opens a channel for files on the connection of an open session. */
  openFiles(sessionId: string): Promise<SFTPWrapper>;
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

  const surveyor = createSurveyor(deps, memory);

  /** The way that was asked for, or that of the machine's last session, or the best one. */
  const chosen = (request: OpenRequest, { ways, keys, between }: Survey) => {
    const last = [...sessions.values()]
      .map((session) => session.snapshot())
      .findLast(({ instanceId }) => instanceId === request.instanceId);
    const can = ways.find(({ way, standing }) => way === last?.way && standing !== 'no');
    const way = request.way ?? (can ?? ways[0])?.way ?? 'key';
    const keyName =
      request.keyName ?? (last?.keyName !== undefined && keys.includes(last.keyName) ? last.keyName : keys[0]);
    const wanted = request.through ?? last?.through?.instanceId;
    const through = between.find(({ instance }) => instance.instanceId === wanted) ?? between[0];
    return { way, keyName: way === 'key' ? keyName : undefined, through };
  };

  const forgetOldest = () => {
    const ended = [...sessions].filter(([, session]) => session.closed);
    for (const [id] of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) sessions.delete(id);
  };

  const begin = async (
    request: OpenRequest,
    former?: { readonly sessionId: string; readonly session: SshSession },
  ): Promise<Session> => {
    const { instanceId, user, columns, rows, beside } = request;
    const survey = await surveyor.survey(instanceId);
    if (survey.blocked) throw survey.blocked;
    const { scope, target, address, users } = survey;
    const { instance } = target;
    const { way, keyName, through } = chosen(request, survey);
    const means = meansOf(deps, surveyor, { scope, instance, way, keyName });
    const sessionId = former?.sessionId ?? deps.randomId();
    const session = new SshSession(
      {
        sessionId,
        instanceId,
        instanceName: instance.name || instanceId,
        keyName: instance.keyName,
        shownHost: address?.shownHost ?? instance.privateIp ?? instanceId,
        means,
        beside,
        through: through && {
          instanceId: through.instance.instanceId,
          name: through.instance.name || through.instance.instanceId,
        },
      },
      {
        ssh2: async () => (await import('ssh2')).default,
        clock: deps.clock,
        log: deps.log,
        times,
        route: async (asks) => {
          if (address) return straightRoute(address);
          if (!through) throw new Error('unreachable: the survey names who is in between, or blocks');
          const between = await surveyor.survey(through.instance.instanceId);
          const best = chosen(
            { ...request, instanceId: through.instance.instanceId, way: undefined, keyName: undefined },
            between,
          );
          const login = {
            ...through,
            user: between.users[0] ?? 'ec2-user',
            likelyUsers: between.users,
            means: meansOf(deps, surveyor, { scope, instance: through.instance, ...best }),
          };
          const trust = trustIn(deps, memory, scope, through.instance.instanceId);
          return routeThrough(login, instance.privateIp ?? '', trust, asks);
        },
        trust: trustIn(deps, memory, scope, instanceId),
        letIn: () => {
          if (keyName === undefined) return;
          memory.rememberKey(scope, instanceId, keyName).catch((error: unknown) => {
            deps.log.warn('The key of a machine could not be remembered.', { error: String(error) });
          });
        },
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
      const { scope, target, keyName, address, users, ways, keys, between, blocked } =
        await surveyor.survey(instanceId);
      const knownHostKey = await memory.hostKey(scope, instanceId);
      return {
        instanceId,
        instanceName: target.instance.name,
        host: address?.shownHost,
        keyName,
        privateHalfHere: keyName !== undefined && keys.includes(keyName),
        users: [...users],
        ways: [...ways],
        keys: [...keys],
        between: between.map(({ instance, address: { shownHost } }) => ({
          instanceId: instance.instanceId,
          name: instance.name,
          host: shownHost,
        })),
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
      const { instanceId, beside, way, keyName, through } = session.snapshot();
      const asBefore = { instanceId, beside, way, keyName, through: through?.instanceId };
      return begin({ ...wanted, ...asBefore }, { sessionId, session });
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
      const { scope, target, keyName, address, users } = await surveyor.survey(instanceId);
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
    openFiles: async (sessionId) => find(sessionId).openFiles(),
    stop() {
      for (const session of sessions.values()) session.close();
      sessions.clear();
    },
  };
}
