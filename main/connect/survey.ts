import { comesWithInstanceConnect, likelyUsers, type UserFacts } from '../../src/connect/users.ts';
import { usualKey, type WayFacts, type WayOffer, waysIn } from '../../src/connect/ways.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { ConnectDeps, ConnectScope, ConnectTarget, DialAddress } from './connect-deps.ts';
import type { ConnectMemory } from './connect-memory.ts';

/** A machine through which another one may be reached. */
export interface Between {
  readonly instance: Instance;
  readonly address: DialAddress;
}

/** All that is known before a log-in. */
export interface Survey {
  readonly scope: ConnectScope;
  readonly target: ConnectTarget;
  /** The key pair that the machine was launched with. */
  readonly keyName: string | undefined;
  /** Where to dial; null when it does not run or has no public address. */
  readonly address: DialAddress | null;
  readonly users: readonly string[];
  readonly ways: readonly WayOffer[];
  /** The kept keys, the likeliest first. */
  readonly keys: readonly string[];
  /** For a machine without a public address, the best first. */
  readonly between: readonly Between[];
  readonly blocked: AppError | null;
}

/** Looks at machines before anybody logs in to them. */
export interface Surveyor {
  /** Throws `connect.no-instance`. */
  survey(instanceId: string): Promise<Survey>;
  /** AWS refused to push a key to this machine: the way is offered with that from now on. */
  notePushRefused(instanceId: string, why: string): void;
}

/** Builds it; what AWS refused is remembered while the app runs. */
export function createSurveyor(deps: ConnectDeps, memory: ConnectMemory): Surveyor {
  const refusals = new Map<string, string>();

  const betweenFor = async (instance: Instance, kept: readonly string[]): Promise<Between[]> => {
    const found = await deps.neighbours(instance);
    const reachable = await Promise.all(
      found.map(async (each) => ({ instance: each, address: await deps.dial(each) })),
    );
    const opens = ({ keyName }: Instance) => (keyName !== undefined && kept.includes(keyName) ? 0 : 1);
    return reachable
      .flatMap(({ instance: each, address }) => (address ? [{ instance: each, address }] : []))
      .sort((a, b) => opens(a.instance) - opens(b.instance));
  };

  return {
    notePushRefused: (instanceId, why) => void refusals.set(instanceId, why),
    async survey(instanceId) {
      const [scope, target] = await Promise.all([deps.scope(), deps.target(instanceId)]);
      if (!target) {
        throw new AppError('connect.no-instance', 'There is no such instance in this account and Region.', {
          fix: 'Go back to Instances and choose one.',
        });
      }
      const { instance } = target;
      const running = instance.state === 'running';
      const facts = userFacts(target);
      const [kept, provenKey, remembered, address] = await Promise.all([
        deps.keptKeys(scope),
        memory.key(scope, instanceId),
        memory.users(scope, [instance.imageId, target.image?.sourceImageId]),
        running ? deps.dial(instance) : null,
      ]);
      const between = running && !address ? await betweenFor(instance, kept) : [];
      const wayFacts: WayFacts = {
        keyName: instance.keyName,
        keptKeys: kept,
        provenKey,
        hasInstanceConnect: comesWithInstanceConnect(facts),
        pushRefused: refusals.get(instanceId),
        hasAgent: deps.agentSocket !== undefined,
      };
      const usual = usualKey(wayFacts);
      return {
        scope,
        target,
        keyName: instance.keyName,
        address,
        users: likelyUsers(facts, remembered),
        ways: waysIn(wayFacts),
        keys: usual === undefined ? [] : [usual, ...kept.filter((name) => name !== usual)],
        between,
        blocked: blockedBy(instance, address !== null || between.length > 0),
      };
    },
  };
}

/** What the user and the machine's own packages are guessed from. */
function userFacts({ instance, image }: ConnectTarget): UserFacts {
  return {
    imageName: image?.name ?? instance.imageName,
    imageDescription: image?.description,
    ownerId: image?.ownerId,
    ownerAlias: image?.ownerAlias,
    platform: instance.platform,
  };
}

/** Why this machine cannot be connected to now, in the order in which it is worth mending. */
function blockedBy(instance: Instance, reachable: boolean): AppError | null {
  if (instance.state !== 'running') {
    const starting = instance.state === 'pending';
    return new AppError('connect.not-running', `This machine is ${instance.state}, so nobody can log in.`, {
      fix: starting ? 'It is starting: wait until it runs.' : 'Choose one that runs, or start this one.',
      retryable: starting,
    });
  }
  if (reachable) return null;
  return new AppError('connect.no-address', 'This machine has no public address.', {
    fix: 'Launch one in a subnet that gives public addresses, or turn “Auto-assign public IP” on when launching. Or start a machine with a public address in the same network (VPC): Connect can go through it.',
  });
}
