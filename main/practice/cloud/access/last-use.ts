import type { CallContext } from '../operations/operation.ts';
import type { ServiceName } from '../wire/services.ts';

/** How exact the record of use is: what was noted within the hour is not noted again. */
const EXACT_MS = 3_600_000;

/** Notes that a principal and its key used an action: what the access advisor and the key's last use tell. */
export function noteUse(service: ServiceName, name: string, { account, principal, region, now }: CallContext): void {
  const key = account.accessKeys.get(principal.accessKeyId);
  if (key && !(key.lastUsed && now - key.lastUsed.at < EXACT_MS && key.lastUsed.service === service)) {
    account.accessKeys.change(key, { lastUsed: { at: now, service, region } });
  }
  const { role } = principal;
  if (role && !(role.lastUsedAt !== null && now - role.lastUsedAt < EXACT_MS)) {
    account.roles.change(role, { lastUsedAt: now, lastUsedRegion: region });
  }
  const principalArn = role ? `arn:aws:iam::${account.id}:role${role.path}${role.name}` : principal.arn;
  const action = `${service}:${name}`;
  const id = `${principalArn} ${action}`;
  const held = account.usage.get(id);
  if (!held) account.usage.add({ id, principalArn, service, action, at: now, region });
  else if (now - held.at >= EXACT_MS) account.usage.change(held, { at: now, region });
}
