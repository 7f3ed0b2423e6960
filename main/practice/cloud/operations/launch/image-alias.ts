import { findPublicParameter } from '../../data/ssm-parameters.ts';

const PREFIX = 'resolve:ssm:';

/**
 * The image that a Systems Manager parameter names in the place of an image's ID: `resolve:ssm:/aws/service/…`.
 *
 * Null for an ID and for a parameter that is not there. Source: EC2 user guide, "Reference AMIs using Systems Manager
 * parameters".
 */
export function imageIdOf(text: string, region: string): string | null {
  if (!text.startsWith(PREFIX)) return null;
  return findPublicParameter(region, text.slice(PREFIX.length))?.value ?? null;
}
