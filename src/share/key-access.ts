import { listOf, policyName, readPolicy, type Statement } from './key-policy.ts';
import type { Receiver } from './receivers.ts';

/** What EBS does with a disk's key in the name of who launches. Source: EBS user guide, “Requirements for encryption”. */
const NEEDED = [
  'kms:DescribeKey',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:CreateGrant',
] as const;

/**
 * Whether a key's policy lets a receiver use its disks, as far as the text alone tells.
 *
 * `unknown` where it depends: on a condition, on single people of that account, on a denial, or on a policy that
 * cannot be read. Grants are not looked at.
 */
export function keyAccess(policyText: string | undefined, receiver: Receiver): 'yes' | 'no' | 'unknown' {
  const policy = policyText === undefined ? undefined : readPolicy(policyText);
  if (!policy) return 'unknown';
  const matching = policy.Statement.map((statement) => ({ statement, match: matchOf(statement, receiver) })).filter(
    ({ match }) => match !== 'none',
  );
  const allows = matching.filter(({ statement }) => statement.Effect === 'Allow');
  const covered = (list: typeof allows) =>
    NEEDED.every((action) => list.some(({ statement }) => hasAction(statement, action)));
  if (!covered(allows)) return 'no';
  const isDenied = matching.some(
    ({ statement }) => statement.Effect === 'Deny' && NEEDED.some((action) => hasAction(statement, action)),
  );
  return !isDenied && covered(allows.filter(({ match }) => match === 'sure')) ? 'yes' : 'unknown';
}

function matchOf(statement: Statement, receiver: Receiver): 'sure' | 'maybe' | 'none' {
  const { Principal } = statement;
  const named = Principal === '*' ? ['*'] : listOf((Principal as { AWS?: unknown } | undefined)?.AWS);
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, value })),
  );
  // What every use by a machine's disk fulfils.
  const open = conditions.filter(({ key, value }) => {
    if (/^kms:GrantIsForAWSResource$/i.test(key)) return String(value) !== 'true';
    if (/^kms:ViaService$/i.test(key)) return !listOf(value).every((service) => /^ec2\./.test(service));
    return true;
  });
  if (receiver.kind === 'account') {
    const isRoot = (name: string) => name === receiver.id || name.endsWith(`:iam::${receiver.id}:root`);
    if (named.some(isRoot)) return open.length === 0 ? 'sure' : 'maybe';
    if (named.includes('*')) return open.length === 0 ? 'sure' : meets(open, receiver.id);
    return named.some((name) => name.includes(`::${receiver.id}:`)) ? 'maybe' : 'none';
  }
  if (!named.includes('*')) return 'none';
  const [only, ...more] = open;
  if (!only) return 'sure';
  return more.length === 0 && listOf(only.value).includes(policyName(receiver)) ? 'sure' : 'none';
}

/** A statement for all with a condition: one that names other accounts is not for this one, any other may be. */
function meets(conditions: readonly { key: string; value: unknown }[], accountId: string): 'maybe' | 'none' {
  const account = conditions.find(({ key }) => /^(kms:CallerAccount|aws:PrincipalAccount)$/i.test(key));
  return account && !listOf(account.value).includes(accountId) ? 'none' : 'maybe';
}

function hasAction({ Action }: Statement, wanted: string): boolean {
  return listOf(Action).some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    return new RegExp(`^${source}$`, 'i').test(wanted);
  });
}
