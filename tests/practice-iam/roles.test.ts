import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  type IAMClient,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, allPages, decoded, deny, newUser, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
const ec2Trust = trust({ Service: 'ec2.amazonaws.com' });
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
});
afterAll(() => it.end());

const create = (input: Partial<CreateRoleCommandInput>) =>
  iam.send(new CreateRoleCommand({ RoleName: 'refused', AssumeRolePolicyDocument: ec2Trust, ...input }));
const missing = (name: string) => ({
  name: 'NoSuchEntityException',
  message: `The role with name ${name} cannot be found.`,
});

describe('a role', () => {
  test('tells whom it trusts, how long sessions last, and when it was used', async () => {
    const { Role } = await create({
      RoleName: 'Web',
      Path: '/service/',
      Description: 'For web servers',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'Team', Value: 'web' }],
    });
    expect(Role).toMatchObject({
      RoleName: 'Web',
      Arn: `arn:aws:iam::${accounts.own}:role/service/Web`,
      Description: 'For web servers',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'Team', Value: 'web' }],
      RoleLastUsed: {},
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(decoded(Role?.AssumeRolePolicyDocument)).toEqual(JSON.parse(ec2Trust));
    expect((await iam.send(new GetRoleCommand({ RoleName: 'web' }))).Role).toEqual(Role);
  });

  test('is listed under its path, in pages, without what only GetRole tells', async () => {
    for (const name of ['one', 'two', 'three']) await create({ RoleName: name, Path: '/list/' });
    const ask = async (Marker: string | undefined) => {
      const { Roles = [], ...rest } = await iam.send(
        new ListRolesCommand({ PathPrefix: '/list/', MaxItems: 2, ...(Marker ? { Marker } : {}) }),
      );
      return { items: Roles, ...rest };
    };
    const { items, pages } = await allPages(ask);
    expect(pages).toBe(2);
    expect(items.map(({ RoleName }) => RoleName)).toEqual(['one', 'three', 'two']);
    expect(items.every(({ RoleLastUsed, Tags }) => RoleLastUsed === undefined && Tags === undefined)).toBe(true);
  });

  test('changes its description, its sessions and whom it trusts', async () => {
    await iam.send(new UpdateRoleCommand({ RoleName: 'web', MaxSessionDuration: 3600 }));
    const { Role } = await iam.send(new UpdateRoleDescriptionCommand({ RoleName: 'web', Description: 'Servers' }));
    expect(Role).toMatchObject({ Description: 'Servers', MaxSessionDuration: 3600 });
    const PolicyDocument = trust({ AWS: `arn:aws:iam::${accounts.partner}:root` });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'web', PolicyDocument }));
    const got = await iam.send(new GetRoleCommand({ RoleName: 'web' }));
    expect(decoded(got.Role?.AssumeRolePolicyDocument)).toEqual(JSON.parse(PolicyDocument));
  });

  const anyone = trust({ AWS: '*' });
  const refusals: [string, Partial<CreateRoleCommandInput>, string, RegExp][] = [
    [
      'a name that is taken',
      { RoleName: 'WEB' },
      'EntityAlreadyExistsException',
      /^Role with name WEB already exists\.$/,
    ],
    [
      'nobody of that name',
      { AssumeRolePolicyDocument: trust({ AWS: `arn:aws:iam::${accounts.own}:user/nobody` }) },
      'MalformedPolicyDocumentException',
      /^Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user\/nobody"$/,
    ],
    [
      'an account that there is not',
      { AssumeRolePolicyDocument: trust({ AWS: '999999999999' }) },
      'MalformedPolicyDocumentException',
      /Invalid principal/,
    ],
    [
      'a trust policy with a resource',
      { AssumeRolePolicyDocument: trust({ AWS: accounts.own }, { Resource: '*' }) },
      'MalformedPolicyDocumentException',
      /prohibited field Resource/,
    ],
    [
      'a trust policy of another kind',
      { AssumeRolePolicyDocument: policy(allow('s3:*')) },
      'MalformedPolicyDocumentException',
      /Principal/,
    ],
    [
      'a trust policy of more than 2,048 characters',
      {
        AssumeRolePolicyDocument: policy(
          Array.from({ length: 40 }, () => ({
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          })),
        ),
      },
      'LimitExceededException',
      /^Cannot exceed quota for ACLSizePerRole: 2048$/,
    ],
    ['a session of thirteen hours', { MaxSessionDuration: 46_800 }, 'ValidationError', /less than or equal to 43200/],
    [
      'a boundary that there is not',
      { PermissionsBoundary: `arn:aws:iam::${accounts.own}:policy/no` },
      'NoSuchEntityException',
      /not attachable/,
    ],
  ];
  test.each(refusals)('is refused with %s', async (_what, input, name, message) => {
    await expect(create(input)).rejects.toMatchObject({ name, message: expect.stringMatching(message) as string });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'refused' }))).rejects.toMatchObject(missing('refused'));
  });

  test('may trust everyone, users by their ID and sessions of roles', async () => {
    await create({ RoleName: 'open', AssumeRolePolicyDocument: anyone });
    const AWS = [`arn:aws:sts::${accounts.own}:assumed-role/open/me`, 'AIDAABCDEFGHIJKLMNOPQ', accounts.partner];
    await create({ RoleName: 'listed', AssumeRolePolicyDocument: trust({ AWS }) });
  });
});

