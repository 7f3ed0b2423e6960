import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type AccountSource, accountSource } from '../../src/accounts/contract.ts';
import type { Image } from '../../src/images/image.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { AllHandlers, EventPayload } from '../../src/ipc/contract.ts';
import { createAccess } from '../access/access.ts';
import { type Accounts, createAccounts, type RememberedAccount } from '../accounts/accounts.ts';
import { createVault } from '../accounts/vault.ts';
import { createClouds } from '../aws/clients.ts';
import type { Cloud } from '../aws/cloud.ts';
import { createCheck } from '../connect/check.ts';
import { createConnect } from '../connect/connect.ts';
import type { ConnectImage } from '../connect/connect-deps.ts';
import { createFiles } from '../connect/files.ts';
import { createFamily } from '../family/family.ts';
import { imagePlans } from '../images/image-plans.ts';
import { createImages } from '../images/images.ts';
import { createInventory } from '../images/inventory.ts';
import { decodeShares, rememberShares } from '../images/remembered-shares.ts';
import { createSavedViews, savedViews } from '../images/saved-views.ts';
import { createInstances } from '../instances/instances.ts';
import { createJobs } from '../jobs/jobs.ts';
import { namesKept, PRACTICE_KEYS, vaultName } from '../keys/key-place.ts';
import { createKeys } from '../keys/keys.ts';
import { createLaunch } from '../launch/launch.ts';
import { createEyes } from '../launch/launch-eyes.ts';
import { decodeRecents, rememberImages } from '../launch/recent-images.ts';
import { launchPlan } from '../launch/start-instances.ts';
import { cleanPlan } from '../leftovers/clean-leftovers.ts';
import { createLeftovers } from '../leftovers/leftovers.ts';
import { moveRulePlan } from '../network/move-rule.ts';
import { askPublicAddress } from '../network/my-address.ts';
import { createNetwork } from '../network/network.ts';
import { sshAnswers } from '../network/ssh-answers.ts';
import { connectionFile } from '../practice/connection-file.ts';
import { createPractice } from '../practice/practice.ts';
import { createPrices } from '../prices/prices.ts';
import { decodeRules, keepRules } from '../settings/naming-rules.ts';
import { createSettings } from '../settings/settings.ts';
import { makeMinePlan } from '../share/make-mine-plan.ts';
import { createShare } from '../share/share.ts';
import { sharePlan } from '../share/share-plan.ts';
import { type FileCalls, realFiles, writeDurably } from './durable.ts';
import { openJournal } from './journal.ts';
import type { Platform } from './platform.ts';
import { createRecoveries, type Damage } from './recoveries.ts';
import { openStore, type StoredFile } from './store.ts';

/** The main process without its window. */
export interface Composed {
  readonly handlers: AllHandlers;
  /** Lets go of everything in order; running jobs are taken up at the next start. */
  stop(): Promise<void>;
}

const remembered = z.strictObject({ source: accountSource, region: z.string() });

/**
 * Builds the main process from what the platform gives: the only place that does.
 *
 * Quick: the practice cloud's process is started first and everything heavy (SDK, SSH) is loaded when it is used.
 * `files` can be replaced, so that a test can end the app at any write.
 */
