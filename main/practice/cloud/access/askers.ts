import type { PrincipalElement } from './policy-document.ts';
import type { ContextValue } from './request-context.ts';
import type { Doubt } from './truth.ts';

/**
 * Who asks.
 *
 * Source: IAM user guide, reference_policies_elements_principal.
 */
export type Asker =
  /** An IAM user with long-term keys. */
  | {
      readonly kind: 'user';
      readonly account: string;
      readonly arn: string;
      readonly id: string;
      readonly name: string;
    }
  /** Somebody who has assumed a role; `id` is `AROA…:SESSION`. */
  | {
      readonly kind: 'role-session';
      readonly account: string;
      readonly arn: string;
      readonly id: string;
      readonly roleArn: string;
    }
  /** Somebody with a token of GetFederationToken; `id` is `ACCOUNT:NAME`. */
  | {
      readonly kind: 'federated-user';
      readonly account: string;
      readonly arn: string;
      readonly id: string;
      /** The user who asked for the token. */
      readonly userArn: string;
    }
  /** An account's root user. */
  | { readonly kind: 'root'; readonly account: string; readonly arn: string; readonly id: string }
  /** A service of AWS, such as EC2 that takes on the role of an instance. */
  | { readonly kind: 'service'; readonly account: string; readonly arn: string; readonly id: string };

/** An account's root user. */
export function rootOf(account: string): Asker {
  return { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, id: account };
}

/** A service by its name such as `ec2.amazonaws.com`; it acts in the account whose resources it uses. */
export function serviceOf(name: string, account: string): Asker {
  return { kind: 'service', account, arn: name, id: name };
}

/**
 * The context keys that tell who asks; tags are the caller's to add.
 *
 * Source: IAM user guide, reference_policies_variables (principal key values) and reference_policies_condition-keys.
 */
export function askerContext(asker: Asker): [string, ContextValue][] {
  const types = {
    user: 'User',
    'role-session': 'AssumedRole',
    'federated-user': 'FederatedUser',
    root: 'Account',
    service: null,
  } as const;
  const aws = asker.kind === 'service';
  return [
    ['aws:PrincipalArn', aws ? null : asker.kind === 'role-session' ? asker.roleArn : asker.arn],
    ['aws:PrincipalAccount', aws ? null : asker.account],
    ['aws:PrincipalType', types[asker.kind]],
    ['aws:PrincipalIsAWSService', aws],
    ['aws:ViaAWSService', aws],
    ['aws:PrincipalServiceName', aws ? asker.id : null],
    ['aws:userid', aws ? null : asker.id],
    ['aws:username', asker.kind === 'user' ? asker.name : null],
  ];
}

/**
 * How a statement of a resource's policy names who asks, from the strongest: the very user or session (or everyone);
 * what the session stands for, a role or a user; the account, which then has to allow it itself; not at all.
 */
export type Naming = 'self' | 'origin' | 'account' | null;

/** The naming by a Principal element. */
export function namingBy(element: PrincipalElement, asker: Asker): Naming {
  const { anyone, aws, services } = element;
  if (asker.kind === 'service') return element.everyone || services.includes(asker.id) ? 'self' : null;
  if (anyone || lists(aws, asker.arn) || (asker.kind === 'user' && lists(aws, asker.id))) return 'self';
  if (originsOf(asker).some((origin) => lists(aws, origin))) return 'origin';
  if (!lists(aws, asker.account) && !lists(aws, `arn:aws:iam::${asker.account}:root`)) return null;
  return asker.kind === 'root' ? 'self' : 'account';
}

/**
 * Whether a NotPrincipal element leaves out who asks.
 *
 * It does where the account, the role and the session are all listed. With some of them, AWS says that it depends on
 * the service, so that is a doubt. Source: IAM user guide, reference_policies_elements_notprincipal.
 */
export function leftOutBy(element: PrincipalElement, asker: Asker): boolean | Doubt {
  const { anyone, aws, services } = element;
  if (anyone) return true;
  if (asker.kind === 'service') return services.includes(asker.id);
  const root = `arn:aws:iam::${asker.account}:root`;
  const [origin] = originsOf(asker);
  const chain = [
    lists(aws, asker.account) || lists(aws, root),
    ...(asker.kind === 'root' ? [] : [lists(aws, asker.arn)]),
    ...(origin === undefined ? [] : [lists(aws, origin)]),
  ];
  if (chain.every(Boolean)) return true;
  return chain.some(Boolean) ? { doubt: 'a NotPrincipal that lists a principal without its account or role' } : false;
}

function originsOf(asker: Asker): string[] {
  if (asker.kind === 'role-session') return [asker.roleArn, asker.id.split(':')[0] ?? ''];
  return asker.kind === 'federated-user' ? [asker.userArn] : [];
}

function lists(listed: readonly string[], one: string): boolean {
  return listed.includes(one);
}