describe('an instance profile', () => {
  const add = (RoleName: string) =>
    iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName }));

  test('holds one role', async () => {
    const { InstanceProfile } = await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: 'web', Tags: [{ Key: 'a', Value: 'b' }] }),
    );
    expect(InstanceProfile).toMatchObject({
      Arn: `arn:aws:iam::${accounts.own}:instance-profile/web`,
      Roles: [],
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(InstanceProfile?.InstanceProfileId).toMatch(/^AIPA/);
    await add('web');
    await expect(add('one')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    });
    const got = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'WEB' }));
    expect(got.InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['Web']);
    const ofRole = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'web' }));
    expect(ofRole.InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual(['web']);
    const all = await iam.send(new ListInstanceProfilesCommand({ PathPrefix: '/none/' }));
    expect(all.InstanceProfiles).toEqual([]);
  });

  test('is refused where its name is taken or its role is not there', async () => {
    await expect(iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'Web' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Instance Profile Web already exists.',
    });
    await expect(add('nobody')).rejects.toMatchObject(missing('nobody'));
    await expect(iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'Instance Profile none cannot be found.',
    });
  });

  test('takes a role from who may pass it to EC2', async () => {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'passed' }));
    const profile = allow('iam:AddRoleToInstanceProfile');
    const pass = (service: string) =>
      allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': service } } });
    const command = () => new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'passed', RoleName: 'one' });
    const wrong = await newUser(it, 'lambda-only', [profile, pass('lambda.amazonaws.com')]);
    await expect(wrong.iam.send(command())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /perform: iam:PassRole on resource: arn:aws:iam::111122223333:role\/list\/one because/,
      ) as string,
    });
    const denied = await newUser(it, 'denied', [profile, pass('ec2.amazonaws.com'), deny('iam:PassRole')]);
    await expect(denied.iam.send(command())).rejects.toMatchObject({
      message: expect.stringMatching(/explicit deny/) as string,
    });
    const right = await newUser(it, 'ec2-passer', [profile, pass('ec2.amazonaws.com')]);
    await right.iam.send(command());
  });

  test('ends when its role is out, and the role when it is in none', async () => {
    const conflict = (what: string) => ({
      name: 'DeleteConflictException',
      message: `Cannot delete entity, must ${what} first.`,
    });
    const RoleName = 'web';
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const removeRole = () => iam.send(new DeleteRoleCommand({ RoleName }));
    const removeProfile = () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: 'web' }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy(allow('s3:*')) }));
    await expect(removeProfile()).rejects.toMatchObject(conflict('remove roles from instance profile'));
    await expect(removeRole()).rejects.toMatchObject(conflict('remove roles from instance profile'));
    const out = (name: string) =>
      iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: 'web', RoleName: name }));
    await expect(out('one')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await out('web');
    await removeProfile();
    await expect(removeRole()).rejects.toMatchObject(conflict('delete policies'));
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'own' }));
    await expect(removeRole()).rejects.toMatchObject(conflict('detach all policies'));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await removeRole();
    await expect(removeRole()).rejects.toMatchObject(missing('web'));
  });
});
