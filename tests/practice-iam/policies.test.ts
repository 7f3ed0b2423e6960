import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  type ListPoliciesCommandInput,
  ListPolicyVersionsCommand,
  PutUserPermissionsBoundaryCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, allPages, decoded, newPolicy, policy } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ownArn = (name: string) => `arn:aws:iam::${accounts.own}:policy/${name}`;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
});
afterAll(() => it.end());

const names = async (input: ListPoliciesCommandInput) => {
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ MaxItems: 1000, ...input }));
  return Policies.map(({ PolicyName }) => PolicyName);
};

describe('a managed policy', () => {
  test('is made with a first version that is in force', async () => {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'Look',
        Path: '/team/',
        Description: 'Looks at everything',
        PolicyDocument: policy(allow('ec2:Describe*')),
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    );
    expect(Policy).toMatchObject({
      Arn: ownArn('team/Look'),
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(Policy?.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
    const got = await iam.send(new GetPolicyCommand({ PolicyArn: ownArn('team/Look') }));
    expect(got.Policy).toMatchObject({ Description: 'Looks at everything', Tags: [{ Key: 'a', Value: 'b' }] });
    const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn: ownArn('team/Look'), VersionId: 'v1' }));
    expect(version.PolicyVersion).toMatchObject({ VersionId: 'v1', IsDefaultVersion: true });
    // Percent-encoded to the last bracket and star, as RFC 3986 has it.
    expect(version.PolicyVersion?.Document).toMatch(/^[A-Za-z0-9%._~-]+$/);
    expect(decoded(version.PolicyVersion?.Document)).toEqual(JSON.parse(policy(allow('ec2:Describe*'))));
  });

  const big = (size: number) => policy(allow([`s3:${'x'.repeat(size)}`]));
  const refusals: [string, string, string, RegExp][] = [
    ['no JSON', '{', 'MalformedPolicyDocumentException', /^Syntax errors in policy\.$/],
    ['no version', '{"Statement":[]}', 'MalformedPolicyDocumentException', /./],
    [
      'a principal',
      policy({ ...allow('s3:*'), Principal: '*' }),
      'MalformedPolicyDocumentException',
      /should not specify a principal/,
    ],
    ['an action of no vendor', policy(allow('everything')), 'MalformedPolicyDocumentException', /vendor/],
    ['more than 6,144 characters', big(6_144), 'LimitExceededException', /^Cannot exceed quota for PolicySize: 6144$/],
  ];
  test.each(refusals)('is refused with %s', async (_what, PolicyDocument, name, message) => {
    await expect(iam.send(new CreatePolicyCommand({ PolicyName: 'refused', PolicyDocument }))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message) as string,
    });
  });

  test('may be as large as its quota, white space not counted', async () => {
    const empty = big(0).length;
    const spaced = big(6_144 - empty).replaceAll(',', `,${' '.repeat(3_000)}`);
    await iam.send(new CreatePolicyCommand({ PolicyName: 'large', PolicyDocument: spaced }));
    await iam.send(new DeletePolicyCommand({ PolicyArn: ownArn('large') }));
  });

  test('has a name of its own, under whatever path', async () => {
    await expect(
      iam.send(new CreatePolicyCommand({ PolicyName: 'look', PolicyDocument: policy(allow('s3:*')) })),
    ).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'A policy called look already exists. Duplicate names are not allowed.',
    });
  });

  test('that is not there is not found', async () => {
    await expect(iam.send(new GetPolicyCommand({ PolicyArn: ownArn('none') }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${ownArn('none')} was not found.`,
    });
  });
});

describe('versions', () => {
  const PolicyArn = ownArn('versioned');
  const add = (service: string, SetAsDefault = false) =>
    iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(allow(`${service}:*`)), SetAsDefault }),
    );

  test('are five at the most, and numbered on', async () => {
    await newPolicy(it, 'versioned', allow('s3:*'));
    const second = await add('ec2', true);
    expect(second.PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    for (const service of ['ssm', 'sts', 'kms']) await add(service);
    await expect(add('iam')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: expect.stringMatching(/up to 5 versions/) as string,
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    const next = await add('iam');
    expect(next.PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: false });
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v6', 'v5', 'v4', 'v3', 'v2']);
    expect(Versions?.every(({ Document }) => Document === undefined)).toBe(true);
  });

  test('are told in pages', async () => {
    const ask = async (Marker: string | undefined) => {
      const { Versions = [], ...rest } = await iam.send(
        new ListPolicyVersionsCommand({ PolicyArn, MaxItems: 2, ...(Marker ? { Marker } : {}) }),
      );
      return { items: Versions.map(({ VersionId }) => VersionId), ...rest };
    };
    expect(await allPages(ask)).toEqual({ items: ['v6', 'v5', 'v4', 'v3', 'v2'], pages: 3 });
  });

  test('take turns in force; that one can not be deleted', async () => {
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v6' }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId).toBe('v6');
    await expect(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v6' }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete the default version of a policy.',
    });
    const gone = {
      name: 'NoSuchEntityException',
      message: `Policy ${PolicyArn} version v1 does not exist or is not attachable.`,
    };
    await expect(iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))).rejects.toMatchObject(
      gone,
    );
    await expect(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))).rejects.toMatchObject(gone);
  });
});

describe('the list of policies', () => {
  test('tells its own and those of AWS apart, and what is attached or a boundary', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'holder' }));
    await iam.send(new AttachUserPolicyCommand({ UserName: 'holder', PolicyArn: ownArn('team/Look') }));
    await iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName: 'holder', PermissionsBoundary: ownArn('versioned') }),
    );
    expect(await names({ Scope: 'Local' })).toEqual(['Look', 'versioned']);
    expect(await names({ Scope: 'Local', PathPrefix: '/team/' })).toEqual(['Look']);
    expect(await names({ Scope: 'Local', PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['versioned']);
    expect(await names({ OnlyAttached: true, PolicyUsageFilter: 'PermissionsPolicy' })).toEqual([
      'AdministratorAccess',
      'Look',
    ]);
    expect(await names({ OnlyAttached: true })).toEqual(['AdministratorAccess', 'Look', 'versioned']);
    const aws = await names({ Scope: 'AWS' });
    expect(aws).toContain('ReadOnlyAccess');
    expect(aws).not.toContain('Look');
    expect(aws.length).toBeGreaterThan(60);
  });

  test('comes in pages, of a hundred by itself', async () => {
    const first = await iam.send(new ListPoliciesCommand({}));
    expect(first.Policies).toHaveLength(100);
    expect(first.IsTruncated).toBe(true);
    const ask = async (Marker: string | undefined) => {
      const { Policies = [], ...rest } = await iam.send(new ListPoliciesCommand(Marker ? { Marker } : {}));
      return { items: Policies.map(({ PolicyName }) => PolicyName), ...rest };
    };
    const { items } = await allPages(ask);
    expect(items).toEqual(await names({}));
    expect(new Set(items).size).toBe(items.length);
  });

  test('counts who has a policy, and names them', async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: ownArn('versioned') }));
    expect(Policy).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 });
    const list = (PolicyUsageFilter?: 'PermissionsPolicy' | 'PermissionsBoundary') =>
      iam.send(
        new ListEntitiesForPolicyCommand({
          PolicyArn: ownArn('versioned'),
          ...(PolicyUsageFilter ? { PolicyUsageFilter } : {}),
        }),
      );
    expect((await list()).PolicyUsers?.map(({ UserName }) => UserName)).toEqual(['holder']);
    expect((await list('PermissionsPolicy')).PolicyUsers).toEqual([]);
    const none = await iam.send(
      new ListEntitiesForPolicyCommand({ PolicyArn: ownArn('versioned'), EntityFilter: 'Role' }),
    );
    expect([none.PolicyUsers, none.PolicyRoles, none.PolicyGroups]).toEqual([[], [], []]);
  });
});

describe('the end of a policy', () => {
  test('waits until nobody has it and one version is left', async () => {
    const PolicyArn = ownArn('ending');
    await newPolicy(it, 'ending', allow('s3:*'));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(allow('ec2:*')) }));
    await iam.send(new AttachUserPolicyCommand({ UserName: 'holder', PolicyArn }));
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
    });
    await iam.send(new DetachUserPolicyCommand({ UserName: 'holder', PolicyArn }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: expect.stringMatching(/more than one version/) as string,
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn: ownArn('versioned') }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
    });
  });
});

describe("AWS's own policies", () => {
  test('are read like any other', async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: readOnly }));
    expect(Policy).toMatchObject({ PolicyName: 'ReadOnlyAccess', IsAttachable: true });
    const VersionId = Policy?.DefaultVersionId ?? '';
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: readOnly, VersionId }));
    expect(decoded(PolicyVersion?.Document)).toMatchObject({ Version: '2012-10-17' });
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: readOnly }));
    expect(Versions).toMatchObject([{ VersionId, IsDefaultVersion: true }]);
  });

  test('can not be changed by anybody', async () => {
    const outside = {
      name: 'AccessDenied',
      message: 'Policy is outside your own account.',
      $metadata: { httpStatusCode: 403 },
    };
    const PolicyDocument = policy(allow('*'));
    const attempts = [
      () => iam.send(new CreatePolicyVersionCommand({ PolicyArn: readOnly, PolicyDocument })),
      () => iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: readOnly, VersionId: 'v1' })),
      () => iam.send(new DeletePolicyVersionCommand({ PolicyArn: readOnly, VersionId: 'v1' })),
      () => iam.send(new DeletePolicyCommand({ PolicyArn: readOnly })),
      () => iam.send(new TagPolicyCommand({ PolicyArn: readOnly, Tags: [] })),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(outside);
  });
});
