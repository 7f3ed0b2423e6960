import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { LaunchTemplateRecord } from '../../world/records/instance-records.ts';
import { readVersionNumber, templateData, versionOf } from '../launch-templates/template-versions.ts';
import { findTemplate, templateNamed } from '../launch-templates/templates-found.ts';
import type { CallContext } from '../operation.ts';
import { imageIdOf } from './image-alias.ts';

/** A launch as it is asked for in the end. */
export interface LaunchRequest {
  readonly input: RunInstancesRequest;
  readonly template: LaunchTemplateRecord | null;
  /** The version of the template that it is made from; 0 without one. */
  readonly templateVersion: number;
}

/** What a request asks for: its own parameters over those of its launch template; refuses a template that is not there. */
export function launchRequest(input: RunInstancesRequest, call: CallContext): LaunchRequest {
  const { LaunchTemplate } = input;
  if (!LaunchTemplate) return withImage(input, null, 0, call);
  const template = findTemplate(call.place, LaunchTemplate);
  const version = versionOf(template, LaunchTemplate.Version ?? '$Default');
  return withImage(overTemplate(input, version.data), template, version.number, call);
}

/** The same for judging who may make the call: a template that is not there is passed over. */
export function judgedRequest(input: RunInstancesRequest, call: CallContext): LaunchRequest {
  const template = input.LaunchTemplate ? templateNamed(call.place, input.LaunchTemplate) : null;
  const number = template ? readVersionNumber(template, input.LaunchTemplate?.Version ?? '$Default') : null;
  const version = template?.versions.find((one) => one.number === number);
  if (!template || !version) return withImage(input, null, 0, call);
  return withImage(overTemplate(input, version.data), template, version.number, call);
}

function withImage(
  input: RunInstancesRequest,
  template: LaunchTemplateRecord | null,
  templateVersion: number,
  call: CallContext,
): LaunchRequest {
  const ImageId = input.ImageId && (imageIdOf(input.ImageId, call.region) ?? input.ImageId);
  return { input: ImageId ? { ...input, ImageId } : input, template, templateVersion };
}

/** A request over a template's data: each parameter that the request has takes the place of the template's. */
function overTemplate(input: RunInstancesRequest, data: string): RunInstancesRequest {
  const { RamDiskId, ElasticGpuSpecifications, ...rest } = templateData(data);
  const base = {
    ...rest,
    ...(RamDiskId === undefined ? {} : { RamdiskId: RamDiskId }),
    ...(ElasticGpuSpecifications === undefined ? {} : { ElasticGpuSpecification: ElasticGpuSpecifications }),
  };
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return { ...(base as Partial<RunInstancesRequest>), ...(Object.fromEntries(given) as typeof input) };
}
