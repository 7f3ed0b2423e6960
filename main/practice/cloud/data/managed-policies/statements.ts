/** A policy as IAM keeps it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** One statement of a policy, with IAM's own names. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;
}

/** What a key of the call is compared with. */
export type ConditionValue = string | boolean | readonly string[];

/** One managed policy as its data file tells it. */
export interface PolicyRow {
  readonly name: string;
  /** Where it lies under `policy/`; at the top without one. */
  readonly path?: string;
  readonly description: string;
  readonly version: string;
  readonly created: string;
  readonly updated: string;
  /** Made when it is first looked at: few of the policies ever are. */
  readonly statements: () => readonly PolicyStatement[];
}

/** What a statement is about: one resource, several, or all but some. */
type Resources = string | readonly string[] | { readonly allBut: readonly string[] };

interface More {
  readonly sid?: string;
  readonly when?: PolicyStatement['Condition'];
}

/** The resource of most statements. */
export const everything = '*';

/** Allows actions; they are written as `readActions` takes them. */
export function allow(actions: string, on: Resources = everything, more: More = {}): PolicyStatement {
  return statement('Allow', { Action: readActions(actions) }, on, more);
}

/** Allows every action but these. */
export function allowAllBut(actions: string, on: Resources = everything, more: More = {}): PolicyStatement {
  return statement('Allow', { NotAction: readActions(actions) }, on, more);
}

/** Forbids actions. */
export function deny(actions: string, on: Resources = everything, more: More = {}): PolicyStatement {
  return statement('Deny', { Action: readActions(actions) }, on, more);
}

function statement(
  Effect: PolicyStatement['Effect'],
  actions: Pick<PolicyStatement, 'Action' | 'NotAction'>,
  on: Resources,
  { sid, when }: More,
): PolicyStatement {
  return {
    ...(sid ? { Sid: sid } : {}),
    Effect,
    ...actions,
    ...(typeof on === 'object' && 'allBut' in on ? { NotResource: on.allBut } : { Resource: on }),
    ...(when ? { Condition: when } : {}),
  };
}

/** What IAM puts a value of the call in place of, such as the caller's name. */
export function variable(name: string): string {
  return `\${${name}}`;
}

/**
 * Reads a list of actions: `ec2: Describe* Get*` gives a service to all names that follow it, `ec2:Describe*` to itself
 * alone. One action is a text and not a list, as in most of AWS's own policies.
 */
export function readActions(text: string): string | readonly string[] {
  let service = '';
  const actions: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    if (word.endsWith(':')) service = word;
    else actions.push(word.includes(':') || word === '*' ? word : service + word);
  }
  const [only] = actions;
  return actions.length === 1 && only !== undefined ? only : actions;
}
