import type { AccountSource, CurrentAccount, accounts as contract } from '../../src/accounts/contract.ts';
import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import { type PracticeReady, personOf } from '../../src/practice/port.ts';
import type { Clock, Log, Publish } from '../app/platform.ts';
import type { Cloud, Clouds, Identity } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { practicePersonOf } from '../aws/practice-person.ts';
import { readProfiles } from '../aws/profiles.ts';
import { REGION_NAMES, regionName } from './region-names.ts';

/** What is remembered for the next start. */
export interface RememberedAccount {
  readonly source: AccountSource;
  readonly region: string;
}

export interface AccountsDeps {
  readonly clouds: Clouds;
  readonly practice: () => Promise<PracticeReady>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly memory: { read(): RememberedAccount | undefined; write(value: RememberedAccount): void };
  readonly clock: Clock;
  readonly publish: Publish;
  readonly log: Log;
}

/** Who acts, with clients to act with. */
export interface Acting {
  readonly account: CurrentAccount;
  readonly cloud: Cloud;
}

export interface Accounts {
  readonly handlers: Handlers<typeof contract>;
  current(): Promise<CurrentAccount>;
  /** For looking, in the Region that is shown or in another one of the same account. */
  reading(region?: string): Promise<Acting>;
  /** For changing: first makes sure that the sign-in still belongs to the account that is shown. */
  changing(region?: string): Promise<Acting>;
  /** Clients for a piece of long work, which keeps to the account it was started in. */
  pinned(source: AccountSource, region: string, accountId: string): Promise<Cloud>;
  /** Called after each switch of accounts. */
  onSwitch(listener: (account: CurrentAccount) => void): void;
}

/** How long a remembered profile may take to sign in at the start before the practice cloud is opened instead. */
const START_MS = 12_000;

/** Keeps who the app acts as. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { clouds, memory, publish, log } = deps;
  const listeners: ((account: CurrentAccount) => void)[] = [];
  /** A Cloud is made anew whenever a sign-in ends, so who it belongs to need not be asked at every look. */
  const verified = new WeakMap<Cloud, Identity>();
  let now: Promise<CurrentAccount> | undefined;
  let switching: Promise<unknown> = Promise.resolve();

  const current = (): Promise<CurrentAccount> => {
    now ??= opening();
    now.catch(() => {
      now = undefined;
    });
    return now;
  };

  async function opening(): Promise<CurrentAccount> {
    const remembered = memory.read();
    if (remembered?.source.kind !== 'profile') {
      const ready = await deps.practice();
      // Whoever was acted as may be gone from a practice cloud that began anew.
      const person = personOf(ready, remembered?.source.person)?.userName;
      return practiceAccount(ready, { person, region: remembered?.region });
    }
    const limit = new AbortController();
    const tooLate = deps.clock.sleep(START_MS, limit.signal).then(() => {
      throw new AppError('accounts.slow', 'Signing in took too long.');
    });
    tooLate.catch(() => undefined);
    try {
      return await Promise.race([signIn(remembered.source, remembered.region), tooLate]);
    } catch (error) {
      // The app must open whatever became of a sign-in.
      const { code, message } = toErrorShape(error);
      log.warn('The account of last time did not open', { code });
      return {
        ...practiceAccount(await deps.practice(), {}),
        notice: `Profile “${remembered.source.profile}” could not be opened, so this is the practice cloud. ${message}`,
      };
    } finally {
      limit.abort();
    }
  }

  async function signIn(source: AccountSource, region: string): Promise<CurrentAccount> {
    const cloud = await clouds.open(source, region);
    const identity = await cloud.identity();
    return { source, region, ...identity, ...(cloud.endpoint ? { endpoint: cloud.endpoint } : {}) };
  }

  async function change(source: AccountSource, region: string): Promise<CurrentAccount> {
    // A person who signs in again wants the new credentials to be read.
    if (source.kind === 'profile') clouds.forget();
    const account =
      source.kind === 'practice'
        ? practiceAccount(await deps.practice(), { person: source.person, region, strict: true })
        : await signIn(source, region);
    memory.write({ source, region });
    now = Promise.resolve(account);
    publish('accounts.changed', account);
    for (const listener of listeners) listener(account);
    return account;
  }

  async function pinned(source: AccountSource, region: string, accountId: string, afresh = false): Promise<Cloud> {
    const cloud = await clouds.open(source, region);
    const identity = (!afresh && verified.get(cloud)) || (await cloud.identity());
    verified.set(cloud, identity);
    if (identity.accountId === accountId) return cloud;
    throw new AppError(
      'accounts.changed',
      `This sign-in now belongs to account ${identity.accountId}, not to ${accountId} as before. Nothing was done.`,
      { fix: 'Choose the account again at the top of the window, or sign in to the former one.', retryable: true },
    );
  }

  const acting = async (region: string | undefined): Promise<CurrentAccount> => {
    const account = await current();
    return region === undefined || region === account.region ? account : { ...account, region };
  };

  const reading = async (region?: string): Promise<Acting> => {
    const account = await acting(region);
    return { account, cloud: await clouds.open(account.source, account.region) };
  };

  return {
    current,
    reading,
    pinned: (source, region, accountId) => pinned(source, region, accountId),
    async changing(region) {
      const account = await acting(region);
      return { account, cloud: await pinned(account.source, account.region, account.accountId, true) };
    },
    onSwitch: (listener) => void listeners.push(listener),
    handlers: {
      current,
      async listProfiles() {
        return { profiles: [...(await readProfiles(deps.environment))] };
      },
      async listPeople() {
        const { people } = await deps.practice();
        return { people: people.map(({ userName, accountId }) => ({ userName, accountId })) };
      },
      async listRegions() {
        const { cloud } = await reading();
        const { describeRegions } = await import('./ec2-regions.ts');
        const codes = await describeRegions(cloud).catch((error: unknown) => {
          // Whoever may not list Regions can still work in them.
          if (/^(UnauthorizedOperation|AuthFailure)$/.test(awsCodeOf(error))) return Object.keys(REGION_NAMES);
          throw error;
        });
        const regions = codes.map((code) => ({ code, name: regionName(code) }));
        return { regions: regions.sort((a, b) => a.name.localeCompare(b.name)) };
      },
      use({ source, region }) {
        const turn = switching.then(() => change(source, region));
        switching = turn.catch(() => undefined);
        return turn;
      },
    },
  };
}

/** A person of the practice cloud; known without a call, so that the first page need not wait for the SDK. */
function practiceAccount(
  ready: PracticeReady,
  wanted: { person?: string | undefined; region?: string | undefined; strict?: boolean },
): CurrentAccount {
  const { region = ready.defaultRegion } = wanted;
  const person = practicePersonOf(ready, wanted.person);
  const offered = ready.regions.includes(region);
  if (wanted.strict && !offered) {
    throw new AppError('accounts.region-unknown', `The practice cloud has no Region ${region}.`, {
      fix: `Choose one of ${ready.regions.join(', ')}.`,
      field: 'region',
    });
  }
  return {
    source: { kind: 'practice', ...(person === ready.people[0] ? {} : { person: person.userName }) },
    accountId: person.accountId,
    arn: person.arn,
    userName: person.userName,
    region: offered ? region : ready.defaultRegion,
  };
}
