import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Cards from '@cloudscape-design/components/cards';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props {
  readonly current: string | undefined;
  readonly onChoose: (imageId: string) => void;
}

/** The systems that everyone can start from: today's image of each, as AWS and its makers name it. */
export function QuickStarts({ current, onChoose }: Props) {
  const asked = useCall('launch', 'quickStarts', {}, { freshFor: 600_000 });
  const [architecture, setArchitecture] = useState('x86_64');
  if (asked.error) {
    return (
      <ErrorAlert error={asked.error} onRetry={asked.refresh} title="AWS’s list of today’s images could not be read" />
    );
  }
  const offers = (asked.data?.offers ?? []).filter(({ image }) => image.architecture === architecture);
  return (
    <SpaceBetween size="m">
      <FormField
        label="Processors"
        description="If you don’t know: the first. Arm is a little cheaper, and most software runs on it."
      >
        <SegmentedControl
          selectedId={architecture}
          onChange={({ detail }) => setArchitecture(detail.selectedId)}
          label="Processors"
          options={[
            { id: 'x86_64', text: '64-bit (x86)' },
            { id: 'arm64', text: '64-bit (Arm)' },
          ]}
        />
      </FormField>
      <Cards
        items={offers}
        trackBy="system"
        loading={asked.loading}
        loadingText="Asking for today’s images"
        empty={<Box>This Region names no images of these processors.</Box>}
        ariaLabels={{ itemSelectionLabel: (_, { system }) => system, selectionGroupLabel: 'Systems' }}
        cardsPerRow={[{ cards: 1 }, { minWidth: 500, cards: 2 }, { minWidth: 760, cards: 3 }]}
        cardDefinition={{
          header: ({ system }) => system,
          sections: [
            { id: 'words', content: ({ words }) => words },
            {
              id: 'image',
              content: ({ image }) => (
                <Box color="text-body-secondary" fontSize="body-s">
                  {image.imageId}, of {image.createdAt.slice(0, 10)}
                </Box>
              ),
            },
            {
              id: 'use',
              content: ({ system, image }) => (
                <Button
                  ariaLabel={`Use ${system}`}
                  disabled={image.imageId === current}
                  {...(image.imageId === current ? { disabledReason: 'The form has this image already.' } : {})}
                  onClick={() => onChoose(image.imageId)}
                >
                  Use
                </Button>
              ),
            },
          ],
        }}
      />
    </SpaceBetween>
  );
}
