import { DescribeImagesCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand, CreatePolicyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SaidPrediction } from '../../src/access/contract.ts';
import { SENTENCES } from '../../src/access/sentences.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { administrator, type Clients, newUser, OWN, policy } from './access-rig.ts';
import { generatedUsers } from './generated-users.ts';
import { REAL_CALLS, reallyMay, type Target } from './real-answers.ts';

// More: AMIABLE_USERS=90.
const USERS = Number(process.env.AMIABLE_USERS ?? 40);

let side: MainSide;
let target: Target;
beforeAll(async () => {
  side = await openPaperSide();
  const { ec2, iam } = administrator(side.cloud);
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const machine = Reservations.flatMap(({ Instances = [] }) => Instances)[0];
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const image = Images[0];
  // Something belongs to this user, so that nobody can really delete it.
  await iam.send(new CreateUserCommand({ UserName: 'kept' }));
  await iam.send(new CreateAccessKeyCommand({ UserName: 'kept' }));
  target = {
    instance: machine?.InstanceId ?? '',
    image: image?.ImageId ?? '',
    snapshot: image?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '',
    group: machine?.SecurityGroups?.[0]?.GroupId ?? '',
    subnet: machine?.SubnetId ?? '',
    keyPair: machine?.KeyName ?? '',
    user: 'kept',
  };
});
afterAll(() => side.stop());

const sayings = async (name: string): Promise<SaidPrediction[]> =>
  (await side.handlers.access.sayings({ name, things: target })).sayings;

/** Where a prediction and the cloud differ, a line each. */
async function disagreements(name: string, clients: Clients, said: readonly SaidPrediction[]): Promise<string[]> {
  const lines = said.map(async (one): Promise<string[]> => {
    const asked =
      one.kinds.length > 0
        ? one.kinds.map(({ label, allowed }) => ({ kind: label, says: allowed ? 'yes' : 'no' }))
        : [{ kind: undefined, says: one.verdict as string }];
    const told = await Promise.all(
      asked.map(async ({ kind, says }) => ({
        kind,
        says,
        really: await reallyMay(one.sentenceId, clients, target, kind),
      })),
    );
    return told
      .filter(({ says, really }) => says !== really)
      .map(({ kind, says, really }) => `${name}: ${one.sentenceId} ${kind ?? ''} predicted ${says}, really ${really}`);
  });
  return (await Promise.all(lines)).flat();
}

test('every sentence has a real call to be held against', () => {
  expect(SENTENCES.map(({ id }) => id)).toEqual(Object.keys(REAL_CALLS));
});

test(`${USERS} users with generated policies: each sentence says what the cloud really does`, async () => {
  const users = fc.sample(generatedUsers(target), { numRuns: USERS, seed: 7 });
  const wrong: string[] = [];
  const verdicts = { yes: 0, no: 0, 'only-if': 0 };
  for (const [at, { statements, boundary }] of users.entries()) {
    const name = `user-${at}`;
    const arn = boundary && (await newPolicy(`boundary-${at}`, boundary));
    const clients = await newUser(side.cloud, name, statements, arn);
    const said = await sayings(name);
    for (const { verdict } of said) verdicts[verdict] += 1;
    const found = await disagreements(name, clients, said);
    if (found.length > 0) found.push(JSON.stringify({ statements, boundary }));
    wrong.push(...found);
    clients.ec2.destroy();
    clients.iam.destroy();
  }
  expect(wrong).toEqual([]);
  // A cloud, or a page, that always says the same would prove nothing.
  expect(Math.min(verdicts.yes, verdicts.no)).toBeGreaterThan(USERS);
  expect(verdicts['only-if']).toBeGreaterThan(0);
}, 60_000);

