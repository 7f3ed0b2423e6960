import { type Asker, askerContext, rootOf, serviceOf } from '../../main/practice/cloud/access/askers.ts';
import {
  evaluate,
  type NamedPolicy,
  type ResourcePolicy,
  type Verdict,
} from '../../main/practice/cloud/access/evaluate.ts';
import type { PolicyKind } from '../../main/practice/cloud/access/policy-document.ts';
import { keepingReader } from '../../main/practice/cloud/access/read-policy.ts';
import { type ContextValue, requestContext } from '../../main/practice/cloud/access/request-context.ts';

/** The account of who asks, and another one. */
export const own = '111122223333';
export const other = '444455556666';

/** A statement as it is written. */
export type Words = Readonly<Record<string, unknown>>;

/** One decision that AWS's documentation tells. */
export interface DecisionCase {
  /** The rule, as a sentence. */
  readonly rule: string;
  /** The page of the IAM user guide that it is taken from, or another guide's with its name. */
  readonly source: string;
  /** The user ana where it is not told. */
  readonly by?: Asker;
  readonly action: string;
  /** `*` where it is not told. */
  readonly on?: string;
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly identity?: readonly Words[];
  readonly boundary?: readonly Words[];
  readonly session?: readonly Words[];
  readonly resource?: readonly Words[];
  readonly key?: readonly Words[];
  readonly trust?: readonly Words[];
  /** One policy for each level, from the organization's root down. */
  readonly serviceControl?: readonly (readonly Words[])[];
  readonly resourceControl?: readonly (readonly Words[])[];
  /** Version of the policy of the resource. */
  readonly version?: string;
  readonly knows?: (key: string) => boolean;
  /** `allowed`, or how it is denied and by what kind of policy: `implicitDeny identity`. */
  readonly ends: string;
}

export const ana: Asker = {
  kind: 'user',
  account: own,
  arn: `arn:aws:iam::${own}:user/ana`,
  id: 'AIDAANAANAANAANAANAAA',
  name: 'ana',
};

export const stranger: Asker = {
  kind: 'user',
  account: other,
  arn: `arn:aws:iam::${other}:user/bob`,
  id: 'AIDABOBBOBBOBBOBBOBBB',
  name: 'bob',
};

export const builder: Asker = {
  kind: 'role-session',
  account: own,
  arn: `arn:aws:sts::${own}:assumed-role/builder/ana`,
  id: 'AROABUILDERBUILDERBUI:ana',
  roleArn: `arn:aws:iam::${own}:role/builder`,
};

export const federated: Asker = {
  kind: 'federated-user',
  account: own,
  arn: `arn:aws:sts::${own}:federated-user/carla`,
  id: `${own}:carla`,
  userArn: ana.arn,
};

export const root = rootOf(own);
export const rootOfOther = rootOf(other);

/** EC2, on behalf of an instance with a role. */
export const serviceCaller = serviceOf('ec2.amazonaws.com', own);

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A statement that allows. */
export function allow(action: unknown, resource: unknown = '*', condition?: Condition): Words {
  return { Effect: 'Allow', Action: action, Resource: resource, ...(condition ? { Condition: condition } : {}) };
}

/** A statement that denies. */
export function deny(action: unknown, resource: unknown = '*', condition?: Condition): Words {
  return { ...allow(action, resource, condition), Effect: 'Deny' };
}

/** The same for somebody: a statement of a resource's policy. */
export function forWhom(principal: unknown, statement: Words): Words {
  return { ...statement, Principal: principal };
}

/** A statement of a trust policy. */
export function trusts(principal: unknown, condition?: Condition): Words {
  const more = condition ? { Condition: condition } : {};
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
}

/** A policy variable as it is written. */
export function variable(text: string): string {
  return `\${${text}}`;
}

const read = keepingReader(500);

/** Reads statements into a policy with a name. */
export function policyOf(
  name: string,
  statements: readonly Words[],
  kind: PolicyKind = 'identity',
  version = '2012-10-17',
): NamedPolicy {
  const document = read(JSON.stringify({ Version: version, Statement: statements }), kind);
  return { name, arn: `arn:aws:iam::${own}:policy/${name}`, document };
}

/** Decides a case. */
export function decideCase(one: DecisionCase): Verdict {
  const asker = one.by ?? ana;
  const attached = (kind: ResourcePolicy['kind'], statements: readonly Words[]): ResourcePolicy => ({
    ...policyOf(kind, statements, kind === 'trust' ? 'trust' : 'resource', one.version),
    arn: null,
    kind,
  });
  const levels = (kind: PolicyKind, lists: DecisionCase['serviceControl']): NamedPolicy[][] =>
    (lists ?? []).map((statements, at) => [policyOf(`level-${at}`, statements, kind)]);
  const resource =
    (one.resource && attached('resource', one.resource)) ??
    (one.key && attached('key', one.key)) ??
    (one.trust && attached('trust', one.trust));
  return evaluate(
    {
      asker,
      action: one.action,
      resource: one.on ?? '*',
      context: requestContext([...askerContext(asker), ...Object.entries(one.context ?? {})]),
      ...(one.resourceAccount ? { resourceAccount: one.resourceAccount } : {}),
      ...(one.knows ? { knows: one.knows } : {}),
    },
    {
      identity: one.identity ? [policyOf('identity', one.identity)] : [],
      boundary: one.boundary ? policyOf('boundary', one.boundary) : null,
      session: one.session ? [policyOf('session', one.session)] : [],
      resource: resource ?? null,
      serviceControl: levels('identity', one.serviceControl),
      resourceControl: levels('resource', one.resourceControl),
    },
  );
}

/** How a case ended, in the words of the tables. */
export function outcomeOf({ outcome, decidedBy }: Verdict): string {
  return outcome === 'allowed' ? 'allowed' : `${outcome} ${decidedBy}`;
}
