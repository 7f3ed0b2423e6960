import type {
  DescribeImageReferencesRequest,
  DescribeImageReferencesResult,
  ImageReference,
  ResourceTypeOption,
} from '@aws-sdk/client-ec2';
import type { Need } from '../../access/needs.ts';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { LaunchTemplateRecord } from '../../world/records/instance-records.ts';
import { checkId, kinds, required } from '../finding.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { stateCodes } from '../views.ts';

type Type = NonNullable<ImageReference['ResourceType']>;

/** What may refer to an image, and what must be allowed to hear of it. */
const actions: Readonly<Record<Type, readonly string[]>> = {
  'ec2:Instance': ['ec2:DescribeInstances'],
  'ec2:LaunchTemplate': ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'],
  'ssm:Parameter': ['ssm:DescribeParameters', 'ssm:GetParameters'],
  'imagebuilder:ImageRecipe': ['imagebuilder:ListImageRecipes', 'imagebuilder:GetImageRecipe'],
  'imagebuilder:ContainerRecipe': ['imagebuilder:ListContainerRecipes', 'imagebuilder:GetContainerRecipe'],
};
const types = Object.keys(actions) as Type[];

/** The kinds to look through, each with its options. */
function readTypes(input: DescribeImageReferencesRequest): Map<Type, readonly ResourceTypeOption[]> {
  const given = input.ResourceTypes ?? [];
  if (given.length === 0 && input.IncludeAllResourceTypes !== true) {
    throw new Refusal('MissingParameter', 'Either IncludeAllResourceTypes or ResourceTypes must be specified.');
  }
  const chosen = new Map<Type, readonly ResourceTypeOption[]>(
    input.IncludeAllResourceTypes ? types.map((type) => [type, []]) : [],
  );
  for (const { ResourceType, ResourceTypeOptions } of given) {
    const type = required(ResourceType, 'ResourceType');
    if (!Object.hasOwn(actions, type)) {
      throw new Refusal('InvalidParameterValue', `Value (${type}) for parameter resourceType is invalid.`);
    }
    chosen.set(type, ResourceTypeOptions ?? []);
  }
  return chosen;
}

/** The values of the one option that a kind has; another option is refused. */
function optionOf(options: readonly ResourceTypeOption[], type: Type, name: string): readonly string[] {
  const wrong = options.find(({ OptionName }) => OptionName !== name);
  if (wrong) {
    throw new Refusal('InvalidParameterValue', `The option ${wrong.OptionName ?? ''} is not valid for ${type}.`);
  }
  return options.flatMap(({ OptionValues }) => OptionValues ?? []);
}

/** How references of each kind are found; those that the practice cloud has nothing of have none. */
const finders: Readonly<
  Partial<Record<Type, (options: readonly ResourceTypeOption[], call: CallContext) => (imageId: string) => string[]>>
> = {
  'ec2:Instance': (options, { place }) => {
    const states = optionOf(options, 'ec2:Instance', 'state-name');
    const wrong = states.find((state) => !Object.hasOwn(stateCodes, state));
    if (wrong !== undefined) throw new Refusal('InvalidParameterValue', `The state ${wrong} is not valid.`);
    return (imageId) =>
      place.instances
        .by('image', imageId)
        .filter(({ state }) => states.length === 0 || states.includes(state))
        .map(({ id }) => `instance/${id}`);
  },
  'ec2:LaunchTemplate': (options, { place }) => {
    const [given = String(imageLimits.templateVersions)] = optionOf(options, 'ec2:LaunchTemplate', 'version-depth');
    const depth = Number(given);
    if (!Number.isInteger(depth) || depth < 1 || depth > 10_000) {
      throw new Refusal('InvalidParameterValue', `The version depth ${given} is not valid: it is from 1 to 10000.`);
    }
    const users = templateUsers(place.launchTemplates.all(), depth);
    return (imageId) => users.get(imageId) ?? [];
  },
};

/** The templates that name each image in one of their latest versions. */
function templateUsers(templates: readonly LaunchTemplateRecord[], depth: number): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { id, versions } of templates) {
    const latest = [...versions].sort((a, b) => b.number - a.number).slice(0, depth);
    for (const imageId of new Set(latest.flatMap(({ data }) => imageIn(data) ?? []))) {
      users.set(imageId, [...(users.get(imageId) ?? []), `launch-template/${id}`]);
    }
  }
  return users;
}

function imageIn(data: string): string | null {
  const parsed: unknown = JSON.parse(data);
  const id: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'ImageId') : null;
  return typeof id === 'string' ? id : null;
}

function readIds({ ImageIds }: DescribeImageReferencesRequest): readonly string[] {
  const ids = required(ImageIds?.length ? ImageIds : undefined, 'ImageIds');
  if (ids.length > imageLimits.referencedImages) {
    throw new Refusal('InvalidParameterValue', `You can specify up to ${imageLimits.referencedImages} image IDs.`);
  }
  for (const id of ids) checkId(kinds.image, id);
  return [...new Set(ids)];
}

/** Looking for references is looking at what may refer. */
function needsOfTypes(input: DescribeImageReferencesRequest, { region }: CallContext): Need[] {
  const context = { 'ec2:Region': [region] };
  const chosen = input.IncludeAllResourceTypes ? types : (input.ResourceTypes ?? []).map((one) => one.ResourceType);
  return types
    .filter((type) => chosen.includes(type))
    .flatMap((type) => actions[type])
    .map((action) => ({ action, resource: '*', context: action.startsWith('ec2:') ? context : {} }));
}

/** Who uses images: only what the caller's own account has is told. */
export const referenceReads = [
  reads(
    'DescribeImageReferences',
    (input: DescribeImageReferencesRequest, call): DescribeImageReferencesResult => {
      const ids = readIds(input);
      const found = [...readTypes(input)].flatMap(([type, options]) => {
        const find = finders[type]?.(options, call) ?? null;
        if (!find) return [];
        return ids.flatMap((ImageId) =>
          find(ImageId).map((name): ImageReference => {
            const Arn = `arn:aws:ec2:${call.region}:${call.account.id}:${name}`;
            return { ImageId, ResourceType: type, Arn };
          }),
        );
      });
      const { items, nextToken } = pageOf(found, input, { least: 1, most: 1000 });
      return { ImageReferences: items, NextToken: nextToken };
    },
    { also: needsOfTypes },
  ),
];
