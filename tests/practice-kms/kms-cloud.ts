import * as kms from '@aws-sdk/client-kms';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';

/** The two practice accounts. */
export const accounts = { own: '111122223333', other: '444455556666' } as const;

/** A key ID that nothing has. */
export const nobody = '00000000-0000-4000-8000-000000000000';

/** A practice cloud with clients of KMS. */
export interface KmsCloud extends TestCloud {
  readonly own: kms.KMSClient;
  readonly other: kms.KMSClient;
  /** Of the own account, and may look only. */
  readonly auditor: kms.KMSClient;
  key(more?: kms.CreateKeyCommandInput): Promise<{ id: string; arn: string }>;
  describe(id: string, client?: kms.KMSClient): Promise<kms.KeyMetadata | undefined>;
}

/** Starts it. */
export async function startKmsCloud(): Promise<KmsCloud> {
  const it = await startTestCloud();
  const own = it.kms();
  return {
    ...it,
    own,
    other: it.kms('partner'),
    auditor: it.kms('auditor'),
    key: async (more = {}) => {
      const { KeyMetadata } = await own.send(new kms.CreateKeyCommand(more));
      return { id: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
    },
    describe: async (KeyId, client = own) => (await client.send(new kms.DescribeKeyCommand({ KeyId }))).KeyMetadata,
  };
}

/** The ARN of a user of an account. */
export function userArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:user/${name}`;
}

/** A key's policy that lets its own account do everything, and somebody else some things. */
export function policyFor(principal: string, actions: readonly string[]): string {
  const allow = (AWS: string, Action: readonly string[]) => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action,
    Resource: '*',
  });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow(`arn:aws:iam::${accounts.own}:root`, ['kms:*']), allow(principal, actions)],
  });
}
