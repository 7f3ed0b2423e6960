import type { Handlers } from '../../src/ipc/call.ts';
import type { network as contract } from '../../src/network/contract.ts';
import type { PracticeReady } from '../../src/practice/port.ts';
import { createGroupChanges, type GroupChangesDeps } from './group-changes.ts';

export interface NetworkDeps extends GroupChangesDeps {
  readonly practice: () => Promise<PracticeReady>;
  /** This computer's public address as the internet sees it. */
  readonly askPublicAddress: () => Promise<string | undefined>;
}

/** The networks of the current account. */
export function createNetwork({ practice, askPublicAddress, ...changes }: NetworkDeps): Handlers<typeof contract> {
  const { accounts } = changes;
  return {
    async list() {
      const { cloud } = await accounts.reading();
      const { describeGroups, describeSubnets, describeVpcs } = await import('./ec2-network.ts');
      const [vpcs, subnets, groups] = await Promise.all([
        describeVpcs(cloud),
        describeSubnets(cloud),
        describeGroups(cloud),
      ]);
      return { vpcs, subnets, groups };
    },
    async myAddress() {
      const { source } = await accounts.current();
      const address = source.kind === 'practice' ? (await practice()).callerAddress : await askPublicAddress();
      return address ? { address } : {};
    },
    async uses() {
      const { cloud } = await accounts.reading();
      const { describeGroupUses } = await import('./group-uses.ts');
      return { uses: await describeGroupUses(cloud) };
    },
    async createDefaultVpc() {
      const { createDefaultVpc } = await import('./default-vpc.ts');
      return createDefaultVpc(accounts);
    },
    ...createGroupChanges(changes),
  };
}
