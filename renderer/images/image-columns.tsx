import type { Image } from '../../src/images/contract.ts';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { IMAGE_STATES, StateIndicator } from '../common/state-words.tsx';
import { shownTime } from '../common/times.ts';

/** The state with its percentage while AWS copies. */
export function ImageStateWord({ image }: { image: Image }) {
  const extra =
    image.state === 'pending' && image.progress !== undefined ? `(${Math.floor(image.progress)} %)` : undefined;
  return (
    <StateIndicator
      word={IMAGE_STATES[image.state]}
      {...(extra ? { extra } : {})}
      {...(image.stateReason ? { reason: image.stateReason } : {})}
    />
  );
}

/** The columns of the images table after the Name tag. */
export const IMAGE_COLUMNS: readonly ResourceColumn<Image>[] = [
  {
    id: 'amiName',
    label: 'AMI name',
    header: 'AMI name',
    cell: (one) => one.name || '-',
    sortingField: 'name',
    width: 215,
    minWidth: 140,
  },
  {
    id: 'imageId',
    label: 'AMI ID',
    header: 'AMI ID',
    cell: (one) => one.imageId,
    sortingField: 'imageId',
    width: 207,
    minWidth: 120,
  },
  {
    id: 'state',
    label: 'Status',
    header: 'Status',
    cell: (one) => <ImageStateWord image={one} />,
    sortingField: 'state',
    width: 166,
    minWidth: 110,
  },
  {
    id: 'created',
    label: 'Creation date',
    header: 'Creation date',
    cell: (one) => shownTime(one.createdAt),
    sortingField: 'createdAt',
    width: 165,
    minWidth: 120,
  },
  {
    id: 'owner',
    label: 'Owner',
    header: 'Owner',
    cell: (one) => one.ownerId,
    sortingField: 'ownerId',
    width: 140,
    minWidth: 110,
    hidden: true,
  },
  {
    id: 'architecture',
    label: 'Architecture',
    header: 'Architecture',
    cell: (one) => one.architecture,
    sortingField: 'architecture',
    width: 130,
    minWidth: 100,
    hidden: true,
  },
  {
    id: 'description',
    label: 'Description',
    header: 'Description',
    cell: (one) => one.description || '-',
    sortingField: 'description',
    width: 260,
    minWidth: 140,
    hidden: true,
  },
];
