import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { CopyForm as CopyFacts, CopyImageRequest, CopyPlace } from '../../src/images/copy.ts';
import { dollars, PRICE_NOTE } from '../../src/prices/price-list.ts';
import { snapshotsMonthly } from '../../src/prices/storage.ts';
import type { FormState } from '../common/form.ts';
import { CopyDestinationFields } from './copy-destination-fields.tsx';

interface Props {
  readonly form: FormState<CopyImageRequest>;
  readonly facts: CopyFacts;
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly places: ReadonlyMap<string, CopyPlace>;
  readonly onPlace: (place: CopyPlace) => void;
}

/** The Regions that the copies go to, the present one among them, each with its encryption and what it costs. */
export function CopyDestinations({ form, facts, regions, places, onPlace }: Props) {
  const { image } = facts;
  const { destinations } = form.values;
  const options = [
    ...regions.filter(({ code }) => code === image.region),
    ...regions.filter(({ code }) => code !== image.region),
  ].map(({ code, name }) => ({
    value: code,
    label: name,
    description: code === image.region ? `${code} · where it is now: a copy under a new name` : code,
  }));
  const monthly = snapshotsMonthly(image.volumes.map(({ sizeGiB }) => sizeGiB));
  const choose = (codes: readonly string[]) => {
    form.set({
      destinations: codes.map(
        (region) =>
          destinations.find((one) => one.region === region) ?? { region, encryption: { kind: 'keep' as const } },
      ),
    });
    form.touch('destinations');
  };
  return (
    <Container header={<Header variant="h2">Destination Regions</Header>}>
      <SpaceBetween size="l">
        <FormField
          label="Copy to"
          description="Images belong to one Region: to launch elsewhere, a copy must be there. Choose one or several."
          errorText={destinations.length === 0 ? form.errorOf('destinations') : undefined}
          stretch
        >
          <Multiselect
            options={options}
            selectedOptions={options.filter(({ value }) => destinations.some(({ region }) => region === value))}
            onChange={({ detail }) => choose(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
            placeholder="Choose Regions"
            filteringType="auto"
            filteringPlaceholder="Find a Region"
            deselectAriaLabel={({ label }) => `Take out ${label}`}
            expandToViewport
          />
        </FormField>
        {destinations.map(({ region }, index) => (
          <CopyDestinationFields
            key={region}
            form={form}
            index={index}
            title={options.find(({ value }) => value === region)?.label ?? region}
            source={{ encrypted: image.volumes.some(({ encrypted }) => encrypted), region: image.region }}
            monthly={monthly}
            place={places.get(region)}
            onPlace={onPlace}
          />
        ))}
        {destinations.length > 0 ? (
          <Alert type="info" header={`At most ${dollars(monthly * destinations.length)} a month in all`}>
            {`The first copy to a Region is a full one; later copies of the same image there hold only what has changed. AWS also charges once for the data that goes to another Region. The image keeps costing in ${image.region} until it is deregistered with its snapshots.`}
            <Box color="text-body-secondary" fontSize="body-s">
              {PRICE_NOTE}
            </Box>
          </Alert>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
