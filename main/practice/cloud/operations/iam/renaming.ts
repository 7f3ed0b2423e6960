import { iamArn } from '../../world/accounts.ts';
import type { IamGroupRecord, UserRecord } from '../../world/records/iam-records.ts';
import { holderKeys, nameKey } from '../../world/tables.ts';
import type { Account, World } from '../../world/world.ts';

/** Gives a user another name or path, and moves all that refers to it: IAM itself goes by the unique ID. */
export function renameUser(world: World, account: Account, user: UserRecord, name: string, path: string): void {
  const before = { arn: iamArn(account, 'user', user), name: user.name };
  const { users, accessKeys, sessions, mfaDevices } = account;
  const keys = accessKeys.by('user', user.id);
  const held = sessions.by('holder', userSessions(user.name));
  const devices = mfaDevices.by('user', user.id);
  users.remove(user);
  const renamed = users.add({ ...user, id: nameKey(name), name, path });
  if (name !== before.name) {
    for (const key of keys) accessKeys.change(key, { userName: name });
    for (const session of held) sessions.change(session, { holder: { kind: 'user', userName: name } });
    for (const device of devices) {
      if (device.holder) mfaDevices.change(device, { holder: { ...device.holder, userName: name } });
    }
  }
  const arn = iamArn(account, 'user', renamed);
  moveUse(account, before.arn, arn);
  replaceTrusted(world, before.arn, arn);
}

/** Gives a group another name or path; its users go with it. */
export function renameGroup(account: Account, group: IamGroupRecord, name: string, path: string): void {
  const { users, iamGroups } = account;
  const members = users.by('group', group.id);
  iamGroups.remove(group);
  iamGroups.add({ ...group, id: nameKey(name), name, path });
  for (const user of members) {
    users.change(user, { groups: user.groups.map((held) => (nameKey(held) === group.id ? name : held)) });
  }
}

/** Ends the sessions of a user. */
export function endUserSessions({ sessions }: Account, userName: string): void {
  for (const session of sessions.by('holder', userSessions(userName))) sessions.remove(session);
}

/** Ends the sessions of a role: one of the same name that comes later is another role. */
export function endRoleSessions({ sessions }: Account, roleName: string): void {
  const [key] = holderKeys({ holder: { kind: 'role', roleName, sessionName: '' } });
  for (const session of sessions.by('holder', key)) sessions.remove(session);
}

/**
 * Puts another name for a principal into the trust policies that name it.
 *
 * IAM keeps a principal as its unique ID and shows its ARN; when the user or role is gone, the ID is what remains, and
 * one of the same name that comes later is not trusted. Source: IAM user guide, reference_policies_elements_principal.
 */
export function replaceTrusted(world: World, arn: string, replacement: string): void {
  if (arn === replacement) return;
  for (const { roles } of world.accounts) {
    for (const role of roles) {
      if (role.trust.includes(`"${arn}"`)) {
        roles.change(role, { trust: role.trust.replaceAll(`"${arn}"`, `"${replacement}"`) });
      }
    }
  }
}

function userSessions(userName: string): string {
  return holderKeys({ holder: { kind: 'user', userName } })[0] ?? '';
}

function moveUse({ usage, accessReports }: Account, from: string, to: string): void {
  if (from === to) return;
  for (const report of accessReports.filter(({ arn }) => arn === from)) accessReports.change(report, { arn: to });
  for (const use of usage.by('principal', from)) {
    usage.remove(use);
    usage.add({ ...use, id: `${to} ${use.action}`, principalArn: to });
  }
}
