import { type FieldErrors, fieldErrors } from '../core/fields.ts';
import { type CopyEncryption, type CopyForm, type CopyImageRequest, type CopyPlace, copyImageRequest } from './copy.ts';
import type { Image } from './image.ts';
import { nextFreeName, type TakenName } from './naming.ts';
import { copyNameError, type NamingRules } from './naming-rules.ts';
import { DESCRIPTION_MAX } from './rules.ts';

/** A text to send to the owner of an image that is shared for launching only. */
export function askOwnerText({ image, accountId }: Pick<CopyForm, 'image' | 'accountId'>): string {
  const snapshots = image.volumes.flatMap(({ snapshotId }) => snapshotId ?? []);
  return [
    `Hello, you share the image ${image.name || image.imageId} (${image.imageId}, ${image.region}) with our AWS account ${accountId}.`,
    'We can launch it but not copy it, because its snapshots are not shared with us.',
    `Could you share ${snapshots.length > 0 ? snapshots.join(', ') : 'its snapshots'} with ${accountId} too?`,
    'In the EC2 console: Snapshots, select each, Actions, Modify permissions, Add account.',
  ].join('\n');
}

/** What the copy page opens with: the source's own name and description, no Region yet. */
export function copyDefaults(image: Image): CopyImageRequest {
  const description = image.description || `Copy of ${image.name || image.imageId} from ${image.region}`;
  return {
    region: image.region,
    imageId: image.imageId,
    destinations: [],
    name: image.name,
    description: description.replace(/\p{Cc}/gu, ' ').slice(0, DESCRIPTION_MAX),
    copyTags: true,
    tags: [],
  };
}

/** The names that are taken in the chosen Regions, as far as they are known. */
export function takenIn(places: readonly CopyPlace[]): readonly (TakenName & { readonly region: string })[] {
  return places.flatMap(({ region, takenNames }) =>
    takenNames.known ? takenNames.value.map(({ name, imageId }) => ({ name, imageId, region })) : [],
  );
}

/** Every message about the form by dotted path: the contract's rules, the team's, and names that are taken. */
export function copyErrors(
  values: CopyImageRequest,
  places: readonly CopyPlace[],
  sourceName: string,
  rules: NamingRules,
): FieldErrors {
  const against = copyNameError(values.name, sourceName, rules);
  const chosen = places.filter(({ region }) => values.destinations.some((one) => one.region === region));
  const taken = takenIn(chosen).find(({ name }) => name === values.name);
  return {
    ...(against ? { name: against } : {}),
    ...(taken ? { name: `In ${taken.region} the image ${taken.imageId} has this name already.` } : {}),
    ...fieldErrors(copyImageRequest, values),
  };
}

/** The same name with the next number that is free in all these Regions; undefined when it is free as it is. */
export function freeNameFor(name: string, places: readonly CopyPlace[]): string | undefined {
  const free = nextFreeName(name, takenIn(places));
  return free === name ? undefined : free;
}

/** What becomes of the copy's disks in a Region, in a sentence. */
export function encryptionWords(
  { kind }: CopyEncryption,
  source: { readonly encrypted: boolean },
  place: CopyPlace | undefined,
): string {
  if (kind === 'key') return 'Encrypted with the key you choose. Whoever is to launch the copy needs that key too.';
  if (kind === 'default-key') {
    return 'Encrypted with this Region’s default key. If that is the key AWS keeps for you, the copy can never be shared.';
  }
  if (source.encrypted)
    return 'Encrypted as the source is, with this Region’s default key: encryption cannot be taken off.';
  if (place?.encryptsByDefault.known && place.encryptsByDefault.value) {
    return 'Encrypted all the same: this account encrypts every new disk in this Region.';
  }
  return 'Not encrypted, as the source.';
}
