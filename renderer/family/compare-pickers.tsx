import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import type { FamilyImage, ImageAddress } from '../../src/family/contract.ts';
import { nodeId } from '../../src/family/graph.ts';
import { titleOf } from '../../src/family/kinship.ts';
import { useCall } from '../bridge/hooks.ts';
import { useImages } from './use-region-lists.ts';

interface Pair {
  readonly one: ImageAddress | undefined;
  readonly other: ImageAddress | undefined;
}

type Named = Pick<FamilyImage, 'region' | 'imageId' | 'name' | 'nameTag' | 'createdAt'>;

interface ComparePickersProps extends Pair {
  /** The chosen images as far as they are known: one that others own is in no list of this account. */
  readonly names: readonly Named[];
  readonly onChange: (pair: Pair) => void;
}

/** Chooses the two images among those of all Regions. */
export function ComparePickers({ one, other, names, onChange }: ComparePickersProps) {
  const listed = useCall('accounts', 'listRegions', {}, { freshFor: 3_600_000 });
  const regions = useMemo(() => listed.data?.regions.map(({ code }) => code).sort() ?? [], [listed.data]);
  const { answers, busy } = useImages(regions);
  const own = useMemo(() => answers.flatMap(({ data }) => data ?? []), [answers]);
  const images = [...own, ...names.filter(({ imageId }) => !own.some((each) => each.imageId === imageId))];
  const loading = listed.loading || busy;
  return (
    <ColumnLayout columns={2}>
      <FormField label="First image">
        <Picker images={images} loading={loading} chosen={one} onChoose={(next) => onChange({ one: next, other })} />
      </FormField>
      <FormField label="Second image">
        <Picker images={images} loading={loading} chosen={other} onChoose={(next) => onChange({ one, other: next })} />
      </FormField>
    </ColumnLayout>
  );
}

interface PickerProps {
  readonly images: readonly Named[];
  readonly loading: boolean;
  readonly chosen: ImageAddress | undefined;
  readonly onChoose: (address: ImageAddress) => void;
}

function Picker({ images, loading, chosen, onChoose }: PickerProps) {
  const options = useMemo(
    () =>
      [...images]
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
        .map(
          ({ region, imageId, name, nameTag }): SelectProps.Option => ({
            value: nodeId(region, imageId),
            label: titleOf({ nameTag, name, imageId }),
            labelTag: region,
            description: imageId,
          }),
        ),
    [images],
  );
  const id = chosen && nodeId(chosen.region, chosen.imageId);
  const selected = id === undefined ? null : (options.find(({ value }) => value === id) ?? { value: id, label: id });
  return (
    <Select
      options={options}
      selectedOption={selected}
      placeholder="Choose an image"
      filteringType="auto"
      virtualScroll
      statusType={loading ? 'loading' : 'finished'}
      loadingText="Reading the Regions"
      empty="This account owns no images."
      onChange={({ detail }) => {
        const [region = '', imageId = ''] = (detail.selectedOption.value ?? '').split(':');
        onChoose({ region, imageId });
      }}
    />
  );
}