test('negative control: what is predicted for one user does not pass for another', async () => {
  const clients = await newUser(side.cloud, 'reader', [{ Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' }]);
  await newUser(side.cloud, 'owner', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  expect((await disagreements('reader', clients, await sayings('owner'))).length).toBeGreaterThan(10);
  expect(await disagreements('reader', clients, await sayings('reader'))).toEqual([]);
});

describe('the reason', () => {
  const one = async (name: string, id: string) => (await sayings(name)).find(({ sentenceId }) => sentenceId === id);
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };

  test('a yes names the statement that allows it', async () => {
    await newUser(side.cloud, 'starter', [{ Sid: 'Start', Effect: 'Allow', Action: 'ec2:Start*', Resource: '*' }]);
    const said = await one('starter', 'start');
    expect(said).toMatchObject({ verdict: 'yes', statement: { policy: 'given', sid: 'Start', effect: 'Allow' } });
    expect(said?.statement?.text).toContain('"ec2:Start*"');
    expect(await one('starter', 'stop')).toMatchObject({
      verdict: 'no',
      why: 'Nothing forbids it, but no policy of starter allows it.',
      gates: expect.arrayContaining([
        { gate: 'explicit-deny', says: 'passes' },
        { gate: 'identity', says: 'stops' },
      ]),
    });
  });

  test('of a list of more than a thousand actions, those that decide are shown', async () => {
    const text = (await one('auditor', 'see-machines'))?.statement?.text ?? '';
    expect(text).toContain('"ec2:Describe*"');
    expect(text).toMatch(/… and [\d,]+ lines about other things$/);
    expect(text.split('\n').length).toBeLessThan(30);
  });

  test('an explicit deny stands in front of everything that allows', async () => {
    const Sid = 'NoSharing';
    await newUser(side.cloud, 'private', [
      all,
      { Sid, Effect: 'Deny', Action: 'ec2:ModifyImageAttribute', Resource: '*' },
    ]);
    const said = await one('private', 'share-image');
    expect(said).toMatchObject({
      verdict: 'no',
      why: 'A statement in given forbids it, whatever else allows it.',
      statement: { policy: 'given', sid: 'NoSharing', effect: 'Deny' },
    });
    expect(said?.gates[0]).toEqual({ gate: 'explicit-deny', says: 'stops' });
  });

  test('a boundary is the gate that stops', async () => {
    const arn = await newPolicy('no-images', [{ Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' }]);
    await newUser(side.cloud, 'bounded', [all], arn);
    const said = await one('bounded', 'create-image');
    expect(said).toMatchObject({ verdict: 'no', why: 'The permissions boundary of bounded does not let it pass.' });
    expect(said?.gates).toContainEqual({ gate: 'boundary', says: 'stops' });
    expect(said?.gates).toContainEqual({ gate: 'identity', says: 'passes' });
  });

  test('only certain types of machines, and only certain machines, is an only if', async () => {
    await newUser(side.cloud, 'small', [
      all,
      {
        Effect: 'Deny',
        Action: 'ec2:RunInstances',
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringNotEquals: { 'ec2:InstanceType': 't3.micro' } },
      },
      { Sid: 'Mine', Effect: 'Deny', Action: 'ec2:TerminateInstances', NotResource: 'arn:aws:ec2:*:*:instance/i-1' },
    ]);
    expect(await one('small', 'launch')).toMatchObject({
      verdict: 'only-if',
      why: 'Of the kinds that were tried, only t3.micro.',
    });
    await newUser(side.cloud, 'own', [
      { Sid: 'Own', Effect: 'Allow', Action: 'ec2:StopInstances', Resource: `arn:aws:ec2:*:${OWN}:instance/i-1` },
    ]);
    const { sayings: any } = await side.handlers.access.sayings({ name: 'own' });
    expect(any.find(({ sentenceId }) => sentenceId === 'stop')).toMatchObject({
      verdict: 'only-if',
      why: 'Only for what a statement in given names.',
      statement: { sid: 'Own' },
    });
    expect(await one('own', 'stop')).toMatchObject({ verdict: 'no' });
  });

  test('any action on anything can be asked about', async () => {
    const ask = (action: string) => side.handlers.access.would({ name: 'starter', action, resource: '*' });
    expect(await ask('ec2:StartInstances')).toMatchObject({ verdict: 'yes' });
    expect(await ask('s3:GetObject')).toMatchObject({ verdict: 'no' });
  });
});

async function newPolicy(PolicyName: string, statements: readonly object[]): Promise<string> {
  const { iam } = administrator(side.cloud);
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy(statements) }));
  return Policy?.Arn ?? '';
}
