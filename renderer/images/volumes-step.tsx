import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { CreateImageRequest } from '../../src/images/contract.ts';
import { NewVolumesEditor } from '../common/volumes-editor.tsx';
import type { CreateImageForm } from './create-image-form.ts';

type Existing = CreateImageRequest['existingVolumes'][number];

/** The instance's disks: in or out, and their fate; and further ones. */
export function VolumesStep({ form }: { form: CreateImageForm }) {
  const { instance } = form.facts;
  return (
    <SpaceBetween size="l">
      {form.values.further.length > 0 ? (
        <Alert type="info">
          {`What you choose here holds for ${instance.name || instance.instanceId}. The images of the further instances hold all their disks as they are; to choose there too, make those images one by one.`}
        </Alert>
      ) : null}
      <ExistingVolumes form={form} />
      <Container header={<Header variant="h2">Further volumes</Header>}>
        <NewVolumesEditor form={form} taken={instance.volumes.map(({ deviceName }) => deviceName)} />
      </Container>
    </SpaceBetween>
  );
}

function ExistingVolumes({ form }: { form: CreateImageForm }) {
  const { values, set, facts } = form;
  const change = (deviceName: string, part: Partial<Existing>) =>
    set({
      existingVolumes: values.existingVolumes.map((volume) =>
        volume.deviceName === deviceName ? { ...volume, ...part } : volume,
      ),
    });
  const rows = facts.instance.volumes.flatMap((volume) => {
    const choice = values.existingVolumes.find((one) => one.deviceName === volume.deviceName);
    return choice ? [{ ...volume, choice }] : [];
  });
  return (
    <Table
      variant="container"
      items={rows}
      trackBy="deviceName"
      ariaLabels={{ tableLabel: 'The instance’s volumes' }}
      header={
        <Header
          variant="h2"
          description="Size and encryption are those of the disk that is copied: AWS does not let them change here. Choose them when you launch, or change the disk first."
        >
          The instance’s volumes
        </Header>
      }
      columnDefinitions={[
        {
          id: 'include',
          header: 'In the image',
          cell: (row) => (
            <Checkbox
              checked={row.choice.include}
              disabled={row.isRoot}
              ariaLabel={`Include ${row.deviceName}`}
              onChange={({ detail }) => change(row.deviceName, { include: detail.checked })}
            >
              {row.isRoot ? 'Always' : row.choice.include ? 'Yes' : 'Left out'}
            </Checkbox>
          ),
        },
        {
          id: 'device',
          header: 'Device',
          isRowHeader: true,
          cell: (row) => (
            <>
              <div>{`${row.deviceName}${row.isRoot ? ' (root)' : ''}`}</div>
              <Box color="text-body-secondary" fontSize="body-s">
                {row.volumeId}
              </Box>
            </>
          ),
        },
        {
          id: 'disk',
          header: 'Disk',
          cell: (row) => (
            <>
              <div>{`${row.sizeGiB} GiB ${row.type}`}</div>
              <Box color="text-body-secondary" fontSize="body-s">
                {row.encrypted ? 'Encrypted' : 'Not encrypted'}
              </Box>
            </>
          ),
        },
        {
          id: 'delete',
          header: 'Delete with the instance',
          cell: (row) => (
            <Checkbox
              checked={row.choice.deleteOnTermination}
              disabled={!row.choice.include}
              ariaLabel={`Delete ${row.deviceName} with the instance`}
              onChange={({ detail }) => change(row.deviceName, { deleteOnTermination: detail.checked })}
            >
              {row.choice.deleteOnTermination ? 'Yes' : 'No'}
            </Checkbox>
          ),
        },
      ]}
      footer={
        <Box color="text-body-secondary" fontSize="body-s">
          “Delete with the instance” holds for the instances launched from this image: a disk that is not deleted stays
          in the account, and costs, until somebody removes it.
        </Box>
      }
    />
  );
}
