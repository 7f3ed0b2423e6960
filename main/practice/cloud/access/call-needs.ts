import { checkConstraints } from '../operations/constraints.ts';
import { iamConstraints } from '../operations/iam/constraints.ts';
import type { Access, CallContext, Operation } from '../operations/operation.ts';
import { ssmConstraints } from '../operations/ssm/constraints.ts';
import { stsConstraints } from '../operations/sts/constraints.ts';
import type { ServiceName } from '../wire/services.ts';
import { iamNeeds } from './iam-needs.ts';
import { ec2Needs, type Need } from './needs.ts';

/** What a service does with a call before it is decided about. */
interface ServiceRules {
  /** Refuses an input of the wrong form; a service looks at the form before it asks who may. */
  readonly check?: (name: string, input: object) => void;
  /** What a call must be allowed, by its name and input; the action on everything, unless told otherwise. */
  readonly needs?: (name: string, access: Access<object>, input: object, call: CallContext) => readonly Need[];
}

const rules: Partial<Readonly<Record<ServiceName, ServiceRules>>> = {
  ec2: { needs: (name, { makes = [] }, input, call) => ec2Needs(name, makes, input, call) },
  iam: {
    check: (name, input) => checkConstraints(input, iamConstraints(name)),
    needs: (name, _access, input, call) => iamNeeds(name, input, call),
  },
  ssm: { check: (name, input) => checkConstraints(input, ssmConstraints(name), 'ValidationException') },
  sts: { check: (name, input) => checkConstraints(input, stsConstraints(name)) },
};

/** All that must be allowed for a call: what its operation says, or what its name and input tell. */
export function needsOf(service: ServiceName, operation: Operation, input: object, call: CallContext): readonly Need[] {
  const { name } = operation;
  const access = operation.access as Access<object>;
  const { check, needs } = rules[service] ?? {};
  check?.(name, input);
  if (access.needs) return access.needs(input, call);
  const own = needs?.(name, access, input, call) ?? [{ action: `${service}:${name}`, resource: '*', context: {} }];
  return [...own, ...(access.also?.(input, call) ?? [])];
}
