import { askerContext } from '../../main/practice/cloud/access/askers.ts';
import { evaluate, type Question } from '../../main/practice/cloud/access/evaluate.ts';
import { requestContext } from '../../main/practice/cloud/access/request-context.ts';
import { allow, ana, deny, policyOf, variable, type Words } from '../practice-access/decision-case.ts';

const POLICIES = 10;
const STATEMENTS = 20;
const ROUNDS = 21;
const DECISIONS = 2_000;

const services = ['s3', 'iam', 'sqs', 'sns', 'ssm', 'kms', 'logs', 'events', 'lambda', 'rds'];

/** Statements as people write them: some services, some resources, a condition here and there. */
function statementOf(policy: number, at: number): Words {
  const service = services[(policy + at) % services.length] ?? 's3';
  if (at === 7) return allow(['ec2:Describe*', 'ec2:RunInstances', 'ec2:StartInstances'], 'arn:aws:ec2:*:*:instance/*');
  if (at === 13)
    return deny('ec2:*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } });
  return allow(
    [`${service}:Get*`, `${service}:List*`, `${service}:Put${at}`],
    [
      `arn:aws:${service === 'iam' || service === 's3' ? `${service}::` : `${service}:*:`}111122223333:${service === 'iam' ? `user/${variable('aws:username')}` : `thing-${at}/*`}`,
    ],
  );
}

/** How much of the processor one decision over 10 policies of 20 statements takes; other work beside it does not count. */
export async function bench(print: (facts: object) => void): Promise<void> {
  const identity = Array.from({ length: POLICIES }, (_, policy) =>
    policyOf(
      `policy-${policy}`,
      Array.from({ length: STATEMENTS }, (_each, at) => statementOf(policy, at)),
    ),
  );
  const question: Question = {
    asker: ana,
    action: 'ec2:RunInstances',
    resource: 'arn:aws:ec2:eu-central-1:111122223333:instance/*',
    context: requestContext([
      ...askerContext(ana),
      ['aws:RequestedRegion', 'eu-central-1'],
      ['ec2:InstanceType', 't3.micro'],
    ]),
  };
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let at = 0; at < DECISIONS; at += 1) evaluate(question, { identity });
    times.push(process.cpuUsage(before).user / DECISIONS);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const [best = 0, median = 0] = [sorted[0], sorted[Math.floor(ROUNDS / 2)]].map(
    (one) => Math.round((one ?? 0) * 10) / 10,
  );
  print({ policies: POLICIES, statements: STATEMENTS, microsecondsMedian: median, microsecondsBest: best });
}
