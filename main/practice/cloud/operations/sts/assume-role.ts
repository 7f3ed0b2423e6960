import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { ResourcePolicy } from '../../access/evaluate.ts';
import { managedPolicy } from '../../access/named-policies.ts';
import { type Context, type Need, requestTags, resourceTags } from '../../access/needs.ts';
import { readPolicy } from '../../access/read-policy.ts';
import { Refusal } from '../../refusal.ts';
import { iamArn } from '../../world/accounts.ts';
import type { RoleRecord, SessionRecord } from '../../world/records/iam-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account, World } from '../../world/world.ts';
import { lookUpPolicy } from '../iam/finding.ts';
import { checkTags } from '../iam/tags.ts';
import { versionsOf } from '../iam/views.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { proveCode, takeCode } from './one-time-code.ts';
import { openSession, showCredentials } from './session-making.ts';

/** Seconds: without a wish, and at the most for who has a role's session already. */
const DEFAULT_DURATION = 3_600;
const CHAINED_DURATION = 3_600;
/** What all session policies may have together. */
const MOST_POLICY_SIZE = 2_048;

interface TrustingRole {
  readonly account: Account;
  readonly role: RoleRecord;
}

/** The role of an ARN in any account; null where there is none. */
function findRole(world: World, arn: string): TrustingRole | null {
  const [, accountId, path] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (accountId === undefined || path === undefined) throw new Refusal('ValidationError', `${arn} is invalid`);
  const account = world.findAccount(accountId);
  const role = account?.roles.get(nameKey(path.slice(path.lastIndexOf('/') + 1)));
  return account && role && iamArn(account, 'role', role) === arn ? { account, role } : null;
}

/** A role's trust policy; that of a role that is not there trusts nobody, so that it cannot be told from one that is. */
function trustOf(found: TrustingRole | null): ResourcePolicy {
  const document = found
    ? readPolicy(found.role.trust, { kind: 'trust' })
    : { version: '2012-10-17' as const, statements: [] };
  return { kind: 'trust', name: found?.role.name ?? '', arn: null, document };
}

/**
 * What assuming a role must be allowed, by the trust policy and by the policies of who asks: the role itself, and in
 * the same way passing tags and naming a source identity.
 */
