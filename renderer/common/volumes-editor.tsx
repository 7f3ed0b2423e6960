import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type VolumeType, volumeType } from '../../src/core/fields.ts';
import { type NewVolume, nextDeviceName, VOLUME_LIMITS } from '../../src/images/volumes.ts';
import { NumberInput } from './number-input.tsx';
import { SnapshotInput } from './snapshot-input.tsx';

/** What each type of volume is good for, in a few words. */
export const VOLUME_TYPE_WORDS: Readonly<Record<VolumeType, string>> = {
  gp3: 'General purpose SSD: the usual choice',
  gp2: 'General purpose SSD, older kind',
  io2: 'Provisioned IOPS SSD: fast, for databases',
  io1: 'Provisioned IOPS SSD, older kind',
  st1: 'Throughput HDD: large files read in one go',
  sc1: 'Cold HDD: seldom read, cheapest',
  standard: 'Magnetic disk, previous generation',
};

const range = (limits: readonly [number, number] | undefined): string =>
  limits ? `${limits[0].toLocaleString('en')} to ${limits[1].toLocaleString('en')}` : 'not set for this type';

/** The part of a volume that {@link VolumeFields} edits. */
export interface EditableVolume {
  readonly sizeGiB: number;
  readonly type: VolumeType;
  readonly iops?: number | undefined;
  readonly throughput?: number | undefined;
  readonly deleteOnTermination: boolean;
}

interface VolumeFieldsProps<V extends EditableVolume> {
  readonly volume: V;
  readonly onChange: (volume: V) => void;
  /** Where it stands in the form, for example `newVolumes.0`. */
  readonly path: string;
  readonly errorOf: (path: string) => string | undefined;
  readonly touch: (path: string) => void;
  /** Only types that can start a machine. */
  readonly root?: boolean;
}

/** Size, type, IOPS, throughput and what happens at the end, for one volume; each message under its own field. */
function VolumeFields<V extends EditableVolume>(props: VolumeFieldsProps<V>) {
  const { volume, onChange, path, errorOf, touch, root = false } = props;
  const limits = VOLUME_LIMITS[volume.type];
  const types = volumeType.options.filter((type) => !root || VOLUME_LIMITS[type].canBeRoot);
  const option = (type: VolumeType) => ({ value: type, label: type, description: VOLUME_TYPE_WORDS[type] });
  const field = (name: string) => `${path}.${name}`;
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={4}>
        <FormField label="Size (GiB)" constraintText={range(limits.size)} errorText={errorOf(field('sizeGiB'))}>
          <NumberInput
            empty={Number.NaN}
            value={volume.sizeGiB}
            onChange={(sizeGiB) => {
              touch(field('sizeGiB'));
              onChange({ ...volume, sizeGiB });
            }}
          />
        </FormField>
        <FormField label="Volume type" errorText={errorOf(field('type'))}>
          <Select
            selectedOption={option(volume.type)}
            options={types.map(option)}
            onChange={({ detail }) => {
              for (const name of ['sizeGiB', 'iops', 'throughput']) touch(field(name));
              onChange({ ...volume, type: volumeType.parse(detail.selectedOption.value) });
            }}
          />
        </FormField>
        <FormField label="IOPS" constraintText={range(limits.iops)} errorText={errorOf(field('iops'))}>
          <NumberInput<undefined>
            empty={undefined}
            value={volume.iops}
            placeholder={limits.iops ? 'AWS’s default' : '-'}
            onChange={(iops) => {
              touch(field('iops'));
              onChange({ ...volume, iops });
            }}
          />
        </FormField>
        <FormField
          label="Throughput (MiB/s)"
          constraintText={range(limits.throughput)}
          errorText={errorOf(field('throughput'))}
        >
          <NumberInput<undefined>
            empty={undefined}
            value={volume.throughput}
            placeholder={limits.throughput ? 'AWS’s default' : '-'}
            onChange={(throughput) => {
              touch(field('throughput'));
              onChange({ ...volume, throughput });
            }}
          />
        </FormField>
      </ColumnLayout>
      <Checkbox
        checked={volume.deleteOnTermination}
        onChange={({ detail }) => onChange({ ...volume, deleteOnTermination: detail.checked })}
        description="Otherwise it stays, and costs."
      >
        Delete with the instance
      </Checkbox>
    </SpaceBetween>
  );
}

