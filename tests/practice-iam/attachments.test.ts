import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteGroupPolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetGroupPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  PutGroupPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, allPages, decoded, newPolicy, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName: 'Anna' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'Devs' }));
  const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName: 'Web', AssumeRolePolicyDocument }));
});
afterAll(() => it.end());

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const PolicyName = 'own';

/** The same for a user, a group and a role. */
const holders = {
  user: {
    name: { UserName: 'Anna' },
    attach: (PolicyArn: string) => iam.send(new AttachUserPolicyCommand({ UserName: 'anna', PolicyArn })),
    detach: (PolicyArn: string) => iam.send(new DetachUserPolicyCommand({ UserName: 'anna', PolicyArn })),
    attached: (input: object) => iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'anna', ...input })),
    put: (name: string, PolicyDocument: string) =>
      iam.send(new PutUserPolicyCommand({ UserName: 'anna', PolicyName: name, PolicyDocument })),
    get: (name: string) => iam.send(new GetUserPolicyCommand({ UserName: 'anna', PolicyName: name })),
    list: (input: object) => iam.send(new ListUserPoliciesCommand({ UserName: 'anna', ...input })),
    remove: (name: string) => iam.send(new DeleteUserPolicyCommand({ UserName: 'anna', PolicyName: name })),
    quota: 'PoliciesPerUser',
    size: 2_048,
  },
  group: {
    name: { GroupName: 'Devs' },
    attach: (PolicyArn: string) => iam.send(new AttachGroupPolicyCommand({ GroupName: 'devs', PolicyArn })),
    detach: (PolicyArn: string) => iam.send(new DetachGroupPolicyCommand({ GroupName: 'devs', PolicyArn })),
    attached: (input: object) => iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'devs', ...input })),
    put: (name: string, PolicyDocument: string) =>
      iam.send(new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName: name, PolicyDocument })),
    get: (name: string) => iam.send(new GetGroupPolicyCommand({ GroupName: 'devs', PolicyName: name })),
    list: (input: object) => iam.send(new ListGroupPoliciesCommand({ GroupName: 'devs', ...input })),
    remove: (name: string) => iam.send(new DeleteGroupPolicyCommand({ GroupName: 'devs', PolicyName: name })),
    quota: 'PoliciesPerGroup',
    size: 5_120,
  },
  role: {
    name: { RoleName: 'Web' },
    attach: (PolicyArn: string) => iam.send(new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn })),
    detach: (PolicyArn: string) => iam.send(new DetachRolePolicyCommand({ RoleName: 'web', PolicyArn })),
    attached: (input: object) => iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'web', ...input })),
    put: (name: string, PolicyDocument: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName: 'web', PolicyName: name, PolicyDocument })),
    get: (name: string) => iam.send(new GetRolePolicyCommand({ RoleName: 'web', PolicyName: name })),
    list: (input: object) => iam.send(new ListRolePoliciesCommand({ RoleName: 'web', ...input })),
    remove: (name: string) => iam.send(new DeleteRolePolicyCommand({ RoleName: 'web', PolicyName: name })),
    quota: 'PoliciesPerRole',
    size: 10_240,
  },
} as const;

