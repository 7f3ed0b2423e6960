import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import type { ShareKey, ShareState } from '../../src/share/contract.ts';
import { readReceivers, type ShareForm } from '../../src/share/form.ts';
import type { Receiver } from '../../src/share/receivers.ts';
import { addedStatements, keyName } from '../../src/share/rules.ts';
import type { FormState } from '../common/form.ts';

/** How the others get the use of the key: added here, or by its owner; with the very text. */
export function KeySection({ form, state }: { form: FormState<ShareForm>; state: ShareState }) {
  const { values, set, errorOf } = form;
  const { receivers } = readReceivers(values, state);
  const unread = state.keys.some(({ policy }) => policy === undefined);
  const isEnough = state.keys.every((key) => addedStatements(key, state.image.imageId, receivers).length === 0);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`The disks are encrypted with ${state.keys.map(keyName).join(', ')}. A key has a policy: a list of who may use it.`}
        >
          Key
        </Header>
      }
    >
      {isEnough ? (
        <Alert type="success">The policy lets all of them use the key already. There is nothing to add.</Alert>
      ) : (
        <SpaceBetween size="m">
          <FormField label="Who adds them to the key’s policy" errorText={errorOf('keyPolicy')} stretch>
            <Tiles
              value={values.keyPolicy}
              columns={2}
              onChange={({ detail }) => set({ keyPolicy: detail.value === 'apply' ? 'apply' : 'hand-over' })}
              items={[
                {
                  value: 'apply',
                  label: 'Amiable, now',
                  description: unread
                    ? 'Not possible: you may not read the policy of this key.'
                    : 'Adds exactly the text below and keeps everything else. Taking the image back takes it out again.',
                  disabled: unread,
                },
                {
                  value: 'hand-over',
                  label: 'The owner of the key',
                  description:
                    'Copy the text below and send it to them. Until they have added it, launched machines end at once.',
                },
              ]}
            />
          </FormField>
          {state.keys.map((key) => (
            <Statements key={key.arn} of={key} imageId={state.image.imageId} receivers={receivers} />
          ))}
        </SpaceBetween>
      )}
    </Container>
  );
}

/** The statements that a key's policy gets, to read and to copy. */
export function Statements({
  of,
  imageId,
  receivers,
}: {
  of: ShareKey;
  imageId: string;
  receivers: readonly Receiver[];
}) {
  const statements = addedStatements(of, imageId, receivers);
  if (statements.length === 0) return null;
  const text = statements.map((statement) => JSON.stringify(statement, null, 2)).join(',\n');
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">
        Added to “Statement” in the policy of {keyName(of)}: reading the disks, and lending the key to EC2 for their
        machines
      </Box>
      {/* A long text scrolls by itself, and by the keyboard too. */}
      <section
        aria-label={`Text for the policy of ${keyName(of)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        tabIndex={0}
        style={{ maxHeight: 220, overflow: 'auto' }}
      >
        <Box variant="code">
          <div style={{ whiteSpace: 'pre' }}>{text}</div>
        </Box>
      </section>
      <CopyToClipboard
        copyButtonText="Copy the text"
        copySuccessText="Copied"
        copyErrorText="Could not be copied"
        textToCopy={text}
      />
    </SpaceBetween>
  );
}
