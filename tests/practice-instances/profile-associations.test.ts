import * as sdk from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, running, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let web: string;
const arnOf = (name: string) => `arn:aws:iam::111122223333:instance-profile/${name}`;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  web = told((await instanceNamed(ec2, 'web-01')).InstanceId);
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  for (const RoleName of ['first', 'second']) {
    const InstanceProfileName = RoleName;
    await it.iam().send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await it.iam().send(new iam.CreateInstanceProfileCommand({ InstanceProfileName }));
    await it.iam().send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  }
  await it.iam().send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'empty' }));
});
afterAll(() => it.end());

const give = (InstanceId: string, Name: string, client = ec2) =>
  client.send(new sdk.AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name } }));
const shown = async (input: sdk.DescribeIamInstanceProfileAssociationsCommandInput = {}) =>
  (await ec2.send(new sdk.DescribeIamInstanceProfileAssociationsCommand(input))).IamInstanceProfileAssociations ?? [];

test('a profile is given to a machine that runs, replaced, and taken away', async () => {
  const given = told((await give(web, 'first')).IamInstanceProfileAssociation);
  expect(given).toMatchObject({
    AssociationId: expect.stringMatching(/^iip-assoc-[0-9a-f]{17}$/),
    InstanceId: web,
    IamInstanceProfile: { Arn: arnOf('first') },
    State: 'associating',
  });
  expect(await shown({ Filters: [{ Name: 'instance-id', Values: [web] }] })).toEqual([
    { ...given, State: 'associated' },
  ]);
  expect((await describeOne(ec2, web)).IamInstanceProfile).toEqual(given.IamInstanceProfile);
  const { AssociationId } = given;
  const replaced = await ec2.send(
    new sdk.ReplaceIamInstanceProfileAssociationCommand({
      AssociationId,
      IamInstanceProfile: { Arn: arnOf('second') },
    }),
  );
  const next = told(replaced.IamInstanceProfileAssociation);
  expect(next.AssociationId).not.toBe(AssociationId);
  expect((await describeOne(ec2, web)).IamInstanceProfile?.Arn).toBe(arnOf('second'));
  await expectRefusal(shown({ AssociationIds: [told(AssociationId)] }), 'InvalidAssociationID.NotFound');
  const gone = await ec2.send(new sdk.DisassociateIamInstanceProfileCommand({ AssociationId: next.AssociationId }));
  expect(gone.IamInstanceProfileAssociation).toMatchObject({ InstanceId: web, State: 'disassociating' });
  expect((await describeOne(ec2, web)).IamInstanceProfile).toBeUndefined();
  expect(await shown()).toEqual([]);
});

test('a machine that was launched with a profile has an association until it ends', async () => {
  const { InstanceId = '' } = await running(it, ec2, { IamInstanceProfile: { Name: 'first' } });
  expect(await shown()).toMatchObject([{ InstanceId, IamInstanceProfile: { Arn: arnOf('first') } }]);
  await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  await it.step(20);
  expect(await shown()).toEqual([]);
  expect((await describeOne(ec2, InstanceId)).IamInstanceProfile?.Arn).toBe(arnOf('first'));
});

describe('is refused', () => {
  test('a second profile, none, and one without a role', async () => {
    const { InstanceId = '' } = await running(it, ec2, { IamInstanceProfile: { Name: 'first' } });
    await expectRefusal(
      give(InstanceId, 'second'),
      'IncorrectState',
      new RegExp(`^There is an existing association for instance ${InstanceId}$`),
    );
    await expectRefusal(give(web, 'nobody'), 'InvalidParameterValue', /Invalid IAM Instance Profile name$/);
    await expectRefusal(give(web, 'empty'), 'InvalidParameterValue', /has no associated IAM Roles$/);
    await expectRefusal(give('i-0123456789abcdef0', 'first'), 'InvalidInstanceID.NotFound');
    const without = ec2.send(new sdk.AssociateIamInstanceProfileCommand({ InstanceId: web, IamInstanceProfile: {} }));
    await expectRefusal(without, 'MissingParameter', /IamInstanceProfile/);
    const AssociationId = 'iip-assoc-0123456789abcdef0';
    await expectRefusal(
      ec2.send(new sdk.DisassociateIamInstanceProfileCommand({ AssociationId })),
      'InvalidAssociationID.NotFound',
      /^An invalid association-id of 'iip-assoc-0123456789abcdef0' was given$/,
    );
  });

  test('a role that one may not pass on', async () => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'ec2:AssociateIamInstanceProfile', Resource: '*' }],
    });
    await it.iam().send(new iam.PutUserPolicyCommand({ UserName: 'auditor', PolicyName: 'give', PolicyDocument }));
    await expectRefusal(
      give(web, 'first', it.ec2('auditor')),
      'UnauthorizedOperation',
      /is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role\/first/,
    );
    expect((await describeOne(ec2, web)).IamInstanceProfile).toBeUndefined();
  });
});
