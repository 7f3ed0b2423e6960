import type { Receiver } from './receivers.ts';

/**
 * What a key's policy must say so that others can use the disks that it encrypts, and how that is added and taken out.
 *
 * One group of statements an image, known again by its Sid: two images that share a key do not undo each other's.
 * Source: EC2 user guide, “Share an AMI with specific AWS accounts” and “Allow organizations and OUs to use a KMS key”.
 */

/** One statement of a policy, as far as it is looked at here; whatever else it says is kept. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Policy {
  readonly Statement: readonly Statement[];
}

/** To read the disks, and to make the disks of new machines from them. */
const USE_ACTIONS = ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'] as const;
/** To hand the key to EC2 for as long as a machine has the disk; the condition keeps it to AWS's own services. */
const GRANT_ACTION = 'kms:CreateGrant';

/** The kinds of receiver that a key can be opened to, each with its own way of being named. */
const KINDS = ['account', 'organization', 'unit'] as const;
type KeyKind = (typeof KINDS)[number];

const SID_WORDS: Readonly<Record<KeyKind, string>> = {
  account: 'Accounts',
  organization: 'Organizations',
  unit: 'Units',
};

/** The condition that names an organisation or a unit; accounts are named as principals. */
const CONDITIONS = {
  organization: { operator: 'StringEquals', key: 'aws:PrincipalOrgID' },
  unit: { operator: 'ForAnyValue:StringLike', key: 'aws:PrincipalOrgPaths' },
} as const;

/** How a policy names a receiver. A unit is meant wherever it hangs in its organisation, with all below it. */
export function policyName({ kind, id }: Receiver, partition = 'aws'): string {
  switch (kind) {
    case 'account':
      return `arn:${partition}:iam::${id}:root`;
    case 'organization':
      return id.slice(id.lastIndexOf('/') + 1);
    case 'unit': {
      const [organization = '', unit = ''] = id.split('/').slice(1);
      return `${organization}/r-${unit.split('-')[1]}/*${unit}/*`;
    }
    case 'everyone':
      return '*';
  }
}

/** The partition of an ARN, for example `aws`. */
export function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}

/** The statements that let receivers use the disks of one image; none for everyone, whom no key can be opened to. */
export function keyStatements(imageId: string, receivers: readonly Receiver[], partition = 'aws'): Statement[] {
  return statementsFor(
    imageId,
    KINDS.map((kind) => ({
      kind,
      names: receivers.filter((one) => one.kind === kind).map((one) => policyName(one, partition)),
    })),
  );
}

interface Named {
  readonly kind: KeyKind;
  readonly names: readonly string[];
}

function statementsFor(imageId: string, named: readonly Named[]): Statement[] {
  return named
    .filter(({ names }) => names.length > 0)
    .flatMap(({ kind, names }) => {
      const who = kind === 'account' ? { Principal: { AWS: names } } : { Principal: { AWS: '*' } };
      const { operator, key } = kind === 'account' ? { operator: '', key: '' } : CONDITIONS[kind];
      const of = kind === 'account' ? {} : { [operator]: { [key]: names } };
      const condition = kind === 'account' ? {} : { Condition: of };
      const base = { Effect: 'Allow', ...who };
      return [
        { Sid: sidOf(imageId, kind, 'Use'), ...base, Action: USE_ACTIONS, Resource: '*', ...condition },
        {
          Sid: sidOf(imageId, kind, 'Grant'),
          ...base,
          Action: GRANT_ACTION,
          Resource: '*',
          Condition: { ...of, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ];
    });
}

function sidOf(imageId: string, kind: KeyKind, what: 'Use' | 'Grant'): string {
  return `AmiableShare${imageId.replace('ami-', 'Ami')}${SID_WORDS[kind]}${what}`;
}

/** A policy's text as its statements; undefined when it cannot be read. */
export function readPolicy(text: string): Policy | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('Statement' in read)) return undefined;
    const list = Array.isArray(read.Statement) ? read.Statement : [read.Statement];
    return { ...read, Statement: list as Statement[] };
  } catch {
    return undefined;
  }
}

/** One or several words, as policies write them. */
export function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((word): word is string => typeof word === 'string');
}

/** A change of the statements of one image. */
export interface KeyPolicyChange {
  readonly imageId: string;
  readonly add: readonly Receiver[];
  readonly remove: readonly Receiver[];
  readonly partition: string;
}

/**
 * The policy after a change, everything else kept as it is; undefined when it says so already.
 *
 * Who was added and is taken out again leaves nothing behind. Throws nothing; `text` must be readable.
 */
export function changedPolicy(text: string, { imageId, add, remove, partition }: KeyPolicyChange): string | undefined {
  const policy = readPolicy(text);
  if (!policy) return undefined;
  const sids = new Set(KINDS.flatMap((kind) => [sidOf(imageId, kind, 'Use'), sidOf(imageId, kind, 'Grant')]));
  const named = (list: readonly Receiver[], kind: KeyKind) =>
    list.filter((one) => one.kind === kind).map((one) => policyName(one, partition));
  const before = KINDS.map((kind) => ({ kind, names: namesIn(policy, imageId, kind) }));
  const after = before.map(({ kind, names }) => ({
    kind,
    names: [...new Set([...names, ...named(add, kind)])].filter((name) => !named(remove, kind).includes(name)),
  }));
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  const others = policy.Statement.filter(({ Sid = '' }) => !sids.has(Sid));
  return JSON.stringify({ ...policy, Statement: [...others, ...statementsFor(imageId, after)] }, null, 2);
}

/** The receivers of the list whom the statements of one image name: those can be taken out again. */
export function receiversIn(
  text: string,
  imageId: string,
  receivers: readonly Receiver[],
  partition: string,
): Receiver[] {
  const policy = readPolicy(text);
  if (!policy) return [];
  return receivers.filter((one) => {
    const kind = KINDS.find((known) => known === one.kind);
    return kind !== undefined && namesIn(policy, imageId, kind).includes(policyName(one, partition));
  });
}

function namesIn({ Statement }: Policy, imageId: string, kind: KeyKind): string[] {
  const statement = Statement.find(({ Sid }) => Sid === sidOf(imageId, kind, 'Use'));
  if (!statement) return [];
  if (kind === 'account') return listOf((statement.Principal as { AWS?: unknown } | undefined)?.AWS);
  const { operator, key } = CONDITIONS[kind];
  return listOf(statement.Condition?.[operator]?.[key]);
}
