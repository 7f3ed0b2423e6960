import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../../world/records/instance-records.ts';

/** The number of the newest version that was not deleted. */
export function latestNumber({ versions }: LaunchTemplateRecord): number {
  return versions.at(-1)?.number ?? 0;
}

/** The number that a version's text stands for: `$Latest`, `$Default` or digits; null for anything else. */
export function readVersionNumber(template: LaunchTemplateRecord, text: string): number | null {
  if (text === '$Latest') return latestNumber(template);
  if (text === '$Default') return template.defaultVersion;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** A version of a template; refuses one that is not there as EC2 does. */
export function versionOf(template: LaunchTemplateRecord, text: string): LaunchTemplateVersionRecord {
  const number = readVersionNumber(template, text);
  if (number === null) {
    throw new Refusal(
      'InvalidParameterValue',
      `Invalid launch template version: ${text}. Either provide a version number, or one of the following: $Latest, $Default.`,
    );
  }
  const found = template.versions.find((version) => version.number === number);
  if (!found) throw missingVersion(template, text);
  return found;
}

/** The refusal of a version that a template does not have. */
export function missingVersion({ id }: LaunchTemplateRecord, text: string): Refusal {
  return new Refusal(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${text} for the launch template with ID ${id}.`,
  );
}

/** A version's data as the request that it came as. */
export function templateData(data: string): RequestLaunchTemplateData {
  // The one time in it: until when a Spot request holds.
  return JSON.parse(data, (name, value) => (name === 'ValidUntil' ? new Date(value) : value));
}
