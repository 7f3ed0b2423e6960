import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccountAliasCommand,
  type EntityType,
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  type IAMClient,
  ListAccountAliasesCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, decoded, newPolicy, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
});
afterAll(() => it.end());

describe('the alias of an account', () => {
  const aliases = async () => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases;
  const create = (AccountAlias: string) => iam.send(new CreateAccountAliasCommand({ AccountAlias }));

  test('is one, takes the place of the one before, and is nobody else’s', async () => {
    expect(await aliases()).toEqual(['practice-team']);
    await create('the-bakery');
    expect(await aliases()).toEqual(['the-bakery']);
    await expect(create('practice-partner')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'The account alias practice-partner already exists.',
    });
    await iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'the-bakery' }));
    expect(await aliases()).toEqual([]);
    await expect(iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'the-bakery' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  test.each(['ab', 'Capital', 'two--dashes', 'dash-', 'a'.repeat(64)])('is refused as %s', async (alias) => {
    await expect(create(alias)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/at 'accountAlias' failed to satisfy constraint/) as string,
    });
  });
});

describe('an account as a whole', () => {
  beforeAll(async () => {
    await iam.send(new CreateUserCommand({ UserName: 'anna', Path: '/team/', Tags: [{ Key: 'a', Value: 'b' }] }));
    await iam.send(new CreateGroupCommand({ GroupName: 'devs' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'devs', UserName: 'anna' }));
    const PolicyDocument = policy(allow('s3:*'));
    await iam.send(new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName: 'store', PolicyDocument }));
    const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
    const own = await newPolicy(it, 'look', allow('ec2:Describe*'));
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'anna', PermissionsBoundary: own }));
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await iam.send(new AttachUserPolicyCommand({ UserName: 'anna', PolicyArn }));
  });

  const details = (input: { Filter?: EntityType[]; MaxItems?: number; Marker?: string }) =>
    iam.send(new GetAccountAuthorizationDetailsCommand(input));

  test('is counted', async () => {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      Users: 2,
      UsersQuota: 5000,
      Groups: 1,
      Roles: 1,
      InstanceProfiles: 1,
      Policies: 1,
      PolicyVersionsInUse: 1,
      AccessKeysPerUserQuota: 2,
      AccountAccessKeysPresent: 0,
    });
  });

  test('tells its users, groups, roles and the policies in use', async () => {
    const { UserDetailList, GroupDetailList, RoleDetailList, Policies, IsTruncated } = await details({});
    expect(IsTruncated).toBe(false);
    expect(UserDetailList?.find(({ UserName }) => UserName === 'anna')).toMatchObject({
      Arn: `arn:aws:iam::${accounts.own}:user/team/anna`,
      GroupList: ['devs'],
      AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess' }],
      PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${accounts.own}:policy/look` },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const [group] = GroupDetailList ?? [];
    expect(decoded(group?.GroupPolicyList?.[0]?.PolicyDocument)).toEqual(JSON.parse(policy(allow('s3:*'))));
    expect(RoleDetailList).toMatchObject([{ RoleName: 'web', RolePolicyList: [], InstanceProfileList: [] }]);
    expect(decoded(RoleDetailList?.[0]?.AssumeRolePolicyDocument)).toMatchObject({ Version: '2012-10-17' });
    const names = Policies?.map(({ PolicyName }) => PolicyName).sort();
    expect(names).toEqual(['AdministratorAccess', 'ReadOnlyAccess', 'look']);
    const look = Policies?.find(({ PolicyName }) => PolicyName === 'look');
    expect(decoded(look?.PolicyVersionList?.[0]?.Document)).toEqual(JSON.parse(policy(allow('ec2:Describe*'))));
  });

  test('tells some kinds alone', async () => {
    const users = await details({ Filter: ['User'] });
    expect([users.UserDetailList?.length, users.RoleDetailList, users.Policies]).toEqual([2, [], []]);
    const own = await details({ Filter: ['LocalManagedPolicy', 'Group'] });
    expect(own.Policies?.map(({ PolicyName }) => PolicyName)).toEqual(['look']);
    expect(own.GroupDetailList).toHaveLength(1);
    await expect(details({ Filter: ['Device' as never] })).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('comes in pages over all kinds, each thing once', async () => {
    const seen: (string | undefined)[] = [];
    let pages = 0;
    let Marker: string | undefined;
    do {
      const page = await details({ MaxItems: 2, ...(Marker ? { Marker } : {}) });
      const lists = [page.UserDetailList, page.GroupDetailList, page.RoleDetailList, page.Policies];
      const arns = lists.flatMap((list) => (list ?? []).map(({ Arn }) => Arn));
      expect(arns.length).toBeLessThanOrEqual(2);
      seen.push(...arns);
      pages += 1;
      Marker = page.Marker;
    } while (Marker);
    expect(pages).toBe(4);
    expect(new Set(seen).size).toBe(7);
  });
});

describe('the credential report', () => {
  test('takes a moment, tells every user, and is the same for four hours', async () => {
    const generate = async () => (await iam.send(new GenerateCredentialReportCommand({}))).State;
    const get = () => iam.send(new GetCredentialReportCommand({}));
    const refusal = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });
    await expect(get()).rejects.toMatchObject(refusal('CredentialReportNotPresentException', 410));
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MaxPasswordAge: 90 }));
    await iam.send(new CreateUserCommand({ UserName: 'Comma,Name' }));
    await iam.send(new CreateLoginProfileCommand({ UserName: 'Comma,Name', Password: 'abcdef' }));
    await iam.send(new CreateAccessKeyCommand({ UserName: 'Comma,Name' }));
    expect(await generate()).toBe('STARTED');
    expect(await generate()).toBe('INPROGRESS');
    await expect(get()).rejects.toMatchObject(refusal('CredentialReportNotReadyException', 404));
    await it.step(5);
    expect(await generate()).toBe('COMPLETE');
    const { Content, ReportFormat } = await get();
    expect(ReportFormat).toBe('text/csv');
    const [head, root, ...users] = Buffer.from(Content ?? [])
      .toString('utf8')
      .split('\n');
    expect(head?.split(',')).toHaveLength(22);
    expect(root).toMatch(/^<root_account>,arn:aws:iam::111122223333:root,.*,not_supported,/);
    expect(root?.split(',')).toHaveLength(22);
    const trainee = users.find((line) => line.startsWith('trainee,'));
    expect(trainee).toMatch(/,false,N\/A,N\/A,N\/A,false,true,.*,us-east-1,iam,false,/);
    expect(users.find((line) => line.startsWith('"Comma,Name"'))).toMatch(
      /,true,no_information,20.*Z?\+00:00,20.*,false,true,/,
    );
    await it.step(4 * 3_600);
    await expect(get()).rejects.toMatchObject(refusal('CredentialReportExpiredException', 410));
    expect(await generate()).toBe('STARTED');
  });
});
