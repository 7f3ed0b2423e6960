import { policyErrors } from './policy-errors.ts';

/** What an IAM resource may be, by the beginning of its last segment. */
const iamPaths = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** What AWS says about a resource of an identity policy, or null when nothing is wrong with it. */
export function resourceFault(resource: string): string | null {
  if (resource === '*') return null;
  const [, partition, service, region = '*', account = '*', ...rest] = resource.split(':');
  if (partition === undefined) return policyErrors.notArn(resource);
  // AWS's own policies have a star here: AmazonSSMAutomationRole.
  if (partition !== 'aws' && partition !== '*') {
    const last = rest.length === 0 ? '*' : rest.join(':');
    return policyErrors.partition(partition, ['arn', partition, service ?? '*', region, account, last].join(':'));
  }
  if (service === undefined || /[*?]/.test(service)) return policyErrors.service;
  if (service === 'iam' && region !== '') return policyErrors.iamRegion(resource);
  if (service === 's3' && region !== '') return policyErrors.s3Region(resource);
  const path = rest.join(':');
  if (service !== 'iam' || path === '*' || iamPaths.some((start) => path.startsWith(start))) return null;
  return policyErrors.iamPath(iamPaths);
}

/** Whether the older parser stumbles over a resource: no service, or `::` in an ARN that is too short. */
export function failsLegacyParsing(resource: string): boolean {
  if (resource === '*') return false;
  const segments = resource.split(':');
  return segments[2] === '' || (segments.length < 6 && resource.includes('::'));
}
