import type { Image } from '../../src/images/contract.ts';
import type { InstanceType } from '../../src/launch/contract.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../src/network/contract.ts';
import type { Clock } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';
import type { LaunchFacts } from './launch-facts.ts';

/** The networks of a Region. */
export interface Networks {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
}

/** How other features are asked. */
export interface FactSources {
  readonly findImage: (cloud: Cloud, imageId: string) => Promise<Image>;
  readonly keyNames: (cloud: Cloud) => Promise<readonly string[]>;
  readonly networks: (cloud: Cloud) => Promise<Networks>;
  readonly clock: Clock;
}

/** What is asked about. */
export interface FactQuestion {
  readonly imageId: string;
  readonly instanceType: string;
}

/** Reads what is true in a cloud. */
export interface FactReader {
  /** As it is now; types and where they are offered hardly ever change, and are remembered. */
  now(cloud: Cloud, question: FactQuestion): Promise<LaunchFacts>;
  /** As it was at most half a minute ago, so that a form that changes at every key asks the cloud little. */
  lately(cloud: Cloud, question: FactQuestion): Promise<LaunchFacts>;
  typesFor(cloud: Cloud, architecture: string): Promise<InstanceType[]>;
}

/** For how long an answer is good enough for a form that is being filled in, in milliseconds. */
const LATELY_MS = 30_000;

interface Answer {
  readonly at: number;
  readonly value: Promise<unknown>;
}

/** Remembers answers by cloud: a Cloud is made anew with each sign-in, so nothing is told to another account. */
export function createFactReader({ findImage, keyNames, networks, clock }: FactSources): FactReader {
  const answers = new WeakMap<Cloud, Map<string, Answer>>();

  function ask<T>(cloud: Cloud, what: string, freshFor: number, question: () => Promise<T>): Promise<T> {
    const known = answers.get(cloud) ?? new Map<string, Answer>();
    answers.set(cloud, known);
    const now = clock.now().getTime();
    const before = known.get(what);
    if (before && now - before.at < freshFor) return before.value as Promise<T>;
    const value = question();
    const answer = { at: now, value };
    known.set(what, answer);
    // A refusal is no answer to remember.
    value.catch(() => {
      if (known.get(what) === answer) known.delete(what);
    });
    return value;
  }

  const typesFor = (cloud: Cloud, architecture: string) =>
    ask(cloud, `types ${architecture}`, Number.POSITIVE_INFINITY, async () => {
      const types = await (await import('./ec2-types.ts')).describeTypes(cloud, architecture);
      // Where they are offered could not be read: that is asked for again.
      if (types.some(({ zones }) => zones === undefined)) answers.get(cloud)?.delete(`types ${architecture}`);
      return types;
    });

  async function read(cloud: Cloud, { imageId, instanceType }: FactQuestion, freshFor: number): Promise<LaunchFacts> {
    const image = ask(cloud, `image ${imageId}`, freshFor, () => findImage(cloud, imageId));
    const types = image.then(({ architecture }) => typesFor(cloud, architecture));
    const vCpus = ask(cloud, `vcpus ${instanceType}`, freshFor, async () =>
      (await import('./ec2-quota.ts')).describeVCpuRoom(cloud, instanceType),
    ).catch(() => undefined);
    const [found, fitting, keys, network, room] = await Promise.all([
      image,
      types,
      ask(cloud, 'keys', freshFor, () => keyNames(cloud)),
      ask(cloud, 'networks', freshFor, () => networks(cloud)),
      vCpus,
    ]);
    return {
      region: cloud.region,
      image: found,
      types: fitting,
      keyNames: keys,
      ...network,
      vCpus: room,
    };
  }

  return {
    now: (cloud, question) => read(cloud, question, 0),
    lately: (cloud, question) => read(cloud, question, LATELY_MS),
    typesFor,
  };
}
