import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type VolumeType, volumeType } from '../../src/core/fields.ts';
import { VOLUME_LIMITS } from '../../src/images/volumes.ts';
import type { VolumeValues } from '../../src/launch/values.ts';
import { dollars } from '../../src/prices/price-list.ts';
import { volumeMonthly } from '../../src/prices/storage.ts';
import { NumberInput } from '../common/number-input.tsx';
import { VOLUME_TYPE_WORDS } from '../common/volumes-editor.tsx';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';

/** What a new type of volume can be asked for: what it cannot is dropped, what it needs is filled in. */
function withType(volume: VolumeValues, type: VolumeType): Partial<VolumeValues> {
  const limits = VOLUME_LIMITS[type];
  const needsIops = type === 'io1' || type === 'io2';
  return {
    type,
    iops: limits.iops ? (volume.iops ?? (needsIops ? 3_000 : undefined)) : undefined,
    throughput: limits.throughput ? volume.throughput : undefined,
  };
}

/** One disk of the image, as the launch will make it. */
export function VolumeFields({ form, volume, index }: { form: LaunchForm; volume: VolumeValues; index: number }) {
  const original = form.facts.image.volumes.find(({ deviceName }) => deviceName === volume.deviceName);
  const limits = VOLUME_LIMITS[volume.type];
  const types = volumeType.options
    .filter((type) => !original?.isRoot || VOLUME_LIMITS[type].canBeRoot)
    .map((type) => ({ value: type, label: type, description: VOLUME_TYPE_WORDS[type] }));
  const month = volumeMonthly(volume);
  const title = original?.isRoot ? 'Root volume' : 'Volume';
  const at = (field: string) => `volumes.${index}.${field}`;
  const change = (part: Partial<VolumeValues>) =>
    form.set({ volumes: form.values.volumes.map((entry, place) => (place === index ? { ...entry, ...part } : entry)) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out like the other headings
    <div role="group" aria-label={`${title} ${volume.deviceName}`}>
      <SpaceBetween size="s">
        <Box variant="h3" padding="n">
          {title} <Box variant="code">{volume.deviceName}</Box>{' '}
          <Box variant="small">{Number.isNaN(month) ? null : `${dollars(month)} a month`}</Box>
        </Box>
        <ColumnLayout columns={4} minColumnWidth={130}>
          <LaunchField
            form={form}
            path={at('sizeGiB')}
            label="Size (GiB)"
            constraintText={`${original?.sizeGiB ?? limits.size[0]} or more`}
          >
            <NumberInput value={volume.sizeGiB} empty={Number.NaN} onChange={(sizeGiB) => change({ sizeGiB })} />
          </LaunchField>
          <LaunchField form={form} path={at('type')} label="Volume type">
            <Select
              options={types}
              selectedOption={types.find(({ value }) => value === volume.type) ?? null}
              onChange={({ detail }) => {
                const chosen = volumeType.safeParse(detail.selectedOption.value);
                if (chosen.success) change(withType(volume, chosen.data));
              }}
              expandToViewport
            />
          </LaunchField>
          <LaunchField form={form} path={at('iops')} label="IOPS" constraintText={rangeInWords(limits.iops)}>
            <NumberInput
              value={volume.iops}
              empty={undefined}
              onChange={(iops) => change({ iops })}
              disabled={limits.iops === undefined}
              placeholder={volume.type === 'gp3' ? '3000' : ''}
            />
          </LaunchField>
          <LaunchField
            form={form}
            path={at('throughput')}
            label="Throughput"
            constraintText={rangeInWords(limits.throughput, ' MiB/s')}
          >
            <NumberInput
              value={volume.throughput}
              empty={undefined}
              onChange={(throughput) => change({ throughput })}
              disabled={limits.throughput === undefined}
              placeholder={volume.type === 'gp3' ? '125' : ''}
            />
          </LaunchField>
        </ColumnLayout>
        <ColumnLayout columns={2}>
          <LaunchField form={form} path={at('encrypted')}>
            <Checkbox
              checked={volume.encrypted}
              onChange={({ detail }) => change({ encrypted: detail.checked })}
              description="Stored so that nobody can read it without your account’s key. Costs nothing, and changes nothing for the machine."
            >
              Encrypted
            </Checkbox>
          </LaunchField>
          <LaunchField form={form} path={at('deleteOnTermination')}>
            <Checkbox
              checked={volume.deleteOnTermination}
              onChange={({ detail }) => change({ deleteOnTermination: detail.checked })}
              description="The disk goes when the machine is terminated."
            >
              Delete on termination
            </Checkbox>
          </LaunchField>
        </ColumnLayout>
      </SpaceBetween>
    </div>
  );
}

function rangeInWords(range: readonly [number, number] | undefined, unit = ''): string {
  if (!range) return 'Not for this type';
  return `${range[0].toLocaleString('en')} to ${range[1].toLocaleString('en')}${unit}`;
}
