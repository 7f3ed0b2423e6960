import { type FieldErrors, fieldErrors } from '../core/fields.ts';
import type { Instance } from '../instances/contract.ts';
import { type CreateImageRequest, createImageRequest } from './contract.ts';
import { type TakenName, takenNameError } from './naming.ts';
import { type NamingRules, NO_RULES, ruleErrors, withRequiredTags } from './naming-rules.ts';
import { deviceErrors } from './volumes.ts';

/** What the cloud told when the Create image wizard opened. */
export interface CreateImageFacts {
  readonly instance: Instance;
  readonly takenNames: readonly TakenName[];
}

/** What the wizard opens with: everything included, a restart, the tags that the team asks for, and the name that the helper proposes. */
export function createImageDefaults(
  facts: CreateImageFacts,
  name: string,
  rules: NamingRules = NO_RULES,
): CreateImageRequest {
  return {
    instanceId: facts.instance.instanceId,
    name,
    description: '',
    reboot: true,
    existingVolumes: facts.instance.volumes.map(({ deviceName, deleteOnTermination }) => ({
      deviceName,
      include: true,
      deleteOnTermination,
    })),
    newVolumes: [],
    tags: withRequiredTags([], rules),
    tagSnapshots: true,
    snapshotTags: [],
  };
}

/** Every message about the form by dotted path; empty when it may be sent. The contract's own rules, the team's, and those that need facts. */
export function createImageErrors(
  values: CreateImageRequest,
  facts: CreateImageFacts,
  rules: NamingRules = NO_RULES,
): FieldErrors {
  const taken = takenNameError(values.name, facts.takenNames);
  const existing = facts.instance.volumes.map(({ deviceName }) => deviceName);
  return {
    ...(taken ? { name: taken } : {}),
    ...deviceErrors('newVolumes', values.newVolumes, existing),
    ...rootErrors(values, facts.instance),
    ...ruleErrors(values, rules),
    ...fieldErrors(createImageRequest, values),
  };
}

function rootErrors(values: CreateImageRequest, { volumes }: Instance): FieldErrors {
  const root = volumes.find((volume) => volume.isRoot)?.deviceName;
  const index = values.existingVolumes.findIndex((volume) => volume.deviceName === root && !volume.include);
  return index < 0
    ? {}
    : { [`existingVolumes.${index}.include`]: 'The root disk holds the system: without it nothing would start.' };
}

/** The fields of each step of the wizard, in order: a message belongs to the step that holds its field. */
export const CREATE_IMAGE_STEPS: readonly (readonly (keyof CreateImageRequest | 'further')[])[] = [
  ['name', 'description', 'further'],
  ['reboot'],
  ['existingVolumes', 'newVolumes'],
  ['tags', 'tagSnapshots', 'snapshotTags'],
  ['instanceId'],
];

/** The step that holds a field; the last one, Review, for a field that has no place of its own. */
export function stepOf(path: string): number {
  const step = CREATE_IMAGE_STEPS.findIndex((fields) => fields.some((field) => path.split('.')[0] === field));
  return step < 0 ? CREATE_IMAGE_STEPS.length - 1 : step;
}
