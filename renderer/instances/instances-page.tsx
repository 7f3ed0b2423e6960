import Button from '@cloudscape-design/components/button';
import { useCallback, useState } from 'react';
import type { Instance } from '../../src/instances/contract.ts';
import { togetherWords } from '../../src/instances/cost.ts';
import { useCall, useClient, useEvent, useInvalidate, usePatch } from '../bridge/hooks.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { useNameColumn } from '../common/name-column.tsx';
import { paths } from '../common/paths.ts';
import { ResourceTable } from '../common/resource-table.tsx';
import { useGo } from '../common/use-go.ts';
import type { DialogKind } from './instance-actions.ts';
import { InstanceButtons } from './instance-buttons.tsx';
import { INSTANCE_COLUMNS } from './instance-columns.tsx';
import { InstanceDetails } from './instance-details.tsx';
import { InstanceDialog } from './instance-dialog.tsx';
import { labelOf } from './instance-label.ts';

const idOf = (instance: Instance): string => instance.instanceId;
const nameOf = (instance: Instance): string => instance.name;
const searchText = (instance: Instance): string =>
  [instance.name, instance.instanceId, instance.state, instance.instanceType, instance.availabilityZone]
    .concat(instance.publicIp ?? '', instance.keyName ?? '', instance.imageId, instance.imageName ?? '')
    .concat(instance.groups.map(({ name }) => name))
    .join('\n');

// While something changes the table follows it closely, otherwise it only stays roughly up to date. One look is a few
// calls, however many instances there are; AWS itself is never asked more often than every five seconds.
const BUSY_MS = { practice: 3_000, profile: 5_000 } as const;
const CALM_MS = 30_000;
const TROUBLED_MS = 60_000;

function isChanging(instance: Instance): boolean {
  if (instance.state === 'running') return instance.health?.some(({ status }) => status === 'initializing') ?? false;
  return ['pending', 'stopping', 'shutting-down'].includes(instance.state);
}

/** The first page: every instance of the account and Region, and what can be done with one or several. */
export function InstancesPage() {
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data;
  const busy = BUSY_MS[account?.source.kind ?? 'profile'];
  const list = useCall(
    'instances',
    'list',
    {},
    {
      every: (data, failed) => (failed ? TROUBLED_MS : data?.instances.some(isChanging) ? busy : CALM_MS),
    },
  );
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const [dialog, setDialog] = useState<{ kind: DialogKind; chosen: readonly Instance[] }>();
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
  const { column, submitEdit } = useNameColumn<Instance>({ idOf, nameOf, patch, save, width: 150 });

  const items = list.data?.instances ?? [];
  const selected = items.filter(({ instanceId }) => selectedIds.includes(instanceId));
  const one = selected.length === 1 ? selected[0] : undefined;
  return (
    <>
      <ResourceTable
        title="Instances"
        description={togetherWords(items, Date.now())}
        source={list}
        items={items}
        columns={[column, ...INSTANCE_COLUMNS]}
        idOf={idOf}
        rowLabel={labelOf}
        searchText={searchText}
        selectedIds={selectedIds}
        onSelectMany={setSelectedIds}
        submitEdit={submitEdit}
        storageKey="instances"
        empty={{
          title: 'No instances',
          text: 'No machine runs in this Region. Launch one from an image.',
          action: <Button onClick={() => go(paths.launchAny())}>Launch instances</Button>,
        }}
        actions={<InstanceButtons selected={selected} onDialog={(kind) => setDialog({ kind, chosen: selected })} />}
      />
      {one ? (
        <DetailsPanel header={`Instance ${labelOf(one)}`}>
          <InstanceDetails instance={one} />
        </DetailsPanel>
      ) : null}
      {dialog ? <InstanceDialog {...dialog} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}
