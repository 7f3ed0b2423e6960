import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetGroupCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  ListServerCertificatesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, allPages, clientsWith, decoded, newPolicy, newUser, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
});
afterAll(() => it.end());

const notFound = (name: string) => ({
  name: 'NoSuchEntityException',
  message: `The user with name ${name} cannot be found.`,
  $metadata: { httpStatusCode: 404 },
});

describe('a new user', () => {
  test('has a path, an ID, an ARN, tags and a boundary, and no right', async () => {
    const boundary = await newPolicy(it, 'most', allow('s3:*'));
    const { User } = await iam.send(
      new CreateUserCommand({
        UserName: 'Anna',
        Path: '/team/',
        PermissionsBoundary: boundary,
        Tags: [{ Key: 'Team', Value: 'web' }],
      }),
    );
    expect(User).toMatchObject({
      UserName: 'Anna',
      Path: '/team/',
      Arn: `arn:aws:iam::${accounts.own}:user/team/Anna`,
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
      Tags: [{ Key: 'Team', Value: 'web' }],
    });
    expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    const got = await iam.send(new GetUserCommand({ UserName: 'anna' }));
    expect(got.User).toEqual(User);
  });

  test('is refused where one has the name in other letters', async () => {
    await expect(iam.send(new CreateUserCommand({ UserName: 'ANNA' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'User with name ANNA already exists.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('is refused with a boundary that there is not', async () => {
    const PermissionsBoundary = `arn:aws:iam::${accounts.own}:policy/none`;
    await expect(iam.send(new CreateUserCommand({ UserName: 'ben', PermissionsBoundary }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${PermissionsBoundary} does not exist or is not attachable.`,
    });
    await expect(iam.send(new GetUserCommand({ UserName: 'ben' }))).rejects.toMatchObject(notFound('ben'));
  });
});

describe('where the name is left out', () => {
  test('the user is the one who asks', async () => {
    const { User } = await iam.send(new GetUserCommand({}));
    expect(User?.UserName).toBe('trainee');
  });
});

describe('the list of users', () => {
  test('comes in pages in the order of names, and under a path', async () => {
    for (const name of ['zoe', 'yan', 'xia']) {
      await iam.send(new CreateUserCommand({ UserName: name, Path: '/list/' }));
    }
    const list = async (Marker: string | undefined) => {
      const { Users = [], ...rest } = await iam.send(
        new ListUsersCommand({ PathPrefix: '/list', MaxItems: 2, ...(Marker ? { Marker } : {}) }),
      );
      return { items: Users.map(({ UserName }) => UserName), ...rest };
    };
    expect(await allPages(list)).toEqual({ items: ['xia', 'yan', 'zoe'], pages: 2 });
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    expect(Users.map(({ UserName }) => UserName)).toContain('trainee');
    expect(Users.every((one) => one.Tags === undefined && one.PermissionsBoundary === undefined)).toBe(true);
  });

  test('goes on behind the last one that was shown, though that one is gone', async () => {
    const first = await iam.send(new ListUsersCommand({ PathPrefix: '/list/', MaxItems: 1 }));
    await iam.send(new DeleteUserCommand({ UserName: 'xia' }));
    const { Users } = await iam.send(new ListUsersCommand({ PathPrefix: '/list/', Marker: first.Marker ?? '' }));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['yan', 'zoe']);
  });

  test('is refused a marker of no kind', async () => {
    await expect(iam.send(new ListUsersCommand({ Marker: 'next' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: /Invalid Marker/,
    });
  });
});

describe('another name', () => {
  test('goes with everything that refers to the user', async () => {
    const clients = await newUser(it, 'carla', allow('*'));
    const { Credentials } = await clients.sts.send(new GetSessionTokenCommand({}));
    await iam.send(new CreateGroupCommand({ GroupName: 'movers' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'movers', UserName: 'carla' }));
    const AWS = `arn:aws:iam::${accounts.own}:user/carla`;
    await it
      .iam('partner')
      .send(new CreateRoleCommand({ RoleName: 'guests', AssumeRolePolicyDocument: trust({ AWS }) }));
    const before = await iam.send(new GetUserCommand({ UserName: 'carla' }));

    await iam.send(new UpdateUserCommand({ UserName: 'carla', NewUserName: 'Clara', NewPath: '/moved/' }));

    const { User } = await iam.send(new GetUserCommand({ UserName: 'clara' }));
    const arn = `arn:aws:iam::${accounts.own}:user/moved/Clara`;
    expect(User).toMatchObject({ UserName: 'Clara', Arn: arn, UserId: before.User?.UserId });
    await expect(iam.send(new GetUserCommand({ UserName: 'carla' }))).rejects.toMatchObject(notFound('carla'));
    expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(arn);
    const session = clientsWith(it, Credentials ?? {});
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(arn);
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'Clara' }));
    expect(AccessKeyMetadata).toMatchObject([{ UserName: 'Clara', Status: 'Active' }]);
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'Clara' }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['movers']);
    const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'movers' }));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['Clara']);
    const { Role } = await it.iam('partner').send(new GetRoleCommand({ RoleName: 'guests' }));
    expect(decoded(Role?.AssumeRolePolicyDocument)).toMatchObject({ Statement: { Principal: { AWS: arn } } });
  });

  test('may differ from the old one by case alone, and not be one that is taken', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'dora' }));
    await iam.send(new UpdateUserCommand({ UserName: 'dora', NewUserName: 'Dora' }));
    expect((await iam.send(new GetUserCommand({ UserName: 'dora' }))).User?.UserName).toBe('Dora');
    await expect(iam.send(new UpdateUserCommand({ UserName: 'Dora', NewUserName: 'Trainee' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
    await expect(iam.send(new UpdateUserCommand({ UserName: 'nobody' }))).rejects.toMatchObject(notFound('nobody'));
  });
});

describe('the end of a user', () => {
  const remove = () => iam.send(new DeleteUserCommand({ UserName: 'emil' }));
  const conflict = (what: string) => ({
    name: 'DeleteConflictException',
    message: `Cannot delete entity, must ${what} first.`,
    $metadata: { httpStatusCode: 409 },
  });

  test('waits for everything that hangs on the user, and says what goes first', async () => {
    const UserName = 'emil';
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Right-Horse-7' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policy(allow('s3:*')) }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await iam.send(new CreateGroupCommand({ GroupName: 'leavers' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'leavers', UserName }));

    await expect(remove()).rejects.toMatchObject(conflict('delete login profile'));
    await iam.send(new DeleteLoginProfileCommand({ UserName }));
    await expect(remove()).rejects.toMatchObject(conflict('delete access keys'));
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId ?? '' }));
    await expect(remove()).rejects.toMatchObject(conflict('delete policies'));
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'own' }));
    await expect(remove()).rejects.toMatchObject(conflict('detach all policies'));
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    await expect(remove()).rejects.toMatchObject(conflict('remove users from group'));
    await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'leavers', UserName }));
    await remove();
    await expect(remove()).rejects.toMatchObject(notFound('emil'));
  });

  test('leaves an ID in trust policies: one of the same name that comes later is not trusted', async () => {
    const { User } = await iam.send(new CreateUserCommand({ UserName: 'fred' }));
    const AWS = `arn:aws:iam::${accounts.own}:user/fred`;
    await iam.send(new CreateRoleCommand({ RoleName: 'for-fred', AssumeRolePolicyDocument: trust({ AWS }) }));
    await iam.send(new DeleteUserCommand({ UserName: 'fred' }));
    await iam.send(new CreateUserCommand({ UserName: 'fred' }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'for-fred' }));
    expect(decoded(Role?.AssumeRolePolicyDocument)).toMatchObject({ Statement: { Principal: { AWS: User?.UserId } } });
  });
});

test('lists of what nobody has are empty, and are asked of users that there are', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'hugo' }));
  const { Certificates } = await iam.send(new ListSigningCertificatesCommand({ UserName: 'hugo' }));
  const { SSHPublicKeys } = await iam.send(new ListSSHPublicKeysCommand({}));
  const { ServiceSpecificCredentials } = await iam.send(new ListServiceSpecificCredentialsCommand({ AllUsers: true }));
  const { ServerCertificateMetadataList } = await iam.send(new ListServerCertificatesCommand({}));
  const { SAMLProviderList } = await iam.send(new ListSAMLProvidersCommand({}));
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  expect([Certificates, SSHPublicKeys, ServiceSpecificCredentials]).toEqual([[], [], []]);
  expect([ServerCertificateMetadataList, SAMLProviderList, OpenIDConnectProviderList]).toEqual([[], [], []]);
  await expect(iam.send(new ListSigningCertificatesCommand({ UserName: 'none' }))).rejects.toMatchObject(
    notFound('none'),
  );
});

test('a key that was never used says so', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'gina' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'gina' }));
  const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: AccessKey?.AccessKeyId ?? '' }));
  expect(answer.AccessKeyLastUsed).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
});
