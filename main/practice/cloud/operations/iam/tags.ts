import type { Tag } from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { Refusal } from '../../refusal.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import type { Table } from '../../world/table.ts';
import type { Account } from '../../world/world.ts';
import { type CallContext, changes, type Operation, reads } from '../operation.ts';
import { findOwnPolicy, findPolicy, findProfile, findRole, findUser, invalidInput } from './finding.ts';
import { findDevice } from './mfa-finding.ts';
import { markedPage, type PageInput } from './pages.ts';
import { showTags } from './views.ts';

/** Checks tags: IAM's keys differ by more than case, and none begins with `aws:`. */
export function checkTags(tags: readonly Tag[] | undefined): TagRecord[] {
  const checked = (tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }));
  if (checked.some(({ Key }) => /^aws:/i.test(Key))) {
    throw invalidInput('System tags cannot be added/updated/deleted by requester.');
  }
  if (new Set(checked.map(({ Key }) => Key.toLowerCase())).size < checked.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return checked;
}

interface Tagged {
  readonly id: string;
  readonly tags: readonly TagRecord[];
}

/** One kind of thing that can be tagged. */
interface Kind<Field extends string> {
  /** As the operations are called: `TagUser`. */
  readonly name: string;
  /** The parameter that names a thing. */
  readonly field: Field;
  find(account: Account, given: string | undefined): Tagged;
  /** Finds what is to be changed, where that is narrower. */
  readonly findToChange?: (account: Account, given: string | undefined) => Tagged;
  table(account: Account): Pick<Table<Tagged>, 'change'>;
}

type TagInput<Field extends string> = Readonly<Partial<Record<Field, string>>> & {
  readonly Tags?: readonly Tag[];
  readonly TagKeys?: readonly string[];
};

function operationsFor<Field extends string>(kind: Kind<Field>): Operation[] {
  const given = (input: TagInput<Field>): string | undefined => input[kind.field];
  const findToChange = kind.findToChange ?? kind.find;
  const write = (call: CallContext, record: Tagged, tags: readonly TagRecord[]): void => {
    call.proceed();
    kind.table(call.account).change(record, { tags });
  };
  return [
    changes(`Tag${kind.name}`, (input: TagInput<Field>, call): object => {
      const record = findToChange(call.account, given(input));
      const added = checkTags(input.Tags);
      const keys = new Set(added.map(({ Key }) => Key.toLowerCase()));
      const tags = [...record.tags.filter(({ Key }) => !keys.has(Key.toLowerCase())), ...added];
      if (tags.length > iamQuotas.TagsPerResource) {
        throw new Refusal('LimitExceeded', 'The number of tags has reached the maximum limit.', 409);
      }
      write(call, record, tags);
      return {};
    }),
    changes(`Untag${kind.name}`, (input: TagInput<Field>, call): object => {
      const record = findToChange(call.account, given(input));
      const keys = new Set((input.TagKeys ?? []).map((key) => key.toLowerCase()));
      write(
        call,
        record,
        record.tags.filter(({ Key }) => !keys.has(Key.toLowerCase())),
      );
      return {};
    }),
    reads(`List${kind.name}Tags`, (input: TagInput<Field> & PageInput, call) => {
      const { tags } = kind.find(call.account, given(input));
      const { items, paging } = markedPage(tags, ({ Key }) => Key.toLowerCase(), input);
      return { Tags: showTags(items), ...paging };
    }),
  ];
}

/** Tags of users, roles, managed policies, instance profiles and MFA devices; groups have none. */
export const tagOperations: readonly Operation[] = [
  ...operationsFor({ name: 'User', field: 'UserName', find: findUser, table: ({ users }) => users }),
  ...operationsFor({ name: 'Role', field: 'RoleName', find: findRole, table: ({ roles }) => roles }),
  ...operationsFor({
    name: 'Policy',
    field: 'PolicyArn',
    find: (account, arn) => findPolicy(account, arn).own ?? { id: '', tags: [] },
    findToChange: findOwnPolicy,
    table: ({ policies }) => policies,
  }),
  ...operationsFor({
    name: 'InstanceProfile',
    field: 'InstanceProfileName',
    find: findProfile,
    table: ({ instanceProfiles }) => instanceProfiles,
  }),
  ...operationsFor({
    name: 'MFADevice',
    field: 'SerialNumber',
    find: findDevice,
    table: ({ mfaDevices }) => mfaDevices,
  }),
];
