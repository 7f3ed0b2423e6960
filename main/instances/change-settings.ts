import { AppError } from '../../src/core/errors.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { whyNotChange, whyNotChangeType } from '../../src/instances/power-words.ts';
import { isReservedTag, type settingsCalls, type TypeChoice } from '../../src/instances/settings.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { dryRun, outcomeUnknown } from '../aws/errors.ts';

/** The types that fit an architecture, smallest first. */
export type TypesFor = (cloud: Cloud, architecture: string) => Promise<readonly TypeChoice[]>;

interface SettingsDeps {
  readonly accounts: Accounts;
  readonly typesFor: TypesFor;
}

type SettingsHandlers = Handlers<{ calls: typeof settingsCalls; events: Record<string, never> }>;

/** What is set about an instance: protections, type and tags. Each change is asked by DryRun first. */
export function createSettingsHandlers({ accounts, typesFor }: SettingsDeps): SettingsHandlers {
  const ec2 = () => import('./ec2-settings.ts');
  const power = () => import('./ec2-power.ts');

  async function typesOf(cloud: Cloud, { architecture, availabilityZone }: Instance): Promise<TypeChoice[]> {
    const { offeredIn } = await ec2();
    const [types, offered] = await Promise.all([typesFor(cloud, architecture), offeredIn(cloud, availabilityZone)]);
    return types.filter(({ name }) => offered.has(name));
  }

  return {
    async protections({ instanceId }) {
      const { cloud } = await accounts.reading();
      const { readProtection } = await power();
      const [termination, stop] = await Promise.all([
        readProtection(cloud, instanceId, 'termination'),
        readProtection(cloud, instanceId, 'stop'),
      ]);
      return { termination, stop };
    },
    async protect({ instanceId, kind, on }) {
      const { cloud } = await accounts.changing();
      refuse(whyNotChange(await there(cloud, instanceId)), 'instanceId');
      const [{ sendProtection }, { readProtection }] = await Promise.all([ec2(), power()]);
      await dryRun(() => sendProtection(cloud, instanceId, { kind, on }, { DryRun: true }));
      await settled(
        () => sendProtection(cloud, instanceId, { kind, on }),
        async () => (await readProtection(cloud, instanceId, kind)) === on,
      );
      return {};
    },
    async types({ instanceId }) {
      const { cloud } = await accounts.reading();
      return { types: await typesOf(cloud, await there(cloud, instanceId)) };
    },
    async changeType({ instanceId, instanceType }) {
      const { cloud } = await accounts.changing();
      const instance = await there(cloud, instanceId);
      refuse(whyNotChangeType(instance), 'instanceType');
      if (!(await typesOf(cloud, instance)).some(({ name }) => name === instanceType)) {
        refuse(
          `${instanceType} does not fit this instance: it has other chips, or ${instance.availabilityZone} does not offer it.`,
          'instanceType',
          'Choose a type of the list.',
        );
      }
      const { sendType } = await ec2();
      await dryRun(() => sendType(cloud, instanceId, instanceType, { DryRun: true }));
      await settled(
        () => sendType(cloud, instanceId, instanceType),
        async () => (await there(cloud, instanceId)).instanceType === instanceType,
      );
      return {};
    },
    async changeTags({ instanceId, set, remove }) {
      const { cloud } = await accounts.changing();
      const reserved = [...set.map(({ key }) => key), ...remove].find(isReservedTag);
      if (reserved) refuse(`The tag “${reserved}” may be changed by its maker only.`, 'tags');
      await changeTags(cloud, instanceId, set, remove);
      return {};
    },
    async systemLog({ instanceId }) {
      const { cloud } = await accounts.reading();
      const { consoleOutput } = await import('./console.ts');
      const { text, at } = await consoleOutput(cloud, instanceId);
      return { text, ...(at ? { at } : {}) };
    },
  };
}

async function there(cloud: Cloud, instanceId: string): Promise<Instance> {
  const { findInstances } = await import('./ec2-instances.ts');
  const [instance] = await findInstances(cloud, [instanceId]);
  if (instance) return instance;
  throw new AppError('instances.not-found', `This instance is not in ${cloud.region} with this account.`, {
    fix: 'It may be gone. Refresh the list.',
    field: 'instanceId',
  });
}

function refuse(reason: string | undefined, field: string, fix?: string): void {
  if (reason) throw new AppError('instances.not-now', reason, { field, ...(fix ? { fix } : {}) });
}

/** Sends a change; where the answer is lost, looks whether it holds before anything is said. */
async function settled(send: () => Promise<void>, holds: () => Promise<boolean>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!outcomeUnknown(error) || !(await holds().catch(() => false))) throw error;
  }
}

async function changeTags(
  cloud: Cloud,
  id: string,
  set: readonly { key: string; value: string }[],
  remove: readonly string[],
): Promise<void> {
  const { readTags, removeTags, writeTags } = await import('./ec2-settings.ts');
  await dryRun(() => writeTags(cloud, id, set, { DryRun: true }));
  await dryRun(() => removeTags(cloud, id, remove, { DryRun: true }));
  const value = async () => new Map((await readTags(cloud, id)).map((tag) => [tag.key, tag.value]));
  // Removed first: a resource that is full of tags has room for the new ones then.
  await settled(
    () => removeTags(cloud, id, remove),
    async () => {
      const now = await value();
      return remove.every((key) => !now.has(key));
    },
  );
  try {
    await settled(
      () => writeTags(cloud, id, set),
      async () => {
        const now = await value();
        return set.every((tag) => now.get(tag.key) === tag.value);
      },
    );
  } catch (error) {
    if (!(error instanceof AppError) || remove.length === 0) throw error;
    const gone = remove.map((key) => `“${key}”`).join(', ');
    throw new AppError(error.code, `${error.message} Removed are already: ${gone}.`, {
      ...error.details,
      cause: error,
    });
  }
}
