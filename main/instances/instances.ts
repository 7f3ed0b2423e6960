import type { instances as contract, Instance } from '../../src/instances/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { createSettingsHandlers, type TypesFor } from './change-settings.ts';

export interface Instances {
  readonly handlers: Handlers<typeof contract>;
  /** One instance of the current account, or null. */
  find(instanceId: string): Promise<Instance | null>;
  /** What it printed while starting; null when there is nothing or it may not be read. */
  consoleOutput(instanceId: string): Promise<string | null>;
}

export interface InstancesDeps {
  readonly accounts: Accounts;
  readonly typesFor: TypesFor;
}

/** The instances of the current account. */
export function createInstances({ accounts, typesFor }: InstancesDeps): Instances {
  const ec2 = () => import('./ec2-instances.ts');
  return {
    async find(instanceId) {
      const { cloud } = await accounts.reading();
      return (await ec2()).findInstance(cloud, instanceId);
    },
    async consoleOutput(instanceId) {
      const { cloud } = await accounts.reading();
      const { consoleOutput } = await import('./console.ts');
      return (await consoleOutput(cloud, instanceId)).text;
    },
    handlers: {
      async list() {
        const { cloud } = await accounts.reading();
        return { instances: await (await ec2()).listInstances(cloud) };
      },
      async setName({ instanceId, name }) {
        const { cloud } = await accounts.changing();
        const { setNameTag } = await import('../aws/ec2-name-tag.ts');
        await setNameTag(cloud, instanceId, name);
        return {};
      },
      async power({ action, instanceIds }) {
        const { cloud } = await accounts.changing();
        const { changePower } = await import('./change-power.ts');
        return { results: await changePower(cloud, action, instanceIds) };
      },
      async beforeTerminate({ instanceIds }) {
        const { cloud } = await accounts.reading();
        const { terminationFates } = await import('./termination-fate.ts');
        return { fates: await terminationFates(cloud, instanceIds) };
      },
      ...createSettingsHandlers({ accounts, typesFor }),
    },
  };
}
