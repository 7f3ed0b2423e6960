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
    minWidth: 250,
  },
  {
    id: 'imageId',
    label: 'AMI ID',
    header: 'AMI ID',
    cell: (one) => one.imageId,
    sortingField: 'imageId',
    minWidth: 215,
  },
  {
    id: 'state',
    label: 'Status',
    header: 'Status',
    cell: (one) => <ImageStateWord image={one} />,
    sortingField: 'state',
    minWidth: 175,
  },
  {
    id: 'created',
    label: 'Creation date',
    header: 'Creation date',
    cell: (one) => shownTime(one.createdAt),
    sortingField: 'createdAt',
    minWidth: 175,
  },
  { id: 'owner', label: 'Owner', header: 'Owner', cell: (one) => one.ownerId, sortingField: 'ownerId', minWidth: 130 },
  {
    id: 'architecture',
    label: 'Architecture',
    header: 'Architecture',
    cell: (one) => one.architecture,
    sortingField: 'architecture',
    minWidth: 120,
  },
  {
    id: 'description',
    label: 'Description',
    header: 'Description',
    cell: (one) => one.description || '-',
    sortingField: 'description',
    minWidth: 240,
    hidden: true,
  },
];
