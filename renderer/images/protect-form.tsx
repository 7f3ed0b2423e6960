import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { COOLDOWN_HOURS, protectionOf } from '../../src/images/retire-rules.ts';
import { useClient } from '../bridge/hooks.ts';
import { shownTime } from '../common/times.ts';
import { Decision } from './decision.tsx';
import type { RetireFormProps } from './retire-page.tsx';
import { useRetire } from './use-retire.ts';

/** Deregistration protection: on, on with a day's cooldown, or off. */
export function ProtectForm({ impact: { image } }: RetireFormProps) {
  const client = useClient();
  const now = protectionOf(image);
  const current = now.state === 'on' ? (now.cooldown ? 'cooldown' : 'on') : 'off';
  const [choice, setChoice] = useState<string>(current);
  const words: Readonly<Record<string, string>> = {
    off: 'is not protected any more',
    on: 'is protected from deregistration',
    cooldown: `is protected from deregistration, with ${COOLDOWN_HOURS} hours of cooldown`,
  };
  const protect = useRetire(
    () =>
      client.images.protect({
        region: image.region,
        imageId: image.imageId,
        on: choice !== 'off',
        withCooldown: choice === 'cooldown',
      }),
    () => ({
      type: 'success',
      header: `${image.name} ${words[choice]}.`,
      ...(current === 'cooldown' && choice === 'off'
        ? { content: `The protection holds for ${COOLDOWN_HOURS} more hours, as was chosen when it was switched on.` }
        : {}),
    }),
  );
  return (
    <Decision
      title="Protection"
      doText="Save"
      running={protect.running}
      {...(choice === current ? {} : { onDo: () => void protect.run(undefined) })}
      error={protect.error}
    >
      {now.state === 'cooling' ? (
        <Alert type="info" header={`Switched off, and holding until ${shownTime(now.until)}.`}>
          The cooldown was chosen when the protection was switched on. Switching it on now begins anew.
        </Alert>
      ) : null}
      <RadioGroup
        ariaLabel="Protection"
        value={choice}
        onChange={({ detail }) => {
          protect.clear();
          setChoice(detail.value);
        }}
        items={[
          { value: 'off', label: 'Off', description: 'Whoever may deregister images can deregister this one.' },
          {
            value: 'on',
            label: 'On',
            description: 'Nobody can deregister it. Whoever may switch the protection off can then do so at once.',
          },
          {
            value: 'cooldown',
            label: `On, with ${COOLDOWN_HOURS} hours of cooldown`,
            description: `After it is switched off, the image stays protected for ${COOLDOWN_HOURS} more hours. Nothing shortens that, so a mistake or a stolen key is noticed in time.`,
          },
        ]}
      />
      <Box color="text-body-secondary">Protection costs nothing. It does not keep anyone from disabling the image.</Box>
    </Decision>
  );
}
