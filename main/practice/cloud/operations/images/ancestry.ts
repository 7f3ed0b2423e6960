import type { GetImageAncestryRequest, GetImageAncestryResult, ImageAncestryEntry } from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import { visibleImage } from '../available-images.ts';
import { checkId, kinds, required } from '../finding.ts';
import { type CallContext, reads } from '../operation.ts';
import { findFacts } from './image-facts.ts';

/**
 * The line of an image back to its root: one of a verified provider, one without a recorded source, or the fiftieth.
 *
 * Images that are gone stay in the line. Source: EC2 user guide, "Use AMI ancestry to trace the origin of an AMI".
 */
function lineOf(imageId: string, call: CallContext): ImageAncestryEntry[] {
  const entries: ImageAncestryEntry[] = [];
  const seen = new Set<string>();
  let id: string | null = imageId;
  let region = call.region;
  while (id !== null && !seen.has(id) && entries.length < imageLimits.ancestryEntries) {
    seen.add(id);
    const found = findFacts(call.world, region, id);
    if (!found) break;
    const { createdAt, sourceImageId, sourceImageRegion }: typeof found.facts = found.facts;
    const sourceRegion: string = sourceImageRegion ?? region;
    const isRoot = found.ownerAlias !== null;
    entries.push({
      ImageId: id,
      CreationDate: new Date(createdAt),
      ...(found.ownerAlias ? { ImageOwnerAlias: found.ownerAlias } : {}),
      ...(sourceImageId && !isRoot ? { SourceImageId: sourceImageId, SourceImageRegion: sourceRegion } : {}),
    });
    id = isRoot ? null : sourceImageId;
    region = sourceRegion;
  }
  return entries;
}

/** Where images come from. */
export const ancestryReads = [
  reads('GetImageAncestry', (input: GetImageAncestryRequest, call): GetImageAncestryResult => {
    const id = required(input.ImageId, 'ImageId');
    checkId(kinds.image, id);
    if (!visibleImage(call, id)) throw new Refusal('InvalidAMIID.NotFound', kinds.image.missing([id]));
    return { ImageAncestryEntries: lineOf(id, call) };
  }),
];
