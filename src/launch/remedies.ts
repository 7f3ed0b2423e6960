import type { PreflightRequest } from './contract.ts';
import { preflightRequest } from './contract.ts';
import { inVpc } from './defaults.ts';
import type { LaunchFacts } from './facts.ts';
import type { Remedy } from './preflight.ts';
import { type LaunchValues, toLaunchRequest } from './values.ts';

/** The question that a form stands for; undefined while something in it breaks a rule that no cloud need be asked about. */
export function toPreflightRequest(
  values: LaunchValues,
  imageId: string,
  myAddress: string | undefined,
): PreflightRequest | undefined {
  const request = toLaunchRequest(values, imageId, myAddress);
  const { key, firewall } = request;
  const parsed = preflightRequest.safeParse({
    ...request,
    key: key.kind === 'existing' && key.name === '' ? { kind: 'unset' } : key,
    firewall: firewall.kind === 'existing' && firewall.groupIds.length === 0 ? { kind: 'unset' } : firewall,
  });
  return parsed.success ? parsed.data : undefined;
}

/** What a remedy changes in the form; undefined for those that are done elsewhere. */
export function remedyValues(
  remedy: Remedy,
  values: LaunchValues,
  facts: LaunchFacts,
): Partial<LaunchValues> | undefined {
  switch (remedy.does) {
    case 'choose-type':
      return { instanceType: remedy.instanceType };
    case 'choose-subnet':
      return { subnetId: remedy.subnetId };
    case 'choose-network':
      return inVpc(values, facts, remedy.vpcId);
    case 'lower-count':
      return { count: remedy.count };
    case 'new-group':
      return { firewall: { ...values.firewall, mode: 'new', name: remedy.name } };
    case 'create-default-vpc':
    case 'copy':
    case 'go':
      return undefined;
  }
}

/** What the form takes up once the default VPC was made: everything in it is AWS's own choice. */
export function inDefaultVpc(values: LaunchValues, facts: LaunchFacts, vpcId: string): Partial<LaunchValues> {
  return { ...inVpc(values, facts, vpcId), subnetId: '', publicIp: true };
}
