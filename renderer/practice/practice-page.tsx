import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useState } from 'react';
import { type ClockSpeed, clockSpeed } from '../../src/practice/contract.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { shownTime } from '../common/times.ts';

const ResetDialog = lazy(() => import('./reset-dialog.tsx'));

const SPEED_WORDS: Readonly<Record<ClockSpeed, string>> = {
  1: 'As in real life: a machine takes about a minute to start, an image some minutes to copy.',
  10: 'Ten times as fast: a minute there passes in six seconds here.',
  100: 'A hundred times as fast: what takes minutes is done in a moment. Good for a quick try.',
};

/** Where the practice cloud listens, how fast its time runs, and the way back to its first day. */
export function PracticePage() {
  const status = useCall('practice', 'status', {}, { every: () => 2_000 });
  const client = useClient();
  const invalidate = useInvalidate();
  const [asking, setAsking] = useState(false);
  const setSpeed = useAction(async (speed: ClockSpeed) => {
    await client.practice.setSpeed({ speed });
    invalidate('practice');
  });
  const { data } = status;
  const error = status.error ?? setSpeed.error;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="A cloud of your own on this computer, for learning. It behaves like AWS and costs nothing."
        >
          Practice cloud
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error ? <ErrorAlert error={error} onRetry={status.refresh} /> : null}
        {data ? (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">Now</Header>}>
              <KeyValuePairs
                columns={4}
                items={[
                  { label: 'Address (endpoint)', value: <Copyable text={data.endpoint} what="endpoint" /> },
                  { label: 'Its clock', value: shownTime(data.now) },
                  { label: 'Instances', value: data.instances },
                  { label: 'Images', value: data.images },
                ]}
              />
            </Container>
            <Container header={<Header variant="h2">Speed of its clock</Header>}>
              <FormField label="How fast its time runs" description={SPEED_WORDS[data.speed]} stretch>
                <SegmentedControl
                  label="How fast its time runs"
                  selectedId={String(data.speed)}
                  options={clockSpeed.options.map(({ value }) => ({
                    id: String(value),
                    text: value === 1 ? 'Real time' : `${value} times`,
                  }))}
                  onChange={({ detail }) => void setSpeed.run(clockSpeed.parse(Number(detail.selectedId)))}
                />
              </FormField>
            </Container>
            <Container header={<Header variant="h2">Use it with other tools</Header>}>
              <Box variant="p">
                The AWS command line and every AWS SDK can talk to it: give them its address as the endpoint, for
                example <Box variant="code">aws --endpoint-url {data.endpoint} ec2 describe-instances</Box>. No call
                leaves this computer.
              </Box>
            </Container>
            <Container header={<Header variant="h2">Start again</Header>}>
              <SpaceBetween size="s">
                <Box variant="p">
                  Takes the practice cloud back to its first day. Real accounts and your settings are not touched.
                </Box>
                <Button onClick={() => setAsking(true)}>Reset the practice cloud</Button>
              </SpaceBetween>
            </Container>
            {asking ? (
              <Suspense fallback={null}>
                <ResetDialog status={data} onClose={() => setAsking(false)} />
              </Suspense>
            ) : null}
          </SpaceBetween>
        ) : status.loading ? (
          <Alert type="info">Asking the practice cloud.</Alert>
        ) : null}
      </SpaceBetween>
    </ContentLayout>
  );
}