function needsOf(input: AssumeRoleRequest, call: CallContext): Need[] {
  const resource = input.RoleArn ?? '';
  const found = findRole(call.world, resource);
  const sourceIdentity = sourceOf(input, call);
  const tags = passedTags(input, call);
  const context: Context = {
    ...resourceTags(found?.role.tags ?? [], 'iam'),
    ...requestTags(input.Tags ?? []),
    'sts:RoleSessionName': [input.RoleSessionName ?? ''],
    ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': [input.ExternalId] }),
    ...(sourceIdentity === null ? {} : { 'sts:SourceIdentity': [sourceIdentity] }),
    ...(input.TransitiveTagKeys?.length ? { 'sts:TransitiveTagKeys': input.TransitiveTagKeys } : {}),
    ...(proveCode(input, call) ? { 'aws:MultiFactorAuthPresent': ['true'], 'aws:MultiFactorAuthAge': ['0'] } : {}),
  };
  const actions = [
    'sts:AssumeRole',
    ...(tags.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  const resourcePolicy = trustOf(found);
  return actions.map((action) => ({ action, resource, context, resourcePolicy }));
}

function sourceOf(input: AssumeRoleRequest, { principal }: CallContext): string | null {
  const held = principal.session?.sourceIdentity ?? null;
  if (held !== null && input.SourceIdentity !== undefined && input.SourceIdentity !== held) {
    throw new Refusal('ValidationError', 'The source identity of a session can not be changed.');
  }
  return held ?? input.SourceIdentity ?? null;
}

/** The tags of the new session: those of this call, and the transitive ones of the session that asks. */
function passedTags(input: AssumeRoleRequest, { principal: { session } }: CallContext): TagRecord[] {
  const given = checkTags(input.Tags);
  const inherited = (session?.tags ?? []).filter(({ Key }) => session?.transitiveKeys.includes(Key));
  const clash = given.find(({ Key }) => inherited.some((tag) => tag.Key.toLowerCase() === Key.toLowerCase()));
  if (clash) {
    throw new Refusal(
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return [...inherited, ...given];
}

/** The policies that narrow the session: one that is written into the call, and managed ones of the role's account. */
function sessionPolicies(
  account: Account,
  { Policy: text, PolicyArns = [] }: AssumeRoleRequest,
): SessionRecord['policies'] {
  const managed = PolicyArns.map(({ arn = '' }) => {
    const found = lookUpPolicy(account, arn);
    const document = found && versionsOf(found).find(({ IsDefaultVersion }) => IsDefaultVersion)?.document;
    if (!document || !managedPolicy(account, arn)) {
      throw new Refusal('MalformedPolicyDocument', `PolicyArn ${arn} was not found or is not attachable.`);
    }
    return { name: arn, document };
  });
  if (text === undefined) return managed;
  readPolicy(text, { kind: 'identity' });
  return [{ name: 'Policy', document: text }, ...managed];
}

function checkDuration(role: RoleRecord, seconds: number, { principal }: CallContext): void {
  if (principal.role && seconds > CHAINED_DURATION) {
    throw new Refusal(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSession) {
    throw new Refusal(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

/** Taking on a role, in one's own account or in another that trusts one. */
export const assumeRoleOperations = [
  changes(
    'AssumeRole',
    (input: AssumeRoleRequest, call): AssumeRoleResponse => {
      refuseUnmodelled(input, ['ProvidedContexts']);
      const found = findRole(call.world, input.RoleArn ?? '');
      // Whoever gets here is trusted, by a role that is there.
      if (!found) throw new Refusal('AccessDenied', 'The role cannot be assumed.', 403);
      const { account, role } = found;
      const seconds = input.DurationSeconds ?? Math.min(DEFAULT_DURATION, role.maxSession);
      checkDuration(role, seconds, call);
      const policies = sessionPolicies(account, input);
      const tags = passedTags(input, call);
      const transitiveKeys = transitiveOf(input, tags, call);
      const sourceIdentity = sourceOf(input, call);
      const proven = proveCode(input, call);
      call.proceed();
      takeCode(proven, call);
      const sessionName = input.RoleSessionName ?? '';
      const session = openSession(call.world, account, {
        holder: { kind: 'role', roleName: role.name, sessionName },
        expiresAt: call.now + seconds * 1000,
        policies,
        tags,
        transitiveKeys,
        sourceIdentity,
        mfa: proven !== null,
      });
      const used = packedSize(input, tags);
      return {
        Credentials: showCredentials(session),
        AssumedRoleUser: {
          AssumedRoleId: `${role.uniqueId}:${sessionName}`,
          Arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${sessionName}`,
        },
        ...(used > 0 ? { PackedPolicySize: used, SessionTokenUtilization: used } : {}),
        SessionTokenSize: session.token.length,
        ...(sourceIdentity === null ? {} : { SourceIdentity: sourceIdentity }),
      };
    },
    { needs: needsOf },
  ),
];

function transitiveOf(input: AssumeRoleRequest, tags: readonly TagRecord[], { principal }: CallContext): string[] {
  const wanted = input.TransitiveTagKeys ?? [];
  const stranger = wanted.find((key) => !tags.some(({ Key }) => Key.toLowerCase() === key.toLowerCase()));
  if (stranger !== undefined) {
    throw new Refusal(
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
  return [...new Set([...(principal.session?.transitiveKeys ?? []), ...wanted])];
}

/** How full a session's policies and tags are, in per cent. */
function packedSize({ Policy = '', PolicyArns = [] }: AssumeRoleRequest, tags: readonly TagRecord[]): number {
  const size =
    Policy.length +
    PolicyArns.reduce((sum, { arn = '' }) => sum + arn.length, 0) +
    tags.reduce((sum, { Key, Value }) => sum + Key.length + Value.length, 0);
  const used = Math.ceil((size / (2 * MOST_POLICY_SIZE)) * 100);
  if (used > 100) {
    throw new Refusal('PackedPolicyTooLarge', `Packed size of session tags consumes ${used}% of allotted space.`);
  }
  return used;
}
