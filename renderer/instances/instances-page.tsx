import Button from '@cloudscape-design/components/button';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Instance } from '../../src/instances/contract.ts';
import { togetherWords } from '../../src/instances/cost.ts';
import { pauseWords, untilNextLook } from '../../src/instances/refresh.ts';
import { useCall, useClient, useEvent, useInvalidate, usePatch } from '../bridge/hooks.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { useNameColumn } from '../common/name-column.tsx';
import { paths } from '../common/paths.ts';
import { ResourceTable } from '../common/resource-table.tsx';
import { shownClock } from '../common/times.ts';
import { useGo } from '../common/use-go.ts';
import type { DialogKind } from './instance-actions.ts';
import { InstanceButtons } from './instance-buttons.tsx';
import { INSTANCE_COLUMNS } from './instance-columns.tsx';
import { labelOf } from './instance-label.ts';

// The app opens on this page: what a click brings is loaded with the click.
const InstanceDetails = lazy(async () => ({ default: (await import('./instance-details.tsx')).InstanceDetails }));
const InstanceDialog = lazy(async () => ({ default: (await import('./instance-dialog.tsx')).InstanceDialog }));

const idOf = (instance: Instance): string => instance.instanceId;
const nameOf = (instance: Instance): string => instance.name;
const searchText = (instance: Instance): string =>
  [instance.name, instance.instanceId, instance.state, instance.instanceType, instance.availabilityZone]
    .concat(instance.publicIp ?? '', instance.keyName ?? '', instance.imageId, instance.imageName ?? '')
    .concat(instance.groups.map(({ name }) => name))
    .join('\n');

/** The first page: every instance of the account and Region, and what can be done with one or several. */
export function InstancesPage() {
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data;
  const isPractice = account?.source.kind === 'practice';
  const list = useCall(
    'instances',
    'list',
    {},
    { every: (data, failingFor) => untilNextLook({ instances: data?.instances ?? [], failingFor, isPractice }) },
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
        description={list.error && list.data ? staleWords(list.updatedAt) : togetherWords(items, Date.now())}
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
          <Suspense>
            <InstanceDetails instance={one} />
          </Suspense>
        </DetailsPanel>
      ) : null}
      {dialog ? (
        <Suspense>
          <InstanceDialog {...dialog} onClose={() => setDialog(undefined)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Said while looks fail: how old is what is shown, and that it will be asked for again. */
function staleWords(updatedAt: number): string {
  const pause = untilNextLook({ instances: [], failingFor: Math.max(1, Date.now() - updatedAt), isPractice: false });
  return `Shown as it was at ${shownClock(updatedAt)}. It is asked for again by itself in about ${pauseWords(pause)}, and more seldom the longer this lasts.`;
}
