import type {
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult,
  DeleteLaunchTemplateVersionsRequest,
  DeleteLaunchTemplateVersionsResponseErrorItem,
  DeleteLaunchTemplateVersionsResult,
  RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../../world/records/instance-records.ts';
import { required } from '../finding.ts';
import { changes } from '../operation.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { checkDescription } from './launch-templates.ts';
import { judgedByTemplate } from './template-access.ts';
import { checkTemplateData, warningOf } from './template-data.ts';
import { missingVersion, readVersionNumber, templateData, versionOf } from './template-versions.ts';
import { showVersion } from './template-views.ts';
import { findTemplate } from './templates-found.ts';

/** AWS's quota of versions of one template. */
const MOST_VERSIONS = 10_000;
const MOST_DELETED = 200;
const MOST_TOKEN = 128;

/** Versions of launch templates are made and taken away; what a version says never changes. */
export const templateVersionOperations = [
  changes(
    'CreateLaunchTemplateVersion',
    (input: CreateLaunchTemplateVersionRequest, call): CreateLaunchTemplateVersionResult => {
      const template = findTemplate(call.place, input);
      const region = input.ResolveAlias ? call.region : null;
      const replay = replayOf(call, 'CreateLaunchTemplateVersion', input.ClientToken, input, MOST_TOKEN);
      if (replay) {
        const made = versionOf(template, replay[0] ?? '');
        call.proceed();
        return { LaunchTemplateVersion: showVersion(template, made, region) };
      }
      const given = required(input.LaunchTemplateData, 'LaunchTemplateData');
      const data = input.SourceVersion ? overSource(versionOf(template, input.SourceVersion), given) : given;
      checkTemplateData(data);
      if (template.versions.length >= MOST_VERSIONS) {
        throw new Refusal(
          'LaunchTemplateVersionLimitExceeded',
          `You have reached the limit of ${MOST_VERSIONS} versions of this launch template.`,
        );
      }
      const description = checkDescription(input.VersionDescription);
      const Warning = warningOf(data, call);
      call.proceed();
      const number = template.latestVersion + 1;
      const { now: createdAt, principal } = call;
      const version = { number, description, createdAt, createdBy: principal.arn, data: JSON.stringify(data) };
      call.place.launchTemplates.change(template, {
        latestVersion: number,
        versions: [...template.versions, version],
      });
      keepToken(call, 'CreateLaunchTemplateVersion', input.ClientToken, input, [String(number)]);
      return {
        LaunchTemplateVersion: showVersion(template, version, region),
        ...(Warning ? { Warning } : {}),
      };
    },
    judgedByTemplate('CreateLaunchTemplateVersion'),
  ),

  changes(
    'DeleteLaunchTemplateVersions',
    (input: DeleteLaunchTemplateVersionsRequest, call): DeleteLaunchTemplateVersionsResult => {
      const template = findTemplate(call.place, input);
      const wanted = required(input.Versions?.length ? input.Versions : undefined, 'LaunchTemplateVersion');
      if (wanted.length > MOST_DELETED) {
        throw new Refusal(
          'InvalidParameterValue',
          `You can delete up to ${MOST_DELETED} versions of a launch template in one request.`,
        );
      }
      const judged = wanted.map((text) => ({ text, number: Number(text), fault: faultOf(template, text) }));
      call.proceed();
      const gone = new Set(judged.filter(({ fault }) => fault === null).map(({ number }) => number));
      if (gone.size > 0) {
        call.place.launchTemplates.change(template, {
          versions: template.versions.filter(({ number }) => !gone.has(number)),
        });
      }
      const named = { LaunchTemplateId: template.id, LaunchTemplateName: template.name };
      return {
        SuccessfullyDeletedLaunchTemplateVersions: [...gone].map((VersionNumber) => ({ ...named, VersionNumber })),
        UnsuccessfullyDeletedLaunchTemplateVersions: judged.flatMap(({ number, fault }) =>
          fault ? [{ ...named, VersionNumber: number || 0, ResponseError: fault }] : [],
        ),
      };
    },
    judgedByTemplate('DeleteLaunchTemplateVersions'),
  ),
];

/** New data over a version's: what both have is the new one's. Snapshots of the source's disks are left out, as in EC2. */
function overSource(source: LaunchTemplateVersionRecord, given: RequestLaunchTemplateData): RequestLaunchTemplateData {
  const { BlockDeviceMappings, ...rest } = templateData(source.data);
  const mappings = BlockDeviceMappings?.map(({ Ebs, ...mapping }) => {
    const { SnapshotId: _, ...ebs } = Ebs ?? {};
    return Ebs ? { ...mapping, Ebs: ebs } : mapping;
  });
  return { ...rest, ...(mappings ? { BlockDeviceMappings: mappings } : {}), ...given };
}

function faultOf(
  template: LaunchTemplateRecord,
  text: string,
): NonNullable<DeleteLaunchTemplateVersionsResponseErrorItem['ResponseError']> | null {
  const number = text.startsWith('$') ? null : readVersionNumber(template, text);
  if (number === null || !template.versions.some((version) => version.number === number)) {
    return { Code: 'launchTemplateVersionDoesNotExist', Message: missingVersion(template, text).message };
  }
  if (number === template.defaultVersion) {
    return {
      Code: 'unexpectedError',
      Message: `Version ${number} is the default version of the launch template and cannot be deleted. Make another version the default first.`,
    };
  }
  return null;
}
