import type { ConnectDeps, ConnectScope } from './connect-deps.ts';
import type { ConnectMemory } from './connect-memory.ts';
import type { LoginMeans } from './credential.ts';
import { type HostKeyTrust, type Route, type RouteAsks, straightRoute } from './route.ts';
import { jumpThrough } from './ssh-jump.ts';
import type { Between } from './survey.ts';

const SSH_PORT = 22;

/** Who is logged in as on the machine in between, and how. */
export interface BetweenLogin extends Between {
  readonly user: string;
  readonly likelyUsers: readonly string[];
  readonly means: LoginMeans;
}

/** Goes through the machine in between to the private address behind it. */
export async function routeThrough(
  { instance, address, user, likelyUsers, means }: BetweenLogin,
  privateIp: string,
  trust: HostKeyTrust,
  { parts, leg, signal }: RouteAsks,
): Promise<Route> {
  const name = instance.name || instance.instanceId;
  const facts = () => ({ user, keyName: instance.keyName ?? '', likelyUsers, means });
  return jumpThrough(
    { route: straightRoute(address), user, name, to: { host: privateIp, port: SSH_PORT }, signal },
    { ...parts, facts },
    { ...leg({ name, host: address.shownHost }, trust), credential: () => means.credential(user) },
  );
}

/** What vouches for a machine's host key: what it proved before, and its own start-up record. */
export function trustIn(
  deps: ConnectDeps,
  memory: ConnectMemory,
  scope: ConnectScope,
  instanceId: string,
): HostKeyTrust {
  return {
    remembered: () => memory.hostKey(scope, instanceId),
    remember: (key) => memory.rememberHostKey(scope, instanceId, key),
    consoleOutput: () =>
      deps.consoleOutput(instanceId).catch((error: unknown) => {
        deps.log.warn('The console output could not be read.', { error: String(error) });
        return null;
      }),
  };
}
