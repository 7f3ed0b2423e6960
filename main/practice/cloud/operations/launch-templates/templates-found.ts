import { Refusal } from '../../refusal.ts';
import type { LaunchTemplateRecord } from '../../world/records/instance-records.ts';
import type { Place } from '../../world/world.ts';
import { findOne, kinds } from '../finding.ts';

/** How a call names a launch template: by its ID or by its name, never by both. */
export interface TemplateName {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** The launch template that a call names; refuses one that is not there as EC2 does. */
export function findTemplate(place: Place, { LaunchTemplateId, LaunchTemplateName }: TemplateName) {
  if (LaunchTemplateId && LaunchTemplateName) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The parameter 'launchTemplateName' may not be used in combination with 'launchTemplateId'",
    );
  }
  if (LaunchTemplateId) return findOne(kinds.launchTemplate, place.launchTemplates, LaunchTemplateId);
  if (!LaunchTemplateName) {
    throw new Refusal(
      'MissingParameter',
      'The request must contain the parameter launchTemplateId or launchTemplateName',
    );
  }
  return findByName(place, LaunchTemplateName);
}

/** The launch template with this name. */
export function findByName(place: Place, name: string): LaunchTemplateRecord {
  const [found] = place.launchTemplates.by('name', name);
  if (!found) {
    throw new Refusal(
      'InvalidLaunchTemplateName.NotFoundException',
      `The specified launch template, with template name ${name}, does not exist.`,
    );
  }
  return found;
}

/** The launch template that a call names, as far as it can be told; for judging who may make the call. */
export function templateNamed(place: Place, { LaunchTemplateId, LaunchTemplateName }: TemplateName) {
  const { launchTemplates } = place;
  return launchTemplates.get(LaunchTemplateId) ?? launchTemplates.by('name', LaunchTemplateName)[0] ?? null;
}
