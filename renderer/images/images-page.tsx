import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useState } from 'react';
import type { Image } from '../../src/images/contract.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { useCall, useClient, useEvent, useInvalidate, usePatch } from '../bridge/hooks.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { useNameColumn } from '../common/name-column.tsx';
import { paths } from '../common/paths.ts';
import { ResourceTable } from '../common/resource-table.tsx';
import { useGo } from '../common/use-go.ts';
import { ImageActionsMenu } from './image-actions-menu.tsx';
import { IMAGE_COLUMNS } from './image-columns.tsx';
import { ImageDetails } from './image-details.tsx';

const idOf = (image: Image): string => image.imageId;
const nameOf = (image: Image): string => image.nameTag;
const labelOf = (image: Image): string => image.name || image.imageId;
const searchText = (image: Image): string =>
  [image.nameTag, image.name, image.imageId, image.state, image.description, image.architecture].join('\n');

// A copy is followed gently while it lasts: each look is a call to AWS.
const BUSY_MS = 3_000;
const CALM_MS = 60_000;

/** The images of the account and Region: their state as it is, their Name tags to edit, and the way to a new instance. */
export function ImagesPage() {
  const list = useCall(
    'images',
    'list',
    {},
    {
      every: (data) => (data?.images.some((image) => image.state === 'pending') ? BUSY_MS : CALM_MS),
    },
  );
  const [selectedId, setSelectedId] = useState<string>();
  const invalidate = useInvalidate();
  const go = useGo();
  useEvent('jobs.changed', (job) => {
    if (job.kind === 'images.create' || (job.kind.startsWith('images.') && job.state !== 'running'))
      invalidate('images');
  });

  const client = useClient();
  const applyPatch = usePatch();
  const patch = useCallback(
    (id: string, nameTag: string) =>
      applyPatch('images', 'list', {}, (data) => ({
        images: data.images.map((one) => (one.imageId === id ? { ...one, nameTag } : one)),
      })),
    [applyPatch],
  );
  const save = useCallback(
    async (imageId: string, name: string) => {
      await client.images.setName({ imageId, name });
      invalidate('images');
    },
    [client, invalidate],
  );
  const { column, submitEdit } = useNameColumn<Image>({ idOf, nameOf, patch, save, width: 172 });

  const items = list.data?.images ?? [];
  const selected = items.find((image) => image.imageId === selectedId);
  const noLaunch = selected ? whyNotLaunchable(selected) : 'Select an image in the table first.';
  return (
    <>
      <ResourceTable
        title="Amazon Machine Images (AMIs)"
        source={list}
        items={items}
        columns={[column, ...IMAGE_COLUMNS]}
        idOf={idOf}
        rowLabel={labelOf}
        searchText={searchText}
        sortBy="created"
        sortDescending
        selectedId={selectedId}
        onSelect={setSelectedId}
        submitEdit={submitEdit}
        storageKey="images"
        empty={{
          title: 'No images of yours',
          text: 'Make one from an instance: Actions, Image and templates, Create image.',
          action: <Button onClick={() => go(paths.instances())}>Choose an instance</Button>,
        }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ImageActionsMenu selected={selected ? [{ ...selected, own: true }] : []} go={go} />
            <Button
              variant="primary"
              disabled={noLaunch !== undefined}
              {...(noLaunch ? { disabledReason: noLaunch } : {})}
              onClick={() => selected && go(paths.launch(selected.imageId))}
            >
              Launch instance from AMI
            </Button>
          </SpaceBetween>
        }
      />
      {selected ? (
        <DetailsPanel header={`AMI ${labelOf(selected)}`}>
          <ImageDetails image={selected} />
        </DetailsPanel>
      ) : null}
    </>
  );
}
