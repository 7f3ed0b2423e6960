import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  type IAMClient,
  paginateListAccessKeys,
  paginateListGroups,
  paginateListGroupsForUser,
  paginateListMFADevices,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import type { AccessKey, Person, PersonFacts } from '../../src/access/contract.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { asKnown } from '../aws/known.ts';

/** Everything that comes in pages. */
export async function allOf<P, T>(pages: AsyncIterable<P>, items: (page: P) => readonly T[] | undefined): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}

const time = (date: Date | undefined): string | undefined => date?.toISOString();

/** The users of the account, by name. */
export async function listPeople(iam: IAMClient): Promise<Person[]> {
  const users = await allOf(paginateListUsers({ client: iam, pageSize: 1_000 }, {}), ({ Users }) => Users);
  return users.map(({ UserName = '', Arn = '', CreateDate, PasswordLastUsed }) => ({
    name: UserName,
    arn: Arn,
    createdAt: time(CreateDate),
    signedInAt: time(PasswordLastUsed),
  }));
}

/** The groups of the account. */
export async function listGroups(iam: IAMClient): Promise<string[]> {
  const groups = await allOf(paginateListGroups({ client: iam, pageSize: 1_000 }, {}), ({ Groups }) => Groups);
  return groups.map(({ GroupName = '' }) => GroupName).sort();
}

/** The groups of one user. */
export async function groupsOf(iam: IAMClient, UserName: string): Promise<string[]> {
  const groups = await allOf(paginateListGroupsForUser({ client: iam }, { UserName }), ({ Groups }) => Groups);
  return groups.map(({ GroupName = '' }) => GroupName).sort();
}

/** The access keys of one user, without when they were used. */
export function keysOf(iam: IAMClient, UserName: string): Promise<AccessKeyMetadata[]> {
  return allOf(paginateListAccessKeys({ client: iam }, { UserName }), ({ AccessKeyMetadata: keys }) => keys);
}

/** The MFA devices of one user, by serial number. */
export async function devicesOf(iam: IAMClient, UserName: string): Promise<string[]> {
  const devices = await allOf(paginateListMFADevices({ client: iam }, { UserName }), ({ MFADevices }) => MFADevices);
  return devices.map(({ SerialNumber = '' }) => SerialNumber);
}

/** Whether the user has a console password. */
export async function hasPassword(iam: IAMClient, UserName: string): Promise<boolean> {
  try {
    await iam.send(new GetLoginProfileCommand({ UserName }));
    return true;
  } catch (error) {
    if (awsCodeOf(error) === 'NoSuchEntityException') return false;
    throw error;
  }
}

/** What is asked for one user by itself; what the one who asks may not read is absent. */
export async function factsOf(iam: IAMClient, name: string): Promise<PersonFacts> {
  const read = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    const known = await asKnown(ask);
    return known.known ? known.value : undefined;
  };
  const [groups, keys, devices, consoleSignIn] = await Promise.all([
    read(() => groupsOf(iam, name)),
    read(() => shownKeys(iam, name)),
    read(() => devicesOf(iam, name)),
    read(() => hasPassword(iam, name)),
  ]);
  return { name, groups, keys, mfaDevices: devices?.length, consoleSignIn };
}

async function shownKeys(iam: IAMClient, name: string): Promise<AccessKey[]> {
  const keys = await keysOf(iam, name);
  return Promise.all(
    keys.map(async ({ AccessKeyId = '', Status, CreateDate }) => {
      const used = await asKnown(() => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));
      return {
        keyId: AccessKeyId,
        active: Status === 'Active',
        createdAt: time(CreateDate),
        usedAt: used.known ? time(used.value.AccessKeyLastUsed?.LastUsedDate) : undefined,
      };
    }),
  );
}
