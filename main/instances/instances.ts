import type { instances as contract, Instance } from '../../src/instances/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';

export interface Instances {
  readonly handlers: Handlers<typeof contract>;
  /** One instance of the current account, or null. */
  find(instanceId: string): Promise<Instance | null>;
  /** What it printed while starting; null when there is nothing or it may not be read. */
  consoleOutput(instanceId: string): Promise<string | null>;
}

/** The instances of the current account. */
export function createInstances({ accounts }: { readonly accounts: Accounts }): Instances {
  const ec2 = () => import('./ec2-instances.ts');
  return {
    async find(instanceId) {
      const { cloud } = await accounts.reading();
      return (await ec2()).findInstance(cloud, instanceId);
    },
    async consoleOutput(instanceId) {
      const { cloud } = await accounts.reading();
      return (await ec2()).consoleOutput(cloud, instanceId);
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
    },
  };
}
