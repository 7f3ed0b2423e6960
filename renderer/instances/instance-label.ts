import type { Instance } from '../../src/instances/contract.ts';

/** How an instance is called: its name, or its id where it has none. */
export const labelOf = ({ name, instanceId }: Pick<Instance, 'name' | 'instanceId'>): string => name || instanceId;

/** Its name with its id, so that nobody takes one for another of the same name. */
export const fullLabelOf = ({ name, instanceId }: Pick<Instance, 'name' | 'instanceId'>): string =>
  name ? `${name} (${instanceId})` : instanceId;

/** The names of its security groups; the ids of those whose name is not known. */
export function groupsOf({ groups }: Instance): string {
  return groups.map((group) => group.name || group.groupId).join(', ') || '-';
}
