import type {
  ImageRecycleBinInfo,
  ListImagesInRecycleBinRequest,
  ListImagesInRecycleBinResult,
  RestoreImageFromRecycleBinRequest,
  RestoreImageFromRecycleBinResult,
} from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageRecord } from '../../world/records/image-records.ts';
import { readableSnapshot } from '../available-images.ts';
import { findOne, kinds, namedOrAll } from '../finding.ts';
import { changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { checkName } from './image-words.ts';

function showBinned({ id, name, description, bin }: ImageRecord): ImageRecycleBinInfo {
  return {
    ImageId: id,
    Name: name,
    Description: description,
    RecycleBinEnterTime: new Date(bin?.enteredAt ?? 0),
    RecycleBinExitTime: new Date(bin?.exitsAt ?? 0),
  };
}

/** Deregistered images that can still be had back. */
export const recycleBinOperations = [
  reads('ListImagesInRecycleBin', (input: ListImagesInRecycleBinRequest, call): ListImagesInRecycleBinResult => {
    if ((input.ImageIds?.length ?? 0) > imageLimits.listedInBin) {
      throw new Refusal('InvalidParameterValue', `You can specify up to ${imageLimits.listedInBin} image IDs.`);
    }
    const named = namedOrAll(kinds.image, call.place.binnedImages, input.ImageIds);
    const { items, nextToken } = pageOf(named, input, { least: 5, most: 1000 });
    return { Images: items.map(showBinned), NextToken: nextToken };
  }),

  changes(
    'RestoreImageFromRecycleBin',
    (input: RestoreImageFromRecycleBinRequest, call): RestoreImageFromRecycleBinResult => {
      const { images, binnedImages, pastImages } = call.place;
      const image = findOne(kinds.image, binnedImages, input.ImageId);
      checkName(image.name, call.place);
      // An image cannot come back without what it is made of.
      const gone = image.mappings
        .flatMap(({ snapshotId }) => snapshotId ?? [])
        .find((id) => readableSnapshot(call, id) === null);
      if (gone) throw new Refusal('InvalidSnapshot.NotFound', kinds.snapshot.missing([gone]));
      call.proceed();
      binnedImages.remove(image);
      const past = pastImages.get(image.id);
      if (past) pastImages.remove(past);
      images.add({ ...image, bin: null });
      return { Return: true };
    },
  ),
];
