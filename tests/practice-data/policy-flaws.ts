import { servicePrefixes } from './service-prefixes.ts';

/** What IAM would not take in a policy, each in a word or two; nothing for a good one. */
export function flawsOf(text: string): string[] {
  const document: unknown = JSON.parse(text);
  if (!isRecord(document) || document.Version !== '2012-10-17' || !Array.isArray(document.Statement)) return ['form'];
  if (document.Statement.length === 0) return ['no statement'];
  return document.Statement.flatMap((statement) => (isRecord(statement) ? flawsOfStatement(statement) : ['form']));
}

/** IAM's own limit for managed policies; white space does not count. */
export function sizeOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

function flawsOfStatement(statement: Record<string, unknown>): string[] {
  const flaws: string[] = [];
  const known = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
  for (const key of Object.keys(statement)) if (!known.includes(key)) flaws.push(`element ${key}`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') flaws.push('effect');
  if (statement.Sid !== undefined && !/^[A-Za-z0-9]+$/.test(String(statement.Sid))) flaws.push('sid');
  const actions = oneOf(statement, 'Action', 'NotAction');
  const resources = oneOf(statement, 'Resource', 'NotResource');
  if (!actions?.length) flaws.push('actions');
  if (!resources?.length) flaws.push('resources');
  for (const action of actions ?? []) if (!isAction(action)) flaws.push(`action ${action}`);
  for (const resource of resources ?? []) if (!isResource(resource)) flaws.push(`resource ${resource}`);
  if (statement.Condition !== undefined && !isCondition(statement.Condition)) flaws.push('condition');
  return flaws;
}

/** The texts of exactly one of two elements; null where both are there or neither is. */
function oneOf(statement: Record<string, unknown>, element: string, opposite: string): string[] | null {
  if ((statement[element] === undefined) === (statement[opposite] === undefined)) return null;
  return [statement[element] ?? statement[opposite]].flat().map(String);
}

function isAction(action: string): boolean {
  if (action === '*') return true;
  const [, prefix] = /^([a-z0-9-]+):[A-Za-z0-9*]+$/.exec(action) ?? [];
  return prefix !== undefined && servicePrefixes.has(prefix);
}

function isResource(resource: string): boolean {
  return resource === '*' || /^arn:(aws|\*):[a-z0-9*-]+:[a-z0-9*-]*:[0-9a-z*-]*(\$\{[\w:]+\})?:\S+$/.test(resource);
}

function isCondition(condition: unknown): boolean {
  return (
    isRecord(condition) &&
    Object.entries(condition).every(
      ([operator, keys]) =>
        /^(ForA(ll|ny)Values?:)?(String|Arn|Numeric|Date|Bool|Null|IpAddress|NotIpAddress)[A-Za-z]*$/.test(operator) &&
        isRecord(keys) &&
        Object.keys(keys).every((key) => /^[\w-]+:\S+$/.test(key)),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
