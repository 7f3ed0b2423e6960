import type { ContextValue } from '../../main/practice/cloud/access/request-context.ts';
import { allow, type DecisionCase } from './decision-case.ts';

/** An operator, the policy's value or values, what the request holds (null: nothing), and whether that meets it. */
export type ConditionRow = readonly [rule: string, operator: string, wanted: unknown, held: ContextValue, met: boolean];

/** One case for each row: a statement that allows under this condition alone. */
export function conditionCases(source: string, key: string, rows: readonly ConditionRow[]): DecisionCase[] {
  return rows.map(([rule, operator, wanted, held, met]) => ({
    rule: `${operator} ${JSON.stringify(wanted)} and ${JSON.stringify(held)}: ${rule}`,
    source,
    action: 'ec2:StartInstances',
    on: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0',
    context: { [key]: held },
    identity: [allow('ec2:StartInstances', '*', { [operator]: { [key]: wanted } })],
    ends: met ? 'allowed' : 'implicitDeny identity',
  }));
}
