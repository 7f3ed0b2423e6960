import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Prediction, wouldRequest } from '../../src/access/contract.ts';
import { useClient } from '../bridge/hooks.ts';
import { useActionForm } from '../common/action-form.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { PredictionDetails, VerdictWord } from './prediction-details.tsx';

/** Asks about one action on one thing that the person types. */
export function WouldForm({ name }: { name: string }) {
  const client = useClient();
  const [request, setRequest] = useState({ action: '', resource: '*' });
  const [answer, setAnswer] = useState<Prediction>();
  const form = useActionForm({
    schema: wouldRequest,
    request: { name, ...request },
    send: client.access.would,
    fields: ['action', 'resource'],
  });
  const change = (part: Partial<typeof request>) => {
    form.changed();
    setAnswer(undefined);
    setRequest({ ...request, ...part });
  };
  return (
    <section aria-label="Would this work?">
      <SpaceBetween size="s">
        <Box variant="h2" fontSize="heading-m">
          Would this work?
        </Box>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void form.submit().then(setAnswer);
          }}
        >
          <div style={{ display: 'grid', gridTemplateColumns: '1fr 2fr auto', gap: 16, alignItems: 'start' }}>
            <FormField label="Action" errorText={form.errorOf('action')}>
              <Input
                value={request.action}
                spellcheck={false}
                placeholder="ec2:StartInstances"
                onChange={({ detail }) => change({ action: detail.value })}
              />
            </FormField>
            <FormField label="On what" errorText={form.errorOf('resource')}>
              <Input
                value={request.resource}
                spellcheck={false}
                onChange={({ detail }) => change({ resource: detail.value })}
              />
            </FormField>
            <Box padding={{ top: 'xl' }}>
              <Button formAction="submit" loading={form.running} loadingText="Asking IAM">
                Ask
              </Button>
            </Box>
          </div>
        </form>
        {form.error ? <ErrorAlert error={form.error} /> : null}
        <div aria-live="polite">
          {answer ? (
            <SpaceBetween size="xs">
              <VerdictWord verdict={answer.verdict} />
              <PredictionDetails prediction={answer} />
            </SpaceBetween>
          ) : null}
        </div>
      </SpaceBetween>
    </section>
  );
}
