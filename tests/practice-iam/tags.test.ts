import {
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  type IAMClient,
  ListInstanceProfileTagsCommand,
  ListMFADeviceTagsCommand,
  ListPolicyTagsCommand,
  ListRoleTagsCommand,
  ListUserTagsCommand,
  type Tag,
  TagInstanceProfileCommand,
  TagMFADeviceCommand,
  TagPolicyCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagInstanceProfileCommand,
  UntagMFADeviceCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, allPages, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName: 'anna' }));
  const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument }));
  await iam.send(new CreatePolicyCommand({ PolicyName: 'look', PolicyDocument: policy(allow('s3:*')) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }));
});
afterAll(() => it.end());

const PolicyArn = `arn:aws:iam::${accounts.own}:policy/look`;
const SerialNumber = `arn:aws:iam::${accounts.own}:mfa/phone`;
const UserName = 'anna';
const RoleName = 'web';
const InstanceProfileName = 'web';

const kinds = {
  user: {
    tag: (Tags: Tag[]) => iam.send(new TagUserCommand({ UserName, Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagUserCommand({ UserName, TagKeys })),
    list: (input: object) => iam.send(new ListUserTagsCommand({ UserName, ...input })),
  },
  role: {
    tag: (Tags: Tag[]) => iam.send(new TagRoleCommand({ RoleName, Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagRoleCommand({ RoleName, TagKeys })),
    list: (input: object) => iam.send(new ListRoleTagsCommand({ RoleName, ...input })),
  },
  policy: {
    tag: (Tags: Tag[]) => iam.send(new TagPolicyCommand({ PolicyArn, Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys })),
    list: (input: object) => iam.send(new ListPolicyTagsCommand({ PolicyArn, ...input })),
  },
  'instance profile': {
    tag: (Tags: Tag[]) => iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys })),
    list: (input: object) => iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName, ...input })),
  },
  'MFA device': {
    tag: (Tags: Tag[]) => iam.send(new TagMFADeviceCommand({ SerialNumber, Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagMFADeviceCommand({ SerialNumber, TagKeys })),
    list: (input: object) => iam.send(new ListMFADeviceTagsCommand({ SerialNumber, ...input })),
  },
} as const;

describe.each(Object.entries(kinds))('tags of a %s', (_kind, { tag, untag, list }) => {
  test('are added, written over whatever their case, listed in pages and taken away', async () => {
    await tag([
      { Key: 'Team', Value: 'web' },
      { Key: 'Stage', Value: '' },
    ]);
    await tag([
      { Key: 'team', Value: 'data' },
      { Key: 'Cost center', Value: 'a+b=c/d@e' },
    ]);
    const ask = async (Marker: string | undefined) => {
      const { Tags: items = [], ...rest } = await list({ MaxItems: 2, ...(Marker ? { Marker } : {}) });
      return { items, ...rest };
    };
    expect(await allPages(ask)).toEqual({
      items: [
        { Key: 'Cost center', Value: 'a+b=c/d@e' },
        { Key: 'Stage', Value: '' },
        { Key: 'team', Value: 'data' },
      ],
      pages: 2,
    });
    await untag(['TEAM', 'Stage', 'never there']);
    expect((await list({})).Tags).toEqual([{ Key: 'Cost center', Value: 'a+b=c/d@e' }]);
  });

  test('are fifty at the most', async () => {
    const many = Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: 'v' }));
    await expect(tag(many)).rejects.toMatchObject({ name: 'LimitExceededException' });
    await tag(many.slice(1));
    expect((await list({})).Tags).toHaveLength(50);
    await expect(tag([...many, { Key: 'more', Value: '' }])).rejects.toMatchObject({ name: 'ValidationError' });
  });

  const refusals: [string, Tag[], string, RegExp][] = [
    [
      'one key in two cases',
      [
        { Key: 'a', Value: '' },
        { Key: 'A', Value: '' },
      ],
      'InvalidInputException',
      /^Duplicate tag keys found\. Please note that Tag keys are case insensitive\.$/,
    ],
    ["a key of AWS's", [{ Key: 'aws:own', Value: '' }], 'InvalidInputException', /System tags/],
    [
      'a key with other characters',
      [{ Key: 'a#b', Value: '' }],
      'ValidationError',
      /'tags\.1\.member\.key' failed to satisfy/,
    ],
    ['a long value', [{ Key: 'a', Value: 'v'.repeat(257) }], 'ValidationError', /length less than or equal to 256/],
  ];
  test.each(refusals)('are refused with %s', async (_what, tags, name, message) => {
    await expect(tag(tags)).rejects.toMatchObject({ name, message: expect.stringMatching(message) as string });
  });
});
