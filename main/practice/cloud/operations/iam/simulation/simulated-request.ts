import type { ContextEntry } from '@aws-sdk/client-iam';
import { type Asker, askerContext } from '../../../access/askers.ts';
import { type ContextValue, type RequestContext, requestContext } from '../../../access/request-context.ts';
import { nameKey } from '../../../world/tables.ts';
import type { World } from '../../../world/world.ts';
import { readEntityArn } from '../entities.ts';
import { invalidInput } from '../finding.ts';

/** Who is said to ask in a simulation, and what AWS knows of them by itself. */
export interface SimulatedAsker {
  readonly asker: Asker;
  readonly known: readonly (readonly [string, ContextValue])[];
}

/** The user, group or role of an ARN as the one who asks; it need not be there. */
export function simulatedAsker(world: World, arn: string): SimulatedAsker {
  const { accountId, kind, name } = readEntityArn(arn);
  const account = world.findAccount(accountId);
  if (kind === 'role') {
    const role = account?.roles.get(nameKey(name));
    const asker: Asker = {
      kind: 'role-session',
      account: accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${name}/simulation`,
      id: `${role?.uniqueId ?? 'AROA'}:simulation`,
      roleArn: arn,
    };
    // What a session is called is not known before there is one.
    const known = askerContext(asker).filter(([key]) => key !== 'aws:userid');
    return { asker, known: [...known, ...principalTags(role?.tags)] };
  }
  const user = kind === 'user' ? account?.users.get(nameKey(name)) : undefined;
  const asker: Asker = { kind: 'user', account: accountId, arn, id: user?.uniqueId ?? '', name: user?.name ?? name };
  const known = askerContext(asker).filter(([key]) => kind === 'user' || key === 'aws:PrincipalAccount');
  return { asker, known: [...known, ...principalTags(user?.tags)] };
}

/** Somebody of an account of whom nothing else is known. */
export function unnamedAsker(account: string): SimulatedAsker {
  return { asker: { kind: 'user', account, arn: '', id: '', name: '' }, known: [] };
}

function principalTags(tags: readonly { readonly Key: string; readonly Value: string }[] = []) {
  return tags.map(({ Key, Value }): [string, ContextValue] => [`aws:PrincipalTag/${Key}`, Value]);
}

/** The context of a simulated request: what is given, over what is known. */
export function simulatedContext({ known }: SimulatedAsker, entries: readonly ContextEntry[] = []): RequestContext {
  const given = entries.map(
    ({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues] as const,
  );
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return requestContext([...known.filter(([name]) => !names.has(name.toLowerCase())), ...given]);
}

/** Checks the names of actions: a service and an operation, without wildcards. */
export function checkActions(names: readonly string[] = []): readonly string[] {
  const wrong = names.find((name) => !/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(name));
  if (wrong !== undefined) throw invalidInput(`Invalid Action Name: ${wrong}`);
  return names;
}

/** Checks the resources of a simulation; none at all stand for everything. */
export function checkResources(arns: readonly string[] = []): readonly string[] {
  const wrong = arns.find((arn) => arn !== '*' && arn.split(':').length < 6);
  if (wrong !== undefined) throw invalidInput(`Invalid Resource Arn: ${wrong}`);
  return arns.length > 0 ? [...new Set(arns)] : ['*'];
}

/** The account that owns what is asked for; null where nothing is said. */
export function ownerOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const [, id] = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(text) ?? [];
  if (id === undefined) throw invalidInput(`Invalid Resource Owner: ${text}`);
  return id;
}
