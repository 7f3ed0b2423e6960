import type { Credentials } from '@aws-sdk/client-sts';
import type { SessionRecord } from '../../world/records/iam-records.ts';
import type { Account, World } from '../../world/world.ts';

/** What tells one session from another; its key, secret and token are made. */
export type NewSession = Omit<SessionRecord, 'id' | 'secret' | 'token' | 'issuedAt'>;

/** A session of nobody in particular: no policies, no tags, no one-time password. */
export const plainSession = {
  policies: [],
  tags: [],
  transitiveKeys: [],
  sourceIdentity: null,
  mfa: false,
} as const satisfies Partial<NewSession>;

/** Opens a session with credentials that cannot be taken for AWS's own, which begin with ASIA. */
export function openSession(world: World, account: Account, session: NewSession): SessionRecord {
  return account.sessions.add({
    ...session,
    id: `PRACTICETMP${Buffer.from(world.random(6)).toString('hex').toUpperCase()}`,
    secret: Buffer.from(world.random(30)).toString('base64'),
    token: `practice//${Buffer.from(world.random(150)).toString('base64')}`,
    issuedAt: world.now(),
  });
}

/** A session's credentials as STS gives them. */
export function showCredentials({ id, secret, token, expiresAt }: SessionRecord): Credentials {
  return { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: new Date(expiresAt) };
}
