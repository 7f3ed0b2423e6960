import Table from '@cloudscape-design/components/table';

/** A volume to read about; `source` is its own id or its snapshot's. */
export interface ShownVolume {
  readonly deviceName: string;
  readonly source?: string | undefined;
  readonly sizeGiB: number;
  readonly type: string;
  readonly encrypted: boolean;
  readonly deleteOnTermination: boolean;
  readonly isRoot: boolean;
}

/** The volumes of an instance or image, to read. */
export function VolumeList({ volumes, sourceHeader }: { volumes: readonly ShownVolume[]; sourceHeader: string }) {
  return (
    <Table
      variant="embedded"
      items={volumes}
      trackBy="deviceName"
      ariaLabels={{ tableLabel: 'Volumes' }}
      empty="No volumes."
      columnDefinitions={[
        {
          id: 'device',
          header: 'Device',
          cell: (one) => `${one.deviceName}${one.isRoot ? ' (root)' : ''}`,
          isRowHeader: true,
        },
        { id: 'source', header: sourceHeader, cell: (one) => one.source ?? '-' },
        { id: 'size', header: 'Size', cell: (one) => `${one.sizeGiB} GiB` },
        { id: 'type', header: 'Type', cell: (one) => one.type },
        { id: 'encrypted', header: 'Encrypted', cell: (one) => (one.encrypted ? 'Yes' : 'No') },
        {
          id: 'delete',
          header: 'Deleted with the instance',
          cell: (one) => (one.deleteOnTermination ? 'Yes' : 'No, it stays and costs'),
        },
      ]}
    />
  );
}
