import type { Need } from '../../access/needs.ts';
import type { CallContext } from '../operation.ts';
import { readParameterName } from './parameter-names.ts';

/** What reading parameters must be allowed: the action on each; those that AWS keeps for everyone belong to no account. */
export function parameterNeeds(name: string, names: readonly (string | undefined)[], call: CallContext): Need[] {
  return names.map((text = ''): Need => {
    const parameter = readParameterName(text).name;
    const owner = parameter.startsWith('/aws/') ? '' : call.account.id;
    const path = parameter.startsWith('/') ? parameter : `/${parameter}`;
    return { action: `ssm:${name}`, resource: `arn:aws:ssm:${call.region}:${owner}:parameter${path}`, context: {} };
  });
}
