import { Refusal } from '../refusal.ts';

/** AWS's texts about policies that can not be read; those with a blank are functions. */
export const policyErrors = {
  // Identity policies.
  syntax: 'Syntax errors in policy.',
  version: 'Policy document must be version 2012-10-17 or greater.',
  legacy: 'The policy failed legacy parsing',
  principal: 'Policy document should not specify a principal.',
  sidLetters:
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  sidTwice: 'Statement IDs (SID) in a single policy must be unique.',
  noActions: 'Policy statement must contain actions.',
  noResources: 'Policy statement must contain resources.',
  vendor: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  colons: 'Actions/Condition can contain only one colon.',
  badVendor: (vendor: string) => `Vendor ${vendor} is not valid`,
  notArn: (resource: string) => `Resource ${resource} must be in ARN format or "*".`,
  partition: (partition: string, arn: string) => `Partition "${partition}" is not valid for resource "${arn}".`,
  service: 'Resource vendor must be fully qualified and cannot contain regexes.',
  iamRegion: (resource: string) => `IAM resource ${resource} cannot contain region information.`,
  s3Region: (resource: string) => `Resource ${resource} can not contain region information.`,
  iamPath: (paths: readonly string[]) => `IAM resource path must either be "*" or start with ${paths.join(', ')}.`,
  // Resource policies and trust policies.
  json: 'This policy contains invalid Json',
  versionString: 'The policy must contain a valid version string',
  noStatement: 'Could not parse the policy: Statement is empty!',
  statementIds: 'The Statement Ids in the policy are not unique',
  missing: (field: string) => `Missing required field ${field}`,
  emptyPrincipal: 'Missing required field Principal cannot be empty!',
  prohibited: (field: string) => `Has prohibited field ${field}`,
  unknown: (field: string) => `Unknown field ${field}`,
  effect: (effect: string) => `Invalid effect: ${effect}`,
  principalObject: 'Principal must be a JSON object.',
  badPrincipal: (kind: string, value: string) => `Invalid principal in policy: "${kind}":"${value}"`,
  badPrincipalKind: (kind: string) => `Invalid principal in policy: "${kind}"`,
  trustAnyone: 'AssumeRolepolicy contained an invalid principal: "STAR":"*".',
  trustActions: 'AssumeRole policy may only specify STS AssumeRole actions.',
  trustResources: 'AssumeRole policy must not contain resources.',
  trustNotPrincipal: 'AssumeRole policy must not contain NotPrincipal field.',
  allowNotPrincipal: 'Allow with NotPrincipal is not allowed.',
  otherSyntax: 'Syntax error in policy.',
  badAction: 'Policy has invalid action',
  badResource: 'Policy has invalid resource',
} as const;

/** The refusal of a policy. */
export function malformed(text: string): Refusal {
  return new Refusal('MalformedPolicyDocument', text);
}
