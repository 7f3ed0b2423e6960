import { DescribeKeyCommand, GetKeyPolicyCommand, ListAliasesCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { AppError } from '../../src/core/errors.ts';
import type { ShareKey } from '../../src/share/contract.ts';
import { changedPolicy, type KeyPolicyChange } from '../../src/share/key-policy.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';

/** KMS has one policy a key, of this name. */
const PolicyName = 'default';

/** What can be known of a key; what this person may not look at is left out, and so is what KMS does not know any more. */
export async function lookAtKey(cloud: Cloud, arn: string): Promise<ShareKey> {
  const kms = await cloud.kms();
  const ownerId = arn.split(':')[4] ?? '';
  const [key, aliases, policy] = await Promise.all([
    ifAllowed(() => kms.send(new DescribeKeyCommand({ KeyId: arn }))),
    ifAllowed(() => kms.send(new ListAliasesCommand({ KeyId: arn }))),
    ifAllowed(() => kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName }))),
  ]);
  const alias = aliases?.Aliases?.[0]?.AliasName;
  const manager = key?.KeyMetadata?.KeyManager;
  return {
    arn,
    ownerId,
    ...(alias ? { alias } : {}),
    manager:
      manager === 'AWS' || alias?.startsWith('alias/aws/') ? 'aws' : manager === 'CUSTOMER' ? 'customer' : 'unknown',
    ...(policy?.Policy === undefined ? {} : { policy: policy.Policy }),
  };
}

/** Changes what a key's policy says of one image, and keeps everything else; writes nothing when it says so already. */
export async function changeKeyPolicy(cloud: Cloud, arn: string, change: KeyPolicyChange): Promise<void> {
  const kms = await cloud.kms();
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName }));
  const after = changedPolicy(Policy, change);
  if (after) await kms.send(new PutKeyPolicyCommand({ KeyId: arn, PolicyName, Policy: after }));
}

/** What a call answers, or undefined where this person may not ask or the key is another account's. */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const kept = error instanceof AppError && /^(AccessDenied|NotFound|InvalidArn)/.test(awsCodeOf(error));
    if (kept) return undefined;
    throw error;
  }
}
