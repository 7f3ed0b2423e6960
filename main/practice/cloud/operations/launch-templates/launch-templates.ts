import type {
  CreateLaunchTemplateRequest,
  CreateLaunchTemplateResult,
  DeleteLaunchTemplateRequest,
  DeleteLaunchTemplateResult,
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult,
  ModifyLaunchTemplateRequest,
  ModifyLaunchTemplateResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { Place } from '../../world/world.ts';
import { applyFilters } from '../filters.ts';
import { findAll, findOne, kinds, required } from '../finding.ts';
import { narrowed } from '../narrowing.ts';
import { changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { asSeen } from '../visibility.ts';
import { judgedAsNewTemplate, judgedByTemplate } from './template-access.ts';
import { checkTemplateData, warningOf } from './template-data.ts';
import { versionOf } from './template-versions.ts';
import { showTemplate } from './template-views.ts';
import { findByName, findTemplate } from './templates-found.ts';

/** AWS's quota of launch templates in a Region. */
const MOST_TEMPLATES = 5_000;
/** Longer than elsewhere in EC2. */
const MOST_TOKEN = 128;

/** Launch templates. */
export const launchTemplateOperations = [
  changes(
    'CreateLaunchTemplate',
    (input: CreateLaunchTemplateRequest, call): CreateLaunchTemplateResult => {
      const replay = replayOf(call, 'CreateLaunchTemplate', input.ClientToken, input, MOST_TOKEN);
      if (replay) {
        const made = findOne(kinds.launchTemplate, call.place.launchTemplates, replay[0]);
        call.proceed();
        return { LaunchTemplate: showTemplate(made) };
      }
      const name = checkName(input.LaunchTemplateName, call.place);
      const data = required(input.LaunchTemplateData, 'LaunchTemplateData');
      checkTemplateData(data);
      const description = checkDescription(input.VersionDescription);
      const tags = tagsFor(input.TagSpecifications, 'launch-template', ['launch-template']);
      const Warning = warningOf(data, call);
      call.proceed();
      const { now, principal } = call;
      const template = call.place.launchTemplates.add({
        id: call.world.newId('lt'),
        name,
        createdAt: now,
        createdBy: principal.arn,
        defaultVersion: 1,
        latestVersion: 1,
        versions: [{ number: 1, description, createdAt: now, createdBy: principal.arn, data: JSON.stringify(data) }],
        tags,
      });
      keepToken(call, 'CreateLaunchTemplate', input.ClientToken, input, [template.id]);
      return { LaunchTemplate: showTemplate(template), ...(Warning ? { Warning } : {}) };
    },
    judgedAsNewTemplate('CreateLaunchTemplate'),
  ),

  reads('DescribeLaunchTemplates', (input: DescribeLaunchTemplatesRequest, call): DescribeLaunchTemplatesResult => {
    const { place } = call;
    const byId = input.LaunchTemplateIds?.length
      ? findAll(kinds.launchTemplate, asSeen(place.launchTemplates, call), input.LaunchTemplateIds)
      : null;
    const byName = input.LaunchTemplateNames?.map((name) => findByName(place, name));
    const named = byName?.length
      ? byName.filter((template) => !byId || byId.includes(template))
      : (byId ?? narrowed(place.launchTemplates, input.Filters, { 'launch-template-name': 'name' }));
    const kept = applyFilters(
      named,
      input.Filters,
      {
        'launch-template-name': ({ name }) => name,
        'create-time': ({ createdAt }) => new Date(createdAt).toISOString(),
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input, { least: 1, most: 200 });
    return { LaunchTemplates: items.map(showTemplate), NextToken: nextToken };
  }),

  changes(
    'ModifyLaunchTemplate',
    (input: ModifyLaunchTemplateRequest, call): ModifyLaunchTemplateResult => {
      const template = findTemplate(call.place, input);
      const version = versionOf(template, required(input.DefaultVersion, 'SetDefaultVersion'));
      call.proceed();
      call.place.launchTemplates.change(template, { defaultVersion: version.number });
      return { LaunchTemplate: showTemplate(template) };
    },
    judgedByTemplate('ModifyLaunchTemplate'),
  ),

  changes(
    'DeleteLaunchTemplate',
    (input: DeleteLaunchTemplateRequest, call): DeleteLaunchTemplateResult => {
      const template = findTemplate(call.place, input);
      call.proceed();
      call.place.launchTemplates.remove(template);
      return { LaunchTemplate: showTemplate(template) };
    },
    judgedByTemplate('DeleteLaunchTemplate'),
  ),
];

function checkName(name: string | undefined, place: Place): string {
  const given = required(name, 'LaunchTemplateName');
  if (!/^[A-Za-z0-9().\-/_]{3,128}$/.test(given)) {
    throw new Refusal(
      'InvalidLaunchTemplateName.MalformedException',
      'Launch template names must be between 3 and 128 characters long, and may contain letters, numbers, and the following characters: - ( ) . / _',
    );
  }
  if (place.launchTemplates.by('name', given).length > 0) {
    throw new Refusal('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
  }
  if (place.launchTemplates.size >= MOST_TEMPLATES) {
    throw new Refusal(
      'LaunchTemplateLimitExceeded',
      `You have reached the limit of ${MOST_TEMPLATES} launch templates in this Region.`,
    );
  }
  return given;
}

/** A version's description, 255 characters long at most. */
export function checkDescription(text: string | undefined): string {
  if ((text ?? '').length > 255) {
    throw new Refusal(
      'InvalidParameterValue',
      'Launch template version description should be no more than 255 characters long.',
    );
  }
  return text ?? '';
}
