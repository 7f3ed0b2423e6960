import { type EvaluationResult, type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import type { Things } from '../../src/access/contract.ts';
import type { Probe } from '../../src/access/sentences.ts';
import { filledArn } from '../../src/access/sentences.ts';
import { allOf } from './iam-people.ts';

/** Where a prediction is about. */
export interface Where {
  readonly region: string;
  readonly account: string;
}

/** IAM's answer to one probe. */
export interface Simulated {
  readonly probe: Probe;
  readonly resources: readonly string[];
  readonly result: EvaluationResult;
}

/** Probes that share a call. */
interface Shared {
  readonly resources: readonly string[];
  readonly context: Readonly<Record<string, string>>;
  readonly probes: Probe[];
}

/**
 * Asks IAM about many probes at once.
 *
 * IAM takes many actions in a call but one set of things and conditions, so probes that share these share a call:
 * SimulatePrincipalPolicy is throttled early. Source: IAM API reference, SimulatePrincipalPolicy.
 */
export async function simulate(
  iam: IAMClient,
  who: string,
  probes: readonly Probe[],
  where: Where,
  named: Things = {},
): Promise<Simulated[]> {
  const groups = new Map<string, Shared>();
  for (const probe of probes) {
    const resources = probe.resources.map((each) => filledArn(each, where, named));
    // AWS gives EC2's calls their Region; the simulator knows none.
    const context = {
      ...(probe.action.startsWith('ec2:') ? { 'ec2:Region': where.region } : {}),
      ...regionOf(probe, where),
      ...probe.context,
    };
    const key = JSON.stringify([resources, context]);
    const group: Shared = groups.get(key) ?? { resources, context, probes: [] };
    groups.set(key, group);
    group.probes.push(probe);
  }
  const answers = await Promise.all(
    [...groups.values()].map(async ({ resources, context, probes: asked }) => {
      const results = await allOf(
        paginateSimulatePrincipalPolicy(
          { client: iam },
          {
            PolicySourceArn: `arn:aws:iam::${where.account}:user/${who}`,
            ActionNames: [...new Set(asked.map(({ action }) => action))],
            ResourceArns: [...resources],
            ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
              ContextKeyName,
              ContextKeyType: 'string' as const,
              ContextKeyValues: [value],
            })),
          },
        ),
        ({ EvaluationResults }) => EvaluationResults,
      );
      return asked.flatMap((probe): Simulated[] => {
        const result = results.find(({ EvalActionName }) => EvalActionName === probe.action);
        return result ? [{ probe, resources, result }] : [];
      });
    }),
  );
  return answers.flat();
}

function regionOf({ action }: Probe, { region }: Where): Record<string, string> {
  // IAM is one for all Regions, and its calls count as made in this one.
  return { 'aws:RequestedRegion': action.startsWith('iam:') ? 'us-east-1' : region };
}
