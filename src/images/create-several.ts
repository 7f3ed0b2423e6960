import { type FieldErrors, fieldErrors } from '../core/fields.ts';
import type { Instance } from '../instances/contract.ts';
import { type CreateImageRequest, SEVERAL_MAX } from './contract.ts';
import { type CreateImageFacts, createImageDefaults } from './create-form.ts';
import { fillPattern, nameFacts, nextFreeName, type TakenName, takenNameError } from './naming.ts';
import { type NamingRules, nameDeparture } from './naming-rules.ts';
import { imageName } from './rules.ts';

/** A further instance of the wizard, with a name of its own for its image. */
export interface FurtherImage {
  readonly instanceId: string;
  readonly name: string;
}

/** Names for images of these instances by the pattern, each one free and none of them given twice. */
export function namesFor(
  instances: readonly Instance[],
  pattern: string,
  now: Date,
  taken: readonly TakenName[],
): FurtherImage[] {
  const given: TakenName[] = [...taken];
  return instances.map((instance) => {
    const name = nextFreeName(fillPattern(pattern, nameFacts(instance, now)), given);
    given.push({ name, imageId: instance.instanceId });
    return { instanceId: instance.instanceId, name };
  });
}

/** Every message about the further images by dotted path. */
export function furtherErrors(
  further: readonly FurtherImage[],
  first: string,
  facts: CreateImageFacts,
  rules: NamingRules,
): FieldErrors {
  const errors: Record<string, string> = {};
  if (further.length >= SEVERAL_MAX) errors.further = `At most ${SEVERAL_MAX} images can be begun in one go.`;
  further.forEach(({ name }, index) => {
    const before = [first, ...further.slice(0, index).map((one) => one.name)];
    const message =
      fieldErrors(imageName, name)[''] ??
      takenNameError(name, facts.takenNames) ??
      (before.includes(name) ? 'Another image of this list has this name. Each needs its own.' : undefined) ??
      (rules.enforced ? nameDeparture(name, rules) : undefined);
    if (message) errors[`further.${index}.name`] = message;
  });
  return errors;
}

/** One request for each: the further ones share what was decided for the first, with all their own disks as they are. */
export function requestsFor(
  first: CreateImageRequest,
  further: readonly FurtherImage[],
  instances: readonly Instance[],
): CreateImageRequest[] {
  return [
    first,
    ...further.flatMap(({ instanceId, name }) => {
      const instance = instances.find((one) => one.instanceId === instanceId);
      if (!instance) return [];
      const own = createImageDefaults({ instance, takenNames: [] }, name);
      return [{ ...first, instanceId, name, existingVolumes: own.existingVolumes, newVolumes: [] }];
    }),
  ];
}

/** Where the message of a refused request belongs in the wizard: `requests.2.name` is that of the second further image. */
export function fieldOfSeveral(field: string): string {
  const [, index = '', rest = ''] = /^requests\.(\d+)\.(.*)$/.exec(field) ?? [];
  if (index === '') return field;
  return index === '0' ? rest : `further.${Number(index) - 1}.name`;
}
