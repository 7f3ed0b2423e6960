import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useState } from 'react';
import { whyNotImageable } from '../../src/images/rules.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { useCall, useClient, useEvent, useInvalidate, usePatch } from '../bridge/hooks.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { useNameColumn } from '../common/name-column.tsx';
import { paths } from '../common/paths.ts';
import { ResourceTable } from '../common/resource-table.tsx';
import { useGo } from '../common/use-go.ts';
import { INSTANCE_COLUMNS } from './instance-columns.tsx';
import { InstanceDetails } from './instance-details.tsx';

const idOf = (instance: Instance): string => instance.instanceId;
const nameOf = (instance: Instance): string => instance.name;
const labelOf = (instance: Instance): string => instance.name || instance.instanceId;
const searchText = (instance: Instance): string =>
  [instance.name, instance.instanceId, instance.state, instance.instanceType, instance.availabilityZone]
    .concat(instance.publicIp ?? '', instance.keyName ?? '', instance.imageId, instance.imageName ?? '')
    .join('\n');

// While something changes the table follows it closely; otherwise it only stays roughly up to date.
const BUSY_MS = 3_000;
const CALM_MS = 30_000;

function isChanging(instance: Instance): boolean {
  if (instance.state === 'running') return instance.checks !== undefined && instance.checks.passed < instance.checks.of;
  return ['pending', 'stopping', 'shutting-down'].includes(instance.state);
}

/** The first page: every instance of the account and Region, and what can be done with one. */
export function InstancesPage() {
  const list = useCall(
    'instances',
    'list',
    {},
    {
      every: (data) => (data?.instances.some(isChanging) ? BUSY_MS : CALM_MS),
    },
  );
  const [selectedId, setSelectedId] = useState<string>();
  const invalidate = useInvalidate();
  const go = useGo();
  useEvent('jobs.changed', (job) => {
    if (job.state !== 'running' || job.instanceIds) invalidate('instances');
  });

  const client = useClient();
  const applyPatch = usePatch();
  const patch = useCallback(
    (id: string, name: string) =>
      applyPatch('instances', 'list', {}, (data) => ({
        instances: data.instances.map((one) => (one.instanceId === id ? { ...one, name } : one)),
      })),
    [applyPatch],
  );
  const save = useCallback(
    async (instanceId: string, name: string) => {
      await client.instances.setName({ instanceId, name });
      invalidate('instances');
    },
    [client, invalidate],
  );
  const { column, submitEdit } = useNameColumn<Instance>({ idOf, nameOf, patch, save, width: 165 });

  const items = list.data?.instances ?? [];
  const selected = items.find((instance) => instance.instanceId === selectedId);
  return (
    <>
      <ResourceTable
        title="Instances"
        source={list}
        items={items}
        columns={[column, ...INSTANCE_COLUMNS]}
        idOf={idOf}
        rowLabel={labelOf}
        searchText={searchText}
        selectedId={selectedId}
        onSelect={setSelectedId}
        submitEdit={submitEdit}
        storageKey="instances"
        empty={{
          title: 'No instances',
          text: 'No machine runs in this Region. Launch one from an image.',
          action: <Button onClick={() => go(paths.images())}>Choose an image</Button>,
        }}
        actions={<InstanceActions instance={selected} go={go} />}
      />
      {selected ? (
        <DetailsPanel header={`Instance ${labelOf(selected)}`}>
          <InstanceDetails instance={selected} />
        </DetailsPanel>
      ) : null}
    </>
  );
}

const SELECT_FIRST = 'Select an instance in the table first.';

function whyNotConnectable(instance: Instance | undefined): string | undefined {
  if (!instance) return SELECT_FIRST;
  return instance.state === 'running' ? undefined : 'Only a running instance can be connected to.';
}

function InstanceActions({ instance, go }: { instance: Instance | undefined; go: (path: string) => void }) {
  const noConnect = whyNotConnectable(instance);
  const noImage = instance ? whyNotImageable(instance) : SELECT_FIRST;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        disabled={noConnect !== undefined}
        {...(noConnect ? { disabledReason: noConnect } : {})}
        onClick={() => instance && go(paths.connect(instance.instanceId))}
      >
        Connect
      </Button>
      <ButtonDropdown
        expandableGroups
        items={[
          {
            id: 'image-and-templates',
            text: 'Image and templates',
            items: [
              {
                id: 'create-image',
                text: 'Create image',
                disabled: noImage !== undefined,
                ...(noImage ? { disabledReason: noImage } : {}),
              },
            ],
          },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'create-image' && instance) go(paths.createImage(instance.instanceId));
        }}
      >
        Actions
      </ButtonDropdown>
      <Button variant="primary" onClick={() => go(paths.images())}>
        Launch instances
      </Button>
    </SpaceBetween>
  );
}
