import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { LIMITS_DATE } from '../../src/images/volumes.ts';
import { PRICE_DATE } from '../../src/prices/price-list.ts';
import { NewVolumesEditor } from '../common/volumes-editor.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';
import { VolumeFields } from './volume-fields.tsx';

/** Configure storage: the image's disks, bigger or faster where that is wanted, and new ones. */
export const StorageSection = section(['volumes', 'newVolumes'], StorageFields);

function StorageFields({ form }: { form: LaunchForm }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`The machine’s disks. They start as copies of the image’s; new ones are encrypted too. Limits of ${LIMITS_DATE}, prices of ${PRICE_DATE}.`}
        >
          Configure storage
        </Header>
      }
    >
      <SpaceBetween size="l">
        {form.values.volumes.map((volume, index) => (
          <VolumeFields key={volume.deviceName} form={form} volume={volume} index={index} />
        ))}
        <div data-field="newVolumes">
          <NewVolumesEditor form={form} taken={form.facts.image.volumes.map(({ deviceName }) => deviceName)} />
        </div>
      </SpaceBetween>
    </Container>
  );
}
