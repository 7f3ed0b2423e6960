import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  type IAMClient,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, allPages, policy } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  for (const name of ['anna', 'ben', 'carl']) await iam.send(new CreateUserCommand({ UserName: name }));
});
afterAll(() => it.end());

const notFound = (name: string) => ({
  name: 'NoSuchEntityException',
  message: `The group with name ${name} cannot be found.`,
});
const join = (GroupName: string, UserName: string) => iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
const membersOf = async (GroupName: string) => {
  const { Users } = await iam.send(new GetGroupCommand({ GroupName }));
  return Users?.map(({ UserName }) => UserName);
};

describe('a group', () => {
  test('is made once, with a path and an ID', async () => {
    const { Group } = await iam.send(new CreateGroupCommand({ GroupName: 'Devs', Path: '/org/' }));
    expect(Group).toMatchObject({ GroupName: 'Devs', Arn: `arn:aws:iam::${accounts.own}:group/org/Devs` });
    expect(Group?.GroupId).toMatch(/^AGPA[A-Z2-7]{17}$/);
    await expect(iam.send(new CreateGroupCommand({ GroupName: 'devs' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Group with name devs already exists.',
    });
  });

  test('tells its users, page by page', async () => {
    for (const name of ['anna', 'ben', 'carl']) await join('devs', name);
    await join('devs', 'anna');
    const ask = async (Marker: string | undefined) => {
      const { Users = [], ...rest } = await iam.send(
        new GetGroupCommand({ GroupName: 'Devs', MaxItems: 2, ...(Marker ? { Marker } : {}) }),
      );
      return { items: Users.map(({ UserName }) => UserName), ...rest };
    };
    expect(await allPages(ask)).toEqual({ items: ['anna', 'ben', 'carl'], pages: 2 });
  });

  test('is listed under its path, and among the groups of its users', async () => {
    await iam.send(new CreateGroupCommand({ GroupName: 'admins' }));
    await join('admins', 'ben');
    const under = await iam.send(new ListGroupsCommand({ PathPrefix: '/org/' }));
    expect(under.Groups?.map(({ GroupName }) => GroupName)).toEqual(['Devs']);
    const ofBen = await iam.send(new ListGroupsForUserCommand({ UserName: 'ben' }));
    expect(ofBen.Groups?.map(({ GroupName }) => GroupName)).toEqual(['admins', 'Devs']);
  });

  test('keeps its users when it gets another name and path', async () => {
    await iam.send(new UpdateGroupCommand({ GroupName: 'devs', NewGroupName: 'Makers', NewPath: '/' }));
    expect(await membersOf('makers')).toEqual(['anna', 'ben', 'carl']);
    await expect(iam.send(new GetGroupCommand({ GroupName: 'Devs' }))).rejects.toMatchObject(notFound('Devs'));
    await expect(
      iam.send(new UpdateGroupCommand({ GroupName: 'makers', NewGroupName: 'ADMINS' })),
    ).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  });

  test('lets users go who are in it, and no others', async () => {
    await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'makers', UserName: 'carl' }));
    expect(await membersOf('makers')).toEqual(['anna', 'ben']);
    await expect(
      iam.send(new RemoveUserFromGroupCommand({ GroupName: 'makers', UserName: 'carl' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(join('makers', 'nobody')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The user with name nobody cannot be found.',
    });
    await expect(join('nowhere', 'carl')).rejects.toMatchObject(notFound('nowhere'));
  });

  test('can not be the eleventh of a user', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'joiner' }));
    for (let number = 1; number <= 11; number += 1) {
      await iam.send(new CreateGroupCommand({ GroupName: `many-${number}` }));
    }
    for (let number = 1; number <= 10; number += 1) await join(`many-${number}`, 'joiner');
    await expect(join('many-11', 'joiner')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for GroupsPerUser: 10',
      $metadata: { httpStatusCode: 409 },
    });
    // One that the user is in already changes nothing and is no eleventh.
    await join('many-10', 'joiner');
  });

  test('is one of three hundred at the most', async () => {
    const { Groups = [] } = await iam.send(new ListGroupsCommand({ MaxItems: 1000 }));
    for (let number = Groups.length; number < 300; number += 1) {
      await iam.send(new CreateGroupCommand({ GroupName: `filler-${number}`, Path: '/filler/' }));
    }
    await expect(iam.send(new CreateGroupCommand({ GroupName: 'over' }))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for GroupsPerAccount: 300',
    });
  });

  test('ends when it is empty', async () => {
    const GroupName = 'makers';
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const conflict = (what: string) => ({
      name: 'DeleteConflictException',
      message: `Cannot delete entity, must ${what} first.`,
    });
    const remove = () => iam.send(new DeleteGroupCommand({ GroupName }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'own', PolicyDocument: policy(allow('s3:*')) }));
    await expect(remove()).rejects.toMatchObject(conflict('remove users from group'));
    for (const UserName of ['anna', 'ben']) await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
    await expect(remove()).rejects.toMatchObject(conflict('delete policies'));
    await iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: 'own' }));
    await expect(remove()).rejects.toMatchObject(conflict('detach all policies'));
    await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
    await remove();
    await expect(remove()).rejects.toMatchObject(notFound('makers'));
  });
});
