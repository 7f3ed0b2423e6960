import type { AppError } from '../../src/core/errors.ts';
import type { PreflightId } from '../../src/launch/preflight.ts';
import { awsCodeOf } from '../aws/errors.ts';

/** What AWS says to a launch that is only tried. */
export type Trial =
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly error: AppError; readonly line: PreflightId }
  /** It could not be asked, or did not answer. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The line of the pre-flight list that each of AWS's refusals of a launch belongs to. Source: EC2 API reference, "Error codes". */
const LINES: Readonly<Record<string, PreflightId>> = {
  UnauthorizedOperation: 'permission',
  AuthFailure: 'permission',
  PendingVerification: 'permission',
  Blocked: 'permission',
  'InvalidAMIID.NotFound': 'image',
  'InvalidAMIID.Malformed': 'image',
  'InvalidAMIID.Unavailable': 'image',
  InvalidInstanceType: 'architecture',
  Unsupported: 'zone',
  InsufficientInstanceCapacity: 'zone',
  VcpuLimitExceeded: 'quota',
  InstanceLimitExceeded: 'quota',
  OptInRequired: 'subscription',
  'InvalidKeyPair.NotFound': 'key',
  VPCIdNotSpecified: 'network',
  DefaultVpcDoesNotExist: 'network',
  MissingInput: 'network',
  'InvalidVpcID.NotFound': 'network',
  'InvalidSubnetID.NotFound': 'network',
  'InvalidGroup.NotFound': 'groups',
  'InvalidGroup.Duplicate': 'groups',
  InvalidParameter: 'groups',
  SecurityGroupLimitExceeded: 'groups',
  SecurityGroupsPerInterfaceLimitExceeded: 'groups',
  InsufficientFreeAddressesInSubnet: 'addresses',
};

/** The line that a refusal belongs to; whatever has none of its own is about the other settings. */
export function lineOfRefusal(error: AppError): PreflightId {
  const code = awsCodeOf(error);
  const text = error.details.awsMessage ?? '';
  if (code === 'InvalidParameterCombination' && /free tier/i.test(text)) return 'plan';
  if (code === 'InvalidParameterValue' && /architecture|boot mode/i.test(text)) return 'architecture';
  return Object.hasOwn(LINES, code) ? (LINES[code] ?? 'settings') : 'settings';
}

/** Who may not do what, in the words that an administrator needs. */
export function requestForAdministrator(
  error: AppError,
  who: { readonly userName: string; readonly accountId: string; readonly region: string },
): string {
  const text = error.details.awsMessage ?? '';
  const action = /perform: ([\w-]+:\w+)/.exec(text)?.[1] ?? 'ec2:RunInstances';
  const resource = /on resource: (\S+)/.exec(text)?.[1];
  const on = resource ? ` on ${resource}` : '';
  return `Please allow ${who.userName} in account ${who.accountId} to do ${action}${on} (Region ${who.region}). I want to launch an instance, and AWS answers: ${text || error.message}`;
}

/** Where a product's price and terms are read and accepted. */
export function subscriptionAddress(error: AppError | undefined, productCodes: readonly string[]): string {
  const told = /https:\/\/\S+/.exec(error?.details.awsMessage ?? '')?.[0];
  return told ?? `https://aws.amazon.com/marketplace/pp?sku=${productCodes[0] ?? ''}`;
}