/** The part of a form that {@link NewVolumesEditor} needs. */
export interface NewVolumesForm {
  readonly values: { readonly newVolumes: readonly NewVolume[] };
  readonly set: (change: { newVolumes: NewVolume[] }) => void;
  readonly errorOf: (path: string) => string | undefined;
  readonly touch: (path: string) => void;
}

interface VolumesEditorProps {
  readonly form: NewVolumesForm;
  readonly path?: 'newVolumes';
  /** The device names of the disks that exist already. */
  readonly taken?: readonly string[];
}

const NONE: readonly string[] = [];

/** Volumes that do not exist yet, empty or from a snapshot. */
export function NewVolumesEditor({ form, taken = NONE }: VolumesEditorProps) {
  const { newVolumes } = form.values;
  const replace = (index: number, volume: NewVolume) =>
    form.set({ newVolumes: newVolumes.map((before, at) => (at === index ? volume : before)) });
  const add = () => {
    const deviceName = nextDeviceName([...taken, ...newVolumes.map((volume) => volume.deviceName)]);
    form.set({ newVolumes: [...newVolumes, { deviceName, sizeGiB: 8, type: 'gp3', deleteOnTermination: true }] });
  };
  const listError = form.errorOf('newVolumes');
  return (
    <SpaceBetween size="m">
      {newVolumes.map((volume, index) => (
        // Rows have no identity of their own before they exist; their place in the list is all there is.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={index} className="plain-group" aria-label={`New volume ${index + 1}`}>
          <SpaceBetween size="xs">
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Box variant="h3">New volume {index + 1}</Box>
              <Button
                variant="inline-link"
                ariaLabel={`Remove new volume ${index + 1}`}
                onClick={() => form.set({ newVolumes: newVolumes.filter((_, at) => at !== index) })}
              >
                Remove
              </Button>
            </SpaceBetween>
            <ColumnLayout columns={2}>
              <FormField label="Device name" errorText={form.errorOf(`newVolumes.${index}.deviceName`)}>
                <Input
                  value={volume.deviceName}
                  spellcheck={false}
                  onChange={({ detail }) => replace(index, { ...volume, deviceName: detail.value.trim() })}
                  onBlur={() => form.touch(`newVolumes.${index}.deviceName`)}
                />
              </FormField>
              <FormField
                label="Snapshot (optional)"
                constraintText="Empty for a new, empty disk. A disk cannot be smaller than its snapshot."
                errorText={form.errorOf(`newVolumes.${index}.snapshotId`)}
              >
                <SnapshotInput
                  value={volume.snapshotId ?? ''}
                  onChange={(snapshotId, least) => replace(index, withSnapshot(volume, snapshotId, least))}
                  onLeave={() => form.touch(`newVolumes.${index}.snapshotId`)}
                />
              </FormField>
            </ColumnLayout>
            <VolumeFields
              volume={volume}
              onChange={(changed) => replace(index, changed)}
              path={`newVolumes.${index}`}
              errorOf={form.errorOf}
              touch={form.touch}
            />
          </SpaceBetween>
        </fieldset>
      ))}
      {listError ? <Box color="text-status-error">{listError}</Box> : null}
      <Button iconName="add-plus" onClick={add}>
        Add volume
      </Button>
      {newVolumes.length > 0 ? (
        <Box color="text-body-secondary" fontSize="body-s">
          A new disk shows up on the machine but is not used by itself: an empty one must be formatted there, and each
          must be mounted.
        </Box>
      ) : null}
    </SpaceBetween>
  );
}

/** A snapshot that is chosen from the list makes the disk large enough for it. */
function withSnapshot({ snapshotId: _before, ...volume }: NewVolume, snapshotId: string, least = 0): NewVolume {
  if (snapshotId === '') return volume;
  return { ...volume, snapshotId, sizeGiB: least > volume.sizeGiB ? least : volume.sizeGiB };
}
