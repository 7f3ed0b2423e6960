import type { Image } from '../images/contract.ts';
import { timeBetween } from './ages.ts';
import type { Ancestor, ComparedImage } from './contract.ts';
import { nodeId } from './graph.ts';

/** How two images are related, in one sentence. */
export function kinship(one: ComparedImage, other: ComparedImage): string {
  const [first, second] = [idOf(one.image), idOf(other.image)];
  if (first === second) return 'This is one image, compared with itself.';
  return (
    descent(one, other) ??
    descent(other, one) ??
    sameInstance(one.image, other.image) ??
    sameAncestor(one, other) ??
    'AWS records no link between them.'
  );
}

const idOf = (image: Pick<Image, 'region' | 'imageId'>): string => nodeId(image.region, image.imageId);

/** What an image is called in a sentence. */
export function titleOf(image: Pick<Image, 'nameTag' | 'name' | 'imageId'>): string {
  return image.nameTag || image.name || image.imageId;
}

/** From the image to its root; where AWS does not tell the line, the one step that the image itself names. */
function lineOf({ image, line }: ComparedImage): readonly Ancestor[] {
  if (line.length > 0) return line;
  const { sourceImageId, sourceImageRegion, region, imageId } = image;
  if (!sourceImageId) return [{ imageId, region }];
  return [
    { imageId, region },
    { imageId: sourceImageId, region: sourceImageRegion ?? region },
  ];
}

function descent(young: ComparedImage, old: ComparedImage): string | undefined {
  const steps = lineOf(young).findIndex((each) => idOf(each) === idOf(old.image));
  if (steps < 1) return undefined;
  const [name, source] = [titleOf(young.image), titleOf(old.image)];
  const later = laterWords(young.image, old.image);
  if (steps > 1) return `${name} comes from ${source} in ${steps} steps${later}.`;
  const way = young.image.sourceInstanceId ? 'was made from an instance of' : 'was copied from';
  return `${name} ${way} ${source}${later}.`;
}

function laterWords(young: Image, old: Image): string {
  const time = timeBetween(old.createdAt, young.createdAt);
  return time ? `, ${time} later` : '';
}

function sameInstance(one: Image, other: Image): string | undefined {
  const source = one.sourceInstanceId;
  if (!source || source !== other.sourceInstanceId || one.region !== other.region) return undefined;
  const time = timeBetween(one.createdAt, other.createdAt);
  return `Both were made from the instance ${source}${time ? `, ${time} apart` : ''}.`;
}

function sameAncestor(one: ComparedImage, other: ComparedImage): string | undefined {
  const ids = new Set(lineOf(other).map(idOf));
  const shared = lineOf(one).find((each) => ids.has(idOf(each)));
  return shared && `Both come from ${shared.imageId} in ${shared.region}.`;
}
