import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplatesCommand,
  type DescribeLaunchTemplatesCommandInput,
  DescribeLaunchTemplateVersionsCommand,
  type ValidationWarning,
} from '@aws-sdk/client-ec2';
import type { Template, TemplateToSave, TemplateVersion } from '../../src/launch/template.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages, isoTime } from '../aws/shapes.ts';
import { fromTemplateData, toTemplateData } from './template-data.ts';

/** The launch templates of the Region that a query finds. */
export async function describeTemplates(
  cloud: Cloud,
  query: DescribeLaunchTemplatesCommandInput = {},
): Promise<Template[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeLaunchTemplatesCommand({ ...query, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.LaunchTemplates ?? [], next: page.NextToken };
  });
  return found.map((one) => ({
    templateId: one.LaunchTemplateId ?? '',
    name: one.LaunchTemplateName ?? '',
    defaultVersion: one.DefaultVersionNumber ?? 1,
    latestVersion: one.LatestVersionNumber ?? 1,
    createdAt: isoTime(one.CreateTime),
  }));
}

/** The versions of a template, newest first; an image that is named by a parameter is told by its id of today. */
export async function describeVersions(cloud: Cloud, LaunchTemplateId: string): Promise<TemplateVersion[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId,
        ResolveAlias: true,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.LaunchTemplateVersions ?? [], next: page.NextToken };
  });
  return found
    .map((one) => ({
      version: one.VersionNumber ?? 1,
      description: one.VersionDescription ?? '',
      isDefault: one.DefaultVersion ?? false,
      createdAt: isoTime(one.CreateTime),
      ...fromTemplateData(one.LaunchTemplateData ?? {}),
    }))
    .sort((a, b) => b.version - a.version);
}

/** What was kept. */
export interface Kept {
  readonly templateId: string;
  readonly name: string;
  readonly version: number;
  readonly warnings: string[];
}

/** Keeps a template or a version. The SDK's own token goes with each send, so that repeating it makes no second one. */
export async function sendTemplate(cloud: Cloud, input: TemplateToSave, ask: { DryRun?: true } = {}): Promise<Kept> {
  const { target, description, settings } = input;
  const said = {
    ...(description ? { VersionDescription: description } : {}),
    LaunchTemplateData: toTemplateData(settings),
    ...ask,
  };
  if (target.kind === 'new') {
    const answer = await cloud.read.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: target.name, ...said }));
    const templateId = answer.LaunchTemplate?.LaunchTemplateId ?? '';
    return { templateId, name: target.name, version: 1, warnings: wordsOf(answer.Warning) };
  }
  const answer = await cloud.read.send(
    new CreateLaunchTemplateVersionCommand({ LaunchTemplateId: target.templateId, ...said }),
  );
  return {
    templateId: target.templateId,
    name: answer.LaunchTemplateVersion?.LaunchTemplateName ?? '',
    version: answer.LaunchTemplateVersion?.VersionNumber ?? 1,
    warnings: wordsOf(answer.Warning),
  };
}

function wordsOf(warning: ValidationWarning | undefined): string[] {
  return (warning?.Errors ?? []).flatMap(({ Message }) => Message ?? []);
}
