import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { receiverKey, receiverWords } from '../../src/share/receivers.ts';
import { useClient } from '../bridge/hooks.ts';
import { Decision } from './decision.tsx';
import type { RetireFormProps } from './retire-page.tsx';
import { useRetire } from './use-retire.ts';

/** Off: who loses the image is named, and remembered. */
export function DisableForm({ impact: { image, shares } }: RetireFormProps) {
  const client = useClient();
  const [accepted, setAccepted] = useState(false);
  const [tried, setTried] = useState(false);
  const place = { region: image.region, imageId: image.imageId };
  const disable = useRetire(() => client.images.disable({ ...place, sharesUnseen: !shares.known && accepted }));
  if (image.state !== 'available') {
    return (
      <Decision title="Disable">
        <Alert type="warning" header={`The image is ${image.state}, and only an available one can be disabled.`} />
      </Decision>
    );
  }
  const losing = shares.known ? shares.value : [];
  return (
    <Decision
      title="Disable"
      doText="Disable image"
      running={disable.running}
      onDo={() => {
        setTried(true);
        if (shares.known || accepted) void disable.run(undefined);
      }}
      error={disable.error}
    >
      <Box>
        It is hidden from everyone’s lists but yours and cannot be launched, not even by you, until you enable it. Its
        snapshots stay, and cost as before.
      </Box>
      {losing.length > 0 ? (
        <Alert type="warning" header="It is shared, and whoever has it loses it at once">
          <ul>
            {losing.map((one) => (
              <li key={receiverKey(one)}>{receiverWords(one)}</li>
            ))}
          </ul>
          Amiable writes them down on this computer first. When you enable the image here, they are offered back.
        </Alert>
      ) : null}
      {shares.known ? null : (
        <FormField errorText={tried && !accepted ? 'Tick this to go on, or ask for the permission first.' : undefined}>
          <Checkbox checked={accepted} onChange={({ detail }) => setAccepted(detail.checked)}>
            Whom it is shared with cannot be read, so nobody can be given it back. Disable it all the same.
          </Checkbox>
        </FormField>
      )}
    </Decision>
  );
}
