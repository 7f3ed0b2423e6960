import { CreateDefaultVpcCommand } from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';

/** Makes the Region's default VPC, or answers the one that is there: AWS keeps to one, so asking again makes no second. */
export async function createDefaultVpc(accounts: Accounts): Promise<{ vpcId: string }> {
  const { cloud } = await accounts.changing();
  const there = await findDefaultVpc(cloud);
  if (there) return { vpcId: there };
  await dryRun(() => send(cloud, true));
  try {
    return { vpcId: await send(cloud, false) };
  } catch (error) {
    // Made meanwhile, or by a first send whose answer was lost.
    if (awsCodeOf(error) !== 'DefaultVpcAlreadyExists') throw error;
    const made = await findDefaultVpc(cloud);
    if (made) return { vpcId: made };
    throw new AppError('network.default-vpc-hidden', 'The default VPC is there, but AWS does not show it yet.', {
      fix: 'Wait a moment, then try again.',
      retryable: true,
      cause: error,
    });
  }
}

// May be repeated by the client after a lost answer: a second one is refused.
async function send(cloud: Cloud, DryRun: boolean): Promise<string> {
  const { Vpc } = await cloud.read.send(new CreateDefaultVpcCommand({ DryRun }));
  return Vpc?.VpcId ?? '';
}

async function findDefaultVpc(cloud: Cloud): Promise<string | undefined> {
  const { describeVpcs } = await import('./ec2-network.ts');
  return (await describeVpcs(cloud)).find(({ isDefault }) => isDefault)?.vpcId;
}
