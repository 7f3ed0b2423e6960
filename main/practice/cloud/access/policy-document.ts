import type { ResourcePattern } from './arn.ts';
import { type Condition, conditionKeys } from './conditions.ts';
import type { Span } from './json-places.ts';
import type { KeyName } from './request-context.ts';
import { variableNames } from './variables.ts';
import type { Matcher } from './wildcard.ts';

/**
 * What a policy is attached to, which decides what it may say: an identity (also boundaries, session policies and
 * service control policies), a resource (also resource control policies), or a role as its trust policy.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** A policy that was read and checked, with its patterns compiled. */
export interface PolicyDocument {
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
}

/** One statement. */
export interface Statement extends Span {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Null in identity policies. */
  readonly principal: PrincipalElement | null;
  readonly action: ActionElement;
  /** Null in trust policies, which are about their role. */
  readonly resource: ResourceElement | null;
  readonly conditions: readonly Condition[];
}

/** A Principal or, where `not` is set, a NotPrincipal element. */
export interface PrincipalElement {
  readonly not: boolean;
  /** `*`, or `{"AWS": "*"}`. */
  readonly anyone: boolean;
  /** `*` alone, which takes in services. */
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

/** An Action or NotAction element; its patterns take lowercased names. */
export interface ActionElement {
  readonly not: boolean;
  readonly texts: readonly string[];
  /** Such as `ec2:`, where all patterns are of one service: most statements are passed over by this alone. */
  readonly service: string | null;
  readonly patterns: readonly Matcher[];
}

/** A Resource or NotResource element. */
export interface ResourceElement {
  readonly not: boolean;
  readonly patterns: readonly ResourcePattern[];
}

/** Every context key that a policy asks for, as GetContextKeysForCustomPolicy lists them: each once. */
export function policyKeys({ statements }: PolicyDocument): string[] {
  const names = statements.flatMap(({ conditions, resource }): KeyName[] => [
    ...conditions.flatMap(conditionKeys),
    ...(resource?.patterns ?? []).flatMap(({ parts }) => variableNames(parts)),
  ]);
  return [...new Map(names.map(({ key, name }) => [key, name])).values()];
}
