import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { ImageRow } from '../../src/images/inventory.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { shownTime } from '../common/times.ts';

/** An image as far as choosing one goes; rows of lists and whole images both are that. */
export type OfferedImage = Pick<
  ImageRow,
  | 'imageId'
  | 'name'
  | 'nameTag'
  | 'state'
  | 'stateReason'
  | 'createdAt'
  | 'ownerId'
  | 'ownerAlias'
  | 'architecture'
  | 'platform'
>;

interface Props {
  readonly label: string;
  readonly images: readonly OfferedImage[];
  /** The image that the form has now. */
  readonly current: string | undefined;
  readonly loading?: boolean;
  readonly empty: string;
  readonly filter?: ReactNode;
  readonly pagination?: ReactNode;
  readonly onChoose: (imageId: string) => void;
}

/** Images to choose from, one press each. */
export function ImageTable({ label, images, current, loading = false, empty, filter, pagination, onChoose }: Props) {
  return (
    <Table
      items={images}
      columnDefinitions={[...COLUMNS, chooseColumn(current, onChoose)]}
      trackBy="imageId"
      variant="embedded"
      contentDensity="compact"
      wrapLines
      loading={loading}
      loadingText="Looking for images"
      empty={<Box padding="m">{empty}</Box>}
      ariaLabels={{ tableLabel: label }}
      filter={filter}
      pagination={pagination}
    />
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<OfferedImage>[] = [
  {
    id: 'name',
    header: 'Image',
    isRowHeader: true,
    cell: ({ nameTag, name, imageId }) => (
      <>
        <div>{nameTag || name || imageId}</div>
        <Box color="text-body-secondary" fontSize="body-s">
          {nameTag && name && name !== nameTag ? `${name}, ${imageId}` : imageId}
        </Box>
      </>
    ),
  },
  { id: 'system', header: 'System', cell: ({ platform, architecture }) => `${platform}, ${architecture}` },
  { id: 'owner', header: 'Owner', cell: ({ ownerAlias, ownerId }) => ownerAlias ?? ownerId },
  { id: 'created', header: 'Made', cell: ({ createdAt }) => (createdAt ? shownTime(createdAt) : '-') },
];

function chooseColumn(
  current: string | undefined,
  onChoose: (imageId: string) => void,
): TableProps.ColumnDefinition<OfferedImage> {
  return {
    id: 'choose',
    header: 'Choose',
    cell: (image) => {
      const why = image.imageId === current ? 'The form has this image already.' : whyNotLaunchable(image);
      return (
        <Button
          ariaLabel={`Use ${image.nameTag || image.name || image.imageId}`}
          disabled={why !== undefined}
          {...(why === undefined ? {} : { disabledReason: why })}
          onClick={() => onChoose(image.imageId)}
        >
          Use
        </Button>
      );
    },
  };
}
