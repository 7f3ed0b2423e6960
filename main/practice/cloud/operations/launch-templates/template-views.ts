import type { LaunchTemplate, LaunchTemplateVersion, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../../world/records/instance-records.ts';
import { imageIdOf } from '../launch/image-alias.ts';
import { showTags } from '../views.ts';
import { latestNumber, templateData } from './template-versions.ts';

/** A launch template as EC2 describes it. */
export function showTemplate(template: LaunchTemplateRecord): LaunchTemplate {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: new Date(template.createdAt),
    CreatedBy: template.createdBy,
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: latestNumber(template),
    Operator: { Managed: false },
    Tags: showTags(template.tags),
  };
}

/** One version of a launch template as EC2 describes it; `region` is told where a parameter for the image is to be resolved. */
export function showVersion(
  template: LaunchTemplateRecord,
  version: LaunchTemplateVersionRecord,
  region: string | null = null,
): LaunchTemplateVersion {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: version.number,
    ...(version.description === '' ? {} : { VersionDescription: version.description }),
    CreateTime: new Date(version.createdAt),
    CreatedBy: version.createdBy,
    DefaultVersion: version.number === template.defaultVersion,
    LaunchTemplateData: showData(version, region),
    Operator: { Managed: false },
  };
}

function showData({ data }: LaunchTemplateVersionRecord, region: string | null): ResponseLaunchTemplateData {
  const { ImageId, ...rest } = templateData(data);
  const resolved = ImageId && region !== null ? (imageIdOf(ImageId, region) ?? ImageId) : ImageId;
  return { ...(rest as ResponseLaunchTemplateData), ...(resolved ? { ImageId: resolved } : {}) };
}
