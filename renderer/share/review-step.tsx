import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ShareState } from '../../src/share/contract.ts';
import { requestOf, type ShareForm } from '../../src/share/form.ts';
import { receiversWords } from '../../src/share/receivers.ts';
import { addedStatements, keyName } from '../../src/share/rules.ts';

/** Everything that is going to be changed, in one look. */
export function ReviewStep({ form, state }: { form: ShareForm; state: ShareState }) {
  const request = requestOf(form, state);
  const { image } = state;
  const snapshots = [...new Set(image.volumes.flatMap(({ snapshotId }) => snapshotId ?? []))];
  return (
    <Container header={<Header variant="h2">What will be changed</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Image', value: `${image.name} (${image.imageId})` },
          { label: 'Region', value: image.region },
          { label: 'Can launch it', value: receiversWords(request.receivers) },
          {
            label: 'Can copy it',
            value: request.copy ? `Yes: ${snapshots.join(', ')} shared too` : 'No: its snapshots stay yours alone',
          },
          ...state.keys.map((key) => ({
            label: `Policy of ${keyName(key)}`,
            value:
              addedStatements(key, image.imageId, request.receivers).length === 0
                ? 'Stays as it is: it lets them in already'
                : request.keyPolicy === 'apply'
                  ? 'The text of the step before is added'
                  : 'Stays as it is; its owner adds the text',
          })),
          { label: 'Costs', value: 'Nothing. Whoever launches it pays for their own machines.' },
        ]}
      />
    </Container>
  );
}
