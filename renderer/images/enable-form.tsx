import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { receiverKey, receiverWords } from '../../src/share/receivers.ts';
import { useClient } from '../bridge/hooks.ts';
import { Decision } from './decision.tsx';
import type { RetireFormProps } from './retire-page.tsx';
import { useRetire } from './use-retire.ts';

/** On again, with those who had it before; each can be left out. */
export function EnableForm({ impact: { image, remembered } }: RetireFormProps) {
  const client = useClient();
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const shares = remembered.filter((one) => !leftOut.has(receiverKey(one)));
  const enable = useRetire(() => client.images.enable({ region: image.region, imageId: image.imageId, shares }));
  const on = image.state === 'available';
  if (image.state !== 'disabled' && !(on && remembered.length > 0)) {
    return (
      <Decision title="Enable">
        <Alert type="info" header={`The image is ${image.state}: there is nothing to enable.`} />
      </Decision>
    );
  }
  const turn = (key: string, checked: boolean) =>
    setLeftOut((before) => {
      const next = new Set(before);
      if (checked) next.delete(key);
      else next.add(key);
      return next;
    });
  return (
    <Decision
      title={on ? 'Share it again' : 'Enable'}
      doText={on ? 'Share it again' : 'Enable image'}
      running={enable.running}
      {...(on && shares.length === 0 ? {} : { onDo: () => void enable.run(undefined) })}
      error={enable.error}
    >
      {remembered.length === 0 ? (
        <Box>
          Amiable has nobody written down for this image: it was shared with nobody when it was disabled, or it was
          disabled elsewhere. Share it anew where that is needed.
        </Box>
      ) : (
        <FormField
          label="Share it again with"
          description="These had it when it was disabled here. Whoever is not ticked is forgotten."
        >
          <SpaceBetween size="xs">
            {remembered.map((one) => {
              const key = receiverKey(one);
              return (
                <Checkbox key={key} checked={!leftOut.has(key)} onChange={({ detail }) => turn(key, detail.checked)}>
                  {receiverWords(one)}
                </Checkbox>
              );
            })}
          </SpaceBetween>
        </FormField>
      )}
    </Decision>
  );
}
