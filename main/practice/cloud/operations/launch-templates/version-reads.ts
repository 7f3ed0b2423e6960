import type {
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult,
  RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../../world/records/instance-records.ts';
import { applyFilters, type FilterFields } from '../filters.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { readVersionNumber, templateData, versionOf } from './template-versions.ts';
import { showVersion } from './template-views.ts';
import { findTemplate } from './templates-found.ts';

interface Found {
  readonly template: LaunchTemplateRecord;
  readonly version: LaunchTemplateVersionRecord;
  readonly data: RequestLaunchTemplateData;
}

const fields: FilterFields<Found> = {
  'create-time': ({ version }) => new Date(version.createdAt).toISOString(),
  'ebs-optimized': ({ data }) => String(data.EbsOptimized ?? false),
  'http-endpoint': ({ data }) => data.MetadataOptions?.HttpEndpoint,
  'http-protocol-ipv4': ({ data }) => data.MetadataOptions?.HttpEndpoint,
  'http-tokens': ({ data }) => data.MetadataOptions?.HttpTokens,
  'iam-instance-profile': ({ data }) => data.IamInstanceProfile?.Arn ?? data.IamInstanceProfile?.Name,
  'image-id': ({ data }) => data.ImageId,
  'instance-type': ({ data }) => data.InstanceType,
  'is-default-version': ({ template, version }) => String(version.number === template.defaultVersion),
  'kernel-id': ({ data }) => data.KernelId,
  'license-configuration-arn': ({ data }) =>
    (data.LicenseSpecifications ?? []).flatMap(({ LicenseConfigurationArn }) => LicenseConfigurationArn ?? []),
  'host-resource-group-arn': ({ data }) => data.Placement?.HostResourceGroupArn,
  'network-card-index': ({ data }) =>
    (data.NetworkInterfaces ?? []).map(({ NetworkCardIndex }) => String(NetworkCardIndex ?? 0)),
  'ram-disk-id': ({ data }) => data.RamDiskId,
};

/** Versions of launch templates as they are. */
export const templateVersionReads = [
  reads(
    'DescribeLaunchTemplateVersions',
    (input: DescribeLaunchTemplateVersionsRequest, call): DescribeLaunchTemplateVersionsResult => {
      const kept = applyFilters(chosen(input, call), input.Filters, fields);
      const { items, nextToken } = pageOf(kept, input, { least: 1, most: 200 });
      const region = input.ResolveAlias ? call.region : null;
      return {
        LaunchTemplateVersions: items.map(({ template, version }) => showVersion(template, version, region)),
        NextToken: nextToken,
      };
    },
  ),
];

function chosen(input: DescribeLaunchTemplateVersionsRequest, call: CallContext): Found[] {
  if (!input.LaunchTemplateId && !input.LaunchTemplateName) return acrossTemplates(input, call);
  const template = findTemplate(call.place, input);
  const least = bound(template, input.MinVersion) ?? 1;
  const most = bound(template, input.MaxVersion) ?? Number.POSITIVE_INFINITY;
  if (input.Versions?.length) {
    if (input.MinVersion !== undefined || input.MaxVersion !== undefined) {
      throw new Refusal(
        'InvalidParameterCombination',
        'You can specify either versions, or a minimum and a maximum version, but not both.',
      );
    }
    const numbers = new Map(input.Versions.map((text) => versionOf(template, text)).map((one) => [one.number, one]));
    return [...numbers.values()].map((version) => found(template, version));
  }
  // The newest comes first.
  return template.versions
    .filter(({ number }) => number >= least && number <= most)
    .reverse()
    .map((version) => found(template, version));
}

/** Without a template, the latest or the default version of every one can be asked for. */
function acrossTemplates({ Versions = [] }: DescribeLaunchTemplateVersionsRequest, { place }: CallContext): Found[] {
  if (Versions.length === 0 || Versions.some((text) => text !== '$Latest' && text !== '$Default')) {
    throw new Refusal(
      'MissingParameter',
      'When describing versions across launch templates, the versions must be $Latest or $Default.',
    );
  }
  return place.launchTemplates.all().flatMap((template) => {
    const numbers = new Set(Versions.map((text) => readVersionNumber(template, text)));
    return template.versions.filter(({ number }) => numbers.has(number)).map((version) => found(template, version));
  });
}

function found(template: LaunchTemplateRecord, version: LaunchTemplateVersionRecord): Found {
  return { template, version, data: templateData(version.data) };
}

function bound(template: LaunchTemplateRecord, text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = readVersionNumber(template, text);
  if (number === null) throw new Refusal('InvalidParameterValue', `Invalid launch template version: ${text}.`);
  return number;
}
