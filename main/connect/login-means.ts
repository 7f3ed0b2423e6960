import type { LoginWay } from '../../src/connect/ways.ts';
import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { ConnectDeps, ConnectScope } from './connect-deps.ts';
import type { LoginMeans } from './credential.ts';
import { openableKey } from './private-key.ts';
import type { Surveyor } from './survey.ts';

/** What means are made for. */
export interface MeansRequest {
  readonly scope: ConnectScope;
  readonly instance: Instance;
  readonly way: LoginWay;
  /** For the way `key`. */
  readonly keyName: string | undefined;
}

/** Gets ready to log in by one way; nothing is made, pushed or decrypted before the machine asks. */
export function meansOf(
  deps: ConnectDeps,
  surveyor: Pick<Surveyor, 'notePushRefused'>,
  { scope, instance, way, keyName }: MeansRequest,
): LoginMeans {
  let pushedAt: number | undefined;
  const pushedFor = () => (pushedAt === undefined ? undefined : deps.clock.now().getTime() - pushedAt);
  switch (way) {
    case 'key':
      return {
        way,
        keyName,
        pushedFor,
        credential: async () => {
          const pem = keyName === undefined ? null : await deps.privateKey(scope, keyName);
          if (pem === null) throw noPrivateHalf(keyName);
          return { kind: 'key', privateKey: openableKey(pem, (await import('ssh2')).default) };
        },
      };
    case 'instance-connect':
      return {
        way,
        keyName: undefined,
        pushedFor,
        credential: async (user) => {
          const privateKey = await deps.pushKey(instance, user).catch((error: unknown) => {
            if (isRefusal(error)) surveyor.notePushRefused(instance.instanceId, toErrorShape(error).message);
            throw error;
          });
          pushedAt = deps.clock.now().getTime();
          return { kind: 'key', privateKey };
        },
      };
    case 'agent':
      return {
        way,
        keyName: undefined,
        pushedFor,
        credential: async () => {
          if (deps.agentSocket === undefined) throw noAgent();
          return { kind: 'agent', socket: deps.agentSocket };
        },
      };
  }
}

/** What will be the same the next time: not a lost line, and not a user name that can be changed. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code === 'aws.denied';
}

function noPrivateHalf(keyName = 'of this machine'): AppError {
  return new AppError('connect.no-private-key', `The private half of the key ${keyName} is not on this computer.`, {
    fix: 'Bring it here on the Key pairs page, or choose EC2 Instance Connect on the Connect page: it needs no key file.',
  });
}

function noAgent(): AppError {
  return new AppError('connect.no-agent', 'No SSH agent runs on this computer.', {
    fix: 'Start one and add your key with ssh-add, then start Amiable again. Or choose another way to log in.',
  });
}
