import { askerContext, serviceOf } from '../../access/askers.ts';
import { evaluate } from '../../access/evaluate.ts';
import { readPolicy } from '../../access/read-policy.ts';
import { requestContext } from '../../access/request-context.ts';
import { iamArn } from '../../world/accounts.ts';
import type { RoleRecord, SessionRecord } from '../../world/records/iam-records.ts';
import { holderKeys, nameKey } from '../../world/tables.ts';
import type { Account, World } from '../../world/world.ts';
import { openSession, plainSession } from './session-making.ts';

/** Six hours, as the credentials of instances last. */
const LIFE_MS = 6 * 3_600_000;
/** AWS has new ones ready at least five minutes before the old ones end. */
const RENEW_MS = 15 * 60_000;

/** Credentials as the metadata service of an instance hands them out. */
export interface InstanceCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly lastUpdated: Date;
  readonly expiration: Date;
}

/**
 * The credentials of a role for one instance: those that it has, or new ones shortly before they end.
 *
 * What is made has to be saved by who asks. Source: EC2 user guide, iam-roles-for-amazon-ec2.
 *
 * @param instanceId the name of the session
 * @param now practice time in milliseconds
 * @returns null where there is no such role, or one that does not trust EC2
 */
export function credentialsOfRole(
  world: World,
  account: Account,
  roleName: string,
  instanceId: string,
  now: number,
): InstanceCredentials | null {
  const role = account.roles.get(nameKey(roleName));
  if (!role || !trustsEc2(account, role)) return null;
  const holder = { kind: 'role', roleName: role.name, sessionName: instanceId } as const;
  const [, key] = holderKeys({ holder });
  const held = account.sessions.by('holder', key).find(({ expiresAt }) => expiresAt - now > RENEW_MS);
  return show(held ?? openSession(world, account, { ...plainSession, holder, expiresAt: now + LIFE_MS }));
}

function show({ id, secret, token, issuedAt, expiresAt }: SessionRecord): InstanceCredentials {
  return {
    accessKeyId: id,
    secretAccessKey: secret,
    token,
    lastUpdated: new Date(issuedAt),
    expiration: new Date(expiresAt),
  };
}

function trustsEc2(account: Account, role: RoleRecord): boolean {
  const asker = serviceOf('ec2.amazonaws.com', account.id);
  const document = readPolicy(role.trust, { kind: 'trust' });
  const { outcome } = evaluate(
    {
      asker,
      action: 'sts:AssumeRole',
      resource: iamArn(account, 'role', role),
      context: requestContext(askerContext(asker)),
    },
    { resource: { kind: 'trust', name: role.name, arn: null, document } },
  );
  return outcome === 'allowed';
}
