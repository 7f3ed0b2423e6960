import Autosuggest from '@cloudscape-design/components/autosuggest';
import { useState } from 'react';
import { useCall } from '../bridge/hooks.ts';
import { shownTime } from './times.ts';

interface SnapshotInputProps {
  readonly value: string;
  /** `least` is the snapshot's size in GiB when it was chosen from the list. */
  readonly onChange: (snapshotId: string, least?: number) => void;
  readonly onLeave: () => void;
}

/** The id of a snapshot: chosen from those of this account and Region, or typed, as one that is shared must be. */
export function SnapshotInput({ value, onChange, onLeave }: SnapshotInputProps) {
  // A long list is asked for once somebody wants it.
  const [wanted, setWanted] = useState(false);
  const list = useCall('images', 'snapshots', {}, { enabled: wanted, freshFor: 60_000 });
  const snapshots = list.data?.snapshots ?? [];
  return (
    <Autosuggest
      value={value}
      placeholder="snap-…"
      enteredTextLabel={(text) => `Use ${text}`}
      options={snapshots.map(({ snapshotId, nameTag, description, sizeGiB, encrypted, startedAt }) => ({
        value: snapshotId,
        label: snapshotId,
        labelTag: `${sizeGiB} GiB`,
        description: [nameTag, description].filter(Boolean).join(': '),
        tags: [shownTime(startedAt), ...(encrypted ? ['Encrypted'] : [])],
        filteringTags: [nameTag, description],
      }))}
      statusType={list.error ? 'error' : list.loading ? 'loading' : 'finished'}
      loadingText="Looking for your snapshots"
      errorText={list.error?.message ?? ''}
      recoveryText="Try again"
      empty="You have no snapshots in this Region. Leave it empty for an empty disk."
      onLoadItems={() => (list.error ? list.refresh() : setWanted(true))}
      onFocus={() => setWanted(true)}
      onBlur={onLeave}
      onChange={({ detail }) => {
        const id = detail.value.trim();
        onChange(id, snapshots.find(({ snapshotId }) => snapshotId === id)?.sizeGiB);
      }}
    />
  );
}