describe.each(['user', 'group', 'role'] as const)('managed policies of a %s', (kind) => {
  const { attach, detach, attached, quota } = holders[kind];

  test('are attached once each, and listed', async () => {
    await attach(readOnly);
    await attach(readOnly);
    const arn = await newPolicy(it, `A-for-${kind}`, allow('s3:*'));
    await attach(arn);
    const { AttachedPolicies } = await attached({});
    expect(AttachedPolicies).toEqual([
      { PolicyName: `A-for-${kind}`, PolicyArn: arn },
      { PolicyName: 'ReadOnlyAccess', PolicyArn: readOnly },
    ]);
    const ask = async (Marker: string | undefined) => {
      const { AttachedPolicies: items = [], ...rest } = await attached({ MaxItems: 1, ...(Marker ? { Marker } : {}) });
      return { items, ...rest };
    };
    expect(await allPages(ask)).toEqual({ items: AttachedPolicies, pages: 2 });
    expect((await attached({ PathPrefix: '/job-function/' })).AttachedPolicies).toEqual([]);
  });

  test('name who has them', async () => {
    const EntityFilter = ({ user: 'User', group: 'Group', role: 'Role' } as const)[kind];
    const list = (filter: typeof EntityFilter) =>
      iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: readOnly, EntityFilter: filter }));
    const { PolicyUsers, PolicyGroups, PolicyRoles } = await list(EntityFilter);
    const found = [...(PolicyUsers ?? []), ...(PolicyGroups ?? []), ...(PolicyRoles ?? [])];
    expect(found).toMatchObject([holders[kind].name]);
  });

  test('are detached, and not twice', async () => {
    await detach(readOnly);
    await expect(detach(readOnly)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${readOnly} was not found.`,
    });
  });

  test('are ten at the most, and policies that may be attached', async () => {
    const before = (await attached({})).AttachedPolicies?.length ?? 0;
    for (let number = before; number < 10; number += 1) {
      await attach(await newPolicy(it, `${kind}-${number}`, allow('s3:*')));
    }
    await expect(attach(readOnly)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `Cannot exceed quota for ${quota}: 10`,
    });
    const none = `arn:aws:iam::${accounts.own}:policy/none`;
    await expect(attach(none)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${none} does not exist or is not attachable.`,
    });
    const service = 'arn:aws:iam::aws:policy/aws-service-role/AWSServiceRoleForImageBuilder';
    await expect(attach(service)).rejects.toMatchObject({ name: 'PolicyNotAttachableException' });
    await expect(attach(`arn:aws:s3:::policy/${kind}`)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe.each(['user', 'group', 'role'] as const)('inline policies of a %s', (kind) => {
  const { name, put, get, list, remove, size } = holders[kind];

  test('are written, read, listed, written over and deleted', async () => {
    await put(PolicyName, policy(allow('s3:*')));
    await put('Another', policy(allow('ec2:*')));
    await put('OWN', policy(allow('sts:*')));
    const { PolicyNames } = await list({});
    expect(PolicyNames).toEqual(['Another', 'OWN']);
    const { PolicyDocument, ...rest } = await get('own');
    expect(rest).toMatchObject({ ...name, PolicyName: 'OWN' });
    expect(decoded(PolicyDocument)).toEqual(JSON.parse(policy(allow('sts:*'))));
    const ask = async (Marker: string | undefined) => {
      const { PolicyNames: items = [], ...page } = await list({ MaxItems: 1, ...(Marker ? { Marker } : {}) });
      return { items, ...page };
    };
    expect(await allPages(ask)).toEqual({ items: ['Another', 'OWN'], pages: 2 });
    await remove('own');
    await remove('another');
    const missing = { name: 'NoSuchEntityException', message: `The ${kind} policy with name own cannot be found.` };
    await expect(get('own')).rejects.toMatchObject(missing);
    await expect(remove('own')).rejects.toMatchObject(missing);
  });

  test('have one size together', async () => {
    const frame = policy(allow('s3:')).length;
    const half = (letter: string) => policy(allow(`s3:${letter.repeat(size / 2 - frame)}`));
    await put('first', half('a'));
    await put('second', half('b').replaceAll(',', ',   '));
    await expect(put('third', policy(allow('s3:*')))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `Maximum policy size of ${size} bytes exceeded for ${kind} ${Object.values(name)[0]}`,
    });
    // The one that is written over does not count.
    await put('second', half('c'));
  });

  test('are policies', async () => {
    await expect(put('broken', '{"Version":"2012-10-17"}')).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });
});

describe('a boundary', () => {
  test('is put on a user or a role and taken away', async () => {
    const PermissionsBoundary = await newPolicy(it, 'most', allow('s3:*'));
    const shown = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: PermissionsBoundary };
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'anna', PermissionsBoundary }));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'web', PermissionsBoundary }));
    const { User } = await iam.send(new GetUserCommand({ UserName: 'anna' }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'web' }));
    expect([User?.PermissionsBoundary, Role?.PermissionsBoundary]).toEqual([shown, shown]);
    const fromUser = () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'anna' }));
    const fromRole = () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'web' }));
    await fromUser();
    await fromRole();
    await expect(fromUser()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(fromRole()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    expect((await iam.send(new GetUserCommand({ UserName: 'anna' }))).User?.PermissionsBoundary).toBeUndefined();
  });

  test('is a policy that there is', async () => {
    const PermissionsBoundary = `arn:aws:iam::${accounts.own}:policy/none`;
    await expect(
      iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'anna', PermissionsBoundary })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});
