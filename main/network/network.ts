import type { Handlers } from '../../src/ipc/call.ts';
import type { network as contract } from '../../src/network/contract.ts';
import type { PracticeReady } from '../../src/practice/port.ts';
import type { Accounts } from '../accounts/accounts.ts';

export interface NetworkDeps {
  readonly accounts: Accounts;
  readonly practice: () => Promise<PracticeReady>;
  /** This computer's public address as the internet sees it. */
  readonly askPublicAddress: () => Promise<string | undefined>;
}

/** The networks of the current account. */
export function createNetwork({ accounts, practice, askPublicAddress }: NetworkDeps): Handlers<typeof contract> {
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
  };
}
