import type { Access, CallContext, Operation } from '../operations/operation.ts';
import type { ServiceName } from '../wire/services.ts';
import { ec2Needs, type Need } from './needs.ts';

/** All that must be allowed for a call: what its operation says, or what its name and input tell. */
export function needsOf(service: ServiceName, operation: Operation, input: object, call: CallContext): readonly Need[] {
  const access = operation.access as Access<object>;
  if (access.needs) return access.needs(input, call);
  const own =
    service === 'ec2'
      ? ec2Needs(operation.name, access.makes ?? [], input, call)
      : [{ action: `${service}:${operation.name}`, resource: '*', context: {} }];
  return [...own, ...(access.also?.(input, call) ?? [])];
}