export async function compose(
  platform: Platform,
  { files = realFiles }: { files?: FileCalls } = {},
): Promise<Composed> {
  const { clock, log, publish, environment, dataFolder } = platform;
  const randomId = (): string => randomBytes(16).toString('hex');

  const recoveries = createRecoveries(publish);
  const damaged = (damage: Damage): void => {
    log.error('A stored file was damaged', { ...damage });
    recoveries.file(damage);
  };

  const practice = createPractice({
    start: () => platform.startPracticeProcess(join(dataFolder, 'practice')),
    clock,
    log,
    onRecovery: (damage) => damaged({ name: 'world', from: damage.from, setAside: damage.setAside }),
    onReady(ready) {
      for (const person of ready.people) platform.hideFromLog(person.secretAccessKey);
      const path = platform.switches.practiceConnectionFile;
      if (path) writeDurably(files, path, Buffer.from(connectionFile(ready)));
    },
  });
  const store = openStore(dataFolder, { fs: files, now: () => clock.now(), onRecovery: damaged });
  const vault = createVault({ store: store.inner('vault'), cipher: platform.cipher });
  const clouds = createClouds({ environment, practice: practice.ready });
  const accounts = createAccounts({
    clouds,
    practice: practice.ready,
    environment,
    memory: accountMemory(store.file('account', { version: 1, decode: (value) => remembered.parse(value) }), platform),
    clock,
    publish,
    log,
  });

  /** Where a public address is really dialled: practice addresses exist on this computer only, and for practice alone. */
  const dial = async (source: AccountSource, publicIp: string): Promise<{ host: string; port: number } | null> =>
    source.kind === 'practice' ? practice.call('sshAddress', { publicIp }) : { host: publicIp, port: 22 };

  const journal = openJournal(join(dataFolder, 'jobs.jsonl'), {
    fs: files,
    onDamage(damage) {
      log.error('The job journal was damaged', { ...damage });
      recoveries.jobs(damage);
    },
  });
  const findImage: FindImage = async (cloud, imageId) =>
    (await import('../images/ec2-images.ts')).findImage(cloud, imageId);
  const eyes = createEyes(async (cloud, publicIp) => {
    const address = await dial(cloud.source, publicIp);
    return address !== null && sshAnswers(address);
  });
  const shares = rememberShares(store.file('remembered-shares', { version: 1, decode: decodeShares }));
  const enabledRegions = async () => (await accounts.handlers.listRegions({})).regions.map(({ code }) => code);
  const inventory = createInventory({
    accounts,
    enabledRegions,
    startLister: platform.startLister,
    clock,
    publish,
    log,
  });
  const rules = keepRules(store.file('naming-rules', { version: 1, decode: decodeRules }), log);
  const jobs = createJobs({
    journal,
    plans: [...imagePlans(shares), launchPlan(eyes), sharePlan, makeMinePlan(findImage), cleanPlan, moveRulePlan],
    cloud: accounts.pinned,
    clock,
    publish(event, payload) {
      publish(event, payload);
      if (event === 'jobs.changed') inventory.jobChanged(payload as EventPayload<'jobs.changed'>);
    },
    log,
    randomId,
  });
  accounts.onSwitch((account) => jobs.resumeSignedIn(account));

  const instances = createInstances({
    accounts,
    typesFor: async (cloud, architecture) =>
      (await import('../launch/ec2-types.ts')).describeTypes(cloud, architecture),
  });
  const connectMemory = store.file('connect-memory', { version: 1, decode: (value: unknown) => value });
  const connect = createConnect({
    async scope() {
      const { accountId, region, source } = await accounts.current();
      return { accountId, region, practice: source.kind === 'practice' };
    },
    async target(instanceId) {
      const instance = await instances.find(instanceId);
      if (!instance) return null;
      const image = await imageFacts(accounts, instance);
      return image ? { instance, image } : { instance };
    },
    async privateKey(scope, keyName) {
      return vault.get(vaultName(scope, keyName)) ?? null;
    },
    keptKeys: async (scope) => namesKept(vault.names(), scope),
    async pushKey(instance, user) {
      const { cloud } = await accounts.changing();
      const { pushFreshKey } = await import('../connect/push-key.ts');
      return pushFreshKey(cloud, instance, user, platform.hideFromLog);
    },
    agentSocket: platform.environment.SSH_AUTH_SOCK || undefined,
    async neighbours({ vpcId }) {
      if (vpcId === undefined) return [];
      const { instances: all } = await instances.handlers.list({});
      return all.filter((each) => each.vpcId === vpcId && each.state === 'running' && each.publicIp !== undefined);
    },
    async dial({ publicIp, publicDns }) {
      if (!publicIp) return null;
      const { source } = await accounts.current();
      const address = await dial(source, publicIp);
      return address && { ...address, shownHost: publicDns ?? publicIp };
    },
    consoleOutput: instances.consoleOutput,
    memory: {
      read: async () => connectMemory.read().value ?? null,
      write: async (value) => connectMemory.write(value),
    },
    publish,
    clock,
    log,
    randomId: randomUUID,
  });
  const { stop: closeSessions, prospect, openFiles, ...connectHandlers } = connect;
  const { stop: endTransfers, ...fileHandlers } = createFiles({ openFiles, ...platform, publish, clock, randomId });
  const endSessions = (): void => {
    endTransfers();
    closeSessions();
  };
  accounts.onSwitch(endSessions);
  const network = createNetwork({ accounts, jobs, randomId, practice: practice.ready, askPublicAddress });
  const check = createCheck({
    accounts,
    clock,
    prospect,
    groups: async (cloud) => (await import('../network/ec2-network.ts')).describeGroups(cloud),
    network,
    instances: instances.handlers,
  });

  const handlers: AllHandlers = {
    accounts: accounts.handlers,
    instances: instances.handlers,
    images: createImages({
      namingRules: rules.read,
      accounts,
      jobs,
      findInstance: instances.find,
      remembered: shares,
      inventory,
      views: createSavedViews(
        store.file('image-views', { version: 1, decode: (value: unknown) => savedViews.parse(value) }),
      ),
      enabledRegions,
      clock,
    }),
    family: createFamily({
      accounts,
      findImage: async (cloud, imageId) => (await import('../images/ec2-images.ts')).findImage(cloud, imageId),
    }),
    launch: createLaunch({
      accounts,
      jobs,
      clock,
      findImage,
      findImages: async (cloud, ids) => (await import('../images/ec2-images.ts')).findImages(cloud, ids),
      recents: rememberImages(store.file('recent-images', { version: 1, decode: decodeRecents }), log),
      keyNames: async (cloud) =>
        (await (await import('../keys/ec2-keys.ts')).describeKeyPairs(cloud)).map(({ name }) => name),
      async networks(cloud) {
        const { describeGroups, describeSubnets, describeVpcs } = await import('../network/ec2-network.ts');
        const [vpcs, subnets, groups] = await Promise.all([
          describeVpcs(cloud),
          describeSubnets(cloud),
          describeGroups(cloud),
        ]);
        return { vpcs, subnets, groups };
      },
    }),
    share: createShare({
      accounts,
      jobs,
      findImage,
      nameTaken: async (cloud, name) =>
        (await (await import('../images/ec2-images.ts')).findByName(cloud, name))?.imageId,
      checkCopyName: async (name, sourceName) =>
        (await import('../images/check-rules.ts')).checkCopyName(name, sourceName, rules.read()),
    }),
    leftovers: createLeftovers({ accounts, jobs }),
    keys: createKeys({
      accounts,
      vault,
      hideFromLog: platform.hideFromLog,
      savePrivate: platform.savePrivate,
      openPrivate: platform.openPrivate,
      randomId,
    }),
    access: createAccess({ accounts, hideFromLog: platform.hideFromLog, randomInt: (below) => randomInt(below) }),
    network,
    connect: { ...connectHandlers, ...check },
    files: fileHandlers,
    jobs: jobs.handlers,
    practice: {
      ...practice.handlers,
      async reset(input) {
        const done = await practice.handlers.reset(input);
        // The pairs are gone from the practice cloud, so their private halves open nothing any more.
        for (const name of vault.names()) if (name.startsWith(PRACTICE_KEYS)) vault.remove(name);
        inventory.forget();
        return done;
      },
    },
    prices: createPrices({ accounts, clock, log }),
    settings: createSettings({
      rules,
      saveText: platform.saveText,
      preferences: platform.preferences,
      version: platform.version,
      openExternal: platform.openExternal,
      recoveries: recoveries.list,
    }),
  };
  jobs.resume();

  return {
    handlers,
    async stop() {
      endSessions();
      inventory.stop();
      await jobs.stop();
      journal.close();
      clouds.close();
      await practice.stop();
    },
  };
}

type FindImage = (cloud: Cloud, imageId: string) => Promise<Image>;

/** The remembered account, where it can be kept; a full disk must not keep anyone from switching. */
function accountMemory(file: StoredFile<RememberedAccount>, { log }: Platform) {
  return {
    read: () => file.read().value,
    write(value: RememberedAccount) {
      try {
        file.write(value);
      } catch (error) {
        log.warn('The account was not remembered', { error });
      }
    },
  };
}

/** What the likely login users are told from; not being allowed to see the image is no reason not to connect. */
async function imageFacts(accounts: Accounts, { imageId }: Instance): Promise<ConnectImage | undefined> {
  const { cloud } = await accounts.reading();
  const { findImage } = await import('../images/ec2-images.ts');
  const image = await findImage(cloud, imageId).catch(() => undefined);
  return (
    image && {
      name: image.name,
      description: image.description,
      ownerId: image.ownerId,
      ...(image.sourceImageId ? { sourceImageId: image.sourceImageId } : {}),
    }
  );
}
