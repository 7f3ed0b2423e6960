import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { deprecationError, latestDeprecation } from '../../src/images/retire-rules.ts';
import { useClient } from '../bridge/hooks.ts';
import { shownTime } from '../common/times.ts';
import { Decision } from './decision.tsx';
import type { RetireFormProps } from './retire-page.tsx';
import { useRetire } from './use-retire.ts';

/** A day from which others no longer find the image, or none. */
export function DeprecateForm({ impact: { image } }: RetireFormProps) {
  const client = useClient();
  const [day, setDay] = useState((image.deprecatedAt ?? '').slice(0, 10));
  const [tried, setTried] = useState(false);
  const place = { region: image.region, imageId: image.imageId };
  // The morning of the day where the person is.
  const at = new Date(`${day}T00:00:00`);
  const wrong = deprecationError(at, image, new Date());
  const set = useRetire(
    () => client.images.deprecate({ ...place, at: at.toISOString() }),
    () => ({ type: 'success', header: `${image.name} is deprecated from ${shownTime(at.toISOString())} on.` }),
  );
  const cancel = useRetire(
    () => client.images.deprecate({ ...place, at: null }),
    () => ({ type: 'success', header: `${image.name} is not deprecated any more.` }),
  );
  const refused = set.error?.field === 'at' ? set.error : undefined;
  const error = cancel.error ?? (refused ? undefined : set.error);
  return (
    <Decision
      title="Day"
      doText={image.deprecatedAt ? 'Change the day' : 'Deprecate'}
      running={set.running}
      onDo={() => {
        setTried(true);
        if (!wrong) void set.run(undefined);
      }}
      extra={
        image.deprecatedAt && !image.public ? (
          <Button loading={cancel.running} loadingText="Cancelling" onClick={() => void cancel.run(undefined)}>
            Cancel deprecation
          </Button>
        ) : null
      }
      error={error}
    >
      {image.deprecatedAt ? (
        <Alert type="info">{`It is set to be deprecated on ${shownTime(image.deprecatedAt)}.`}</Alert>
      ) : null}
      <FormField
        label="Deprecated from"
        description="Nothing is deleted on that day, and you still see the image yourself."
        constraintText={`YYYY/MM/DD, ${latestDeprecation(image, new Date()).toISOString().slice(0, 10).replaceAll('-', '/')} at the latest${image.public ? ': a public image lasts two years' : ''}.`}
        errorText={
          (tried ? wrong : undefined) ??
          (refused ? [refused.message, refused.fix].filter(Boolean).join(' ') : undefined)
        }
      >
        <DatePicker
          value={day}
          onChange={({ detail }) => {
            set.clear();
            setDay(detail.value);
          }}
          isDateEnabled={(date) => deprecationError(date, image, new Date()) === undefined}
          placeholder="YYYY/MM/DD"
          openCalendarAriaLabel={(chosen) => `Choose a day${chosen ? `, chosen is ${chosen}` : ''}`}
        />
      </FormField>
    </Decision>
  );
}
