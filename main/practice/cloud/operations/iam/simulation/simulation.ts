import type {
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import type { NamedPolicy, Policies, ResourcePolicy } from '../../../access/evaluate.ts';
import { inlinePolicy, managedPolicy } from '../../../access/named-policies.ts';
import { readPolicy } from '../../../access/read-policy.ts';
import { type CallContext, reads, refuseUnmodelled } from '../../operation.ts';
import { settingsOf } from '../account-settings.ts';
import { readAsInput } from '../documents.ts';
import { findEntity } from '../entities.ts';
import { invalidInput } from '../finding.ts';
import { heldPolicies } from '../held-policies.ts';
import { markedPage } from '../pages.ts';
import { type Exclusions, readExclusions } from './exclusions.ts';
import { type Simulation, simulate } from './results.ts';
import {
  checkActions,
  checkResources,
  ownerOf,
  type SimulatedAsker,
  simulatedAsker,
  simulatedContext,
  unnamedAsker,
} from './simulated-request.ts';

type SimulateRequest = Omit<SimulatePrincipalPolicyRequest, 'PolicySourceArn' | 'PolicyExclusionList'>;

/** Documents of a call, called by where they stand in it: `PolicyInputList.1`. */
function given(name: string, documents: readonly string[] = []): NamedPolicy[] {
  return readAsInput(() => documents.map((document, at) => inlinePolicy({ name: `${name}.${at + 1}`, document })));
}

function givenBoundary({ PermissionsBoundaryPolicyInputList: documents = [] }: SimulateRequest): NamedPolicy | null {
  if (documents.length > 1) throw invalidInput('Only one permissions boundary policy can be simulated.');
  return given('PermissionsBoundaryPolicyInputList', documents)[0] ?? null;
}

function givenResourcePolicy({ ResourcePolicy: text }: SimulateRequest): ResourcePolicy | undefined {
  if (text === undefined) return undefined;
  const document = readAsInput(() => readPolicy(text, { kind: 'resource' }));
  return { kind: 'resource', name: 'ResourcePolicy', arn: null, document };
}

/** The policies of a user, group or role as they are, without what a simulation leaves out. */
function principalPolicies(call: CallContext, input: SimulatePrincipalPolicyRequest, exclusions: Exclusions): Policies {
  const { account } = call;
  const entity = findEntity(account, input.PolicySourceArn);
  const own = heldPolicies(account, entity).filter((held) => !exclusions.leavesOut(held));
  const boundaryArn = entity.kind === 'group' ? null : entity.record.boundary;
  const isBounded =
    boundaryArn !== null && !exclusions.types.has('permission-boundary') && !exclusions.leavesOutArn(boundaryArn);
  const controls = exclusions.types.has('scp') ? [] : settingsOf(account).controlPolicies;
  return {
    identity: [...own.map(({ policy }) => policy), ...given('PolicyInputList', input.PolicyInputList)],
    boundary: givenBoundary(input) ?? (isBounded ? managedPolicy(account, boundaryArn) : null),
    serviceControl: controls.length > 0 ? [controls.map(inlinePolicy)] : [],
  };
}

function customPolicies(input: SimulateCustomPolicyRequest): Policies {
  const levels = input.OrderedOrganizationPolicyInputList ?? [];
  return {
    identity: given('PolicyInputList', input.PolicyInputList),
    boundary: givenBoundary(input),
    serviceControl: levels.map(({ ServiceControlPolicyInputList: documents }, at) =>
      given(`OrderedOrganizationPolicyInputList.${at + 1}`, documents),
    ),
  };
}

function respond(input: SimulateRequest, own: Policies, asker: SimulatedAsker): SimulatePolicyResponse {
  refuseUnmodelled(input, ['ResourceHandlingOption']);
  const resource = givenResourcePolicy(input);
  const owner = ownerOf(input.ResourceOwner);
  const context = simulatedContext(asker, input.ContextEntries);
  const simulation: Simulation = {
    policies: { ...own, ...(resource ? { resource } : {}) },
    resources: checkResources(input.ResourceArns),
    question: (action, arn) => ({
      asker: asker.asker,
      action,
      resource: arn,
      context,
      // No policy of a resource is looked up: without one in the call, only the own account has a say.
      resourceAccount: resource ? ownerIn(arn, owner, asker) : asker.asker.account,
    }),
  };
  const actions = checkActions(input.ActionNames).map((name, at) => ({ name, key: String(at).padStart(6, '0') }));
  const { items, paging } = markedPage(actions, ({ key }) => key, input);
  return { EvaluationResults: items.map(({ name }) => simulate(simulation, name)), ...paging };
}

function ownerIn(arn: string, owner: string | null, { asker }: SimulatedAsker): string {
  const account = arn.split(':')[4] ?? '';
  return /^\d{12}$/.test(account) ? account : (owner ?? asker.account);
}

/** What policies would say, without doing anything. */
export const simulationReads = [
  reads('SimulatePrincipalPolicy', (input: SimulatePrincipalPolicyRequest, call): SimulatePolicyResponse => {
    const policies = principalPolicies(call, input, readExclusions(input.PolicyExclusionList));
    return respond(input, policies, simulatedAsker(call.world, input.CallerArn ?? input.PolicySourceArn ?? ''));
  }),

  reads('SimulateCustomPolicy', (input: SimulateCustomPolicyRequest, call): SimulatePolicyResponse => {
    if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      throw invalidInput('Invalid caller - Caller cannot be null or empty.');
    }
    const asker =
      input.CallerArn === undefined ? unnamedAsker(call.account.id) : simulatedAsker(call.world, input.CallerArn);
    return respond(input, customPolicies(input), asker);
  }),
];
