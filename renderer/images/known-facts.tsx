import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { systemOf } from '../../src/images/naming.ts';
import type { Instance } from '../../src/instances/contract.ts';

const note = (text: string, words: string) => (
  <>
    {text}
    <Box color="text-body-secondary" fontSize="body-s">
      {words}
    </Box>
  </>
);

/** What is known of the instance: what the image takes along, and what is chosen anew at every launch. */
export function KnownFacts({ instance }: { instance: Instance }) {
  const { os, version } = systemOf(instance);
  const size = instance.volumes.reduce((sum, volume) => sum + volume.sizeGiB, 0);
  const count = instance.volumes.length;
  return (
    <Container
      header={
        <Header variant="h2" description={`Image of ${instance.name || instance.instanceId} (${instance.instanceId})`}>
          What is known already
        </Header>
      }
    >
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: 'Operating system',
            value: note(`${os} ${version}`.trim(), `Comes with the image (${instance.architecture})`),
          },
          {
            label: 'Volumes',
            value: note(`${count} ${count === 1 ? 'disk' : 'disks'}, ${size} GiB`, 'Comes with the image'),
          },
          { label: 'Key pair', value: note(instance.keyName ?? 'none', 'Chosen at every launch') },
          {
            label: 'Security groups',
            value: note(instance.groups.map((group) => group.name).join(', ') || '-', 'Chosen at every launch'),
          },
        ]}
      />
    </Container>
  );
}
