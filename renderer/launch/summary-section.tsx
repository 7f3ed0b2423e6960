import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ErrorShape } from '../../src/core/errors.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { MAX_INSTANCES } from '../../src/launch/rules.ts';
import { launchSummary } from '../../src/launch/summary.ts';
import { toLaunchRequest } from '../../src/launch/values.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { NumberInput } from '../common/number-input.tsx';
import { CostSummary } from './cost-summary.tsx';
import { LaunchField } from './launch-field.tsx';
import { inPageOrder, type LaunchForm } from './launch-form.ts';
import { PreflightStatus } from './preflight-status.tsx';
import { type Preflight, whyBlocked } from './use-preflight.ts';

interface Props {
  readonly form: LaunchForm;
  readonly preflight: Preflight;
  /** The person has pressed Launch: what is still wrong is listed here too. */
  readonly tried: boolean;
  readonly launching: boolean;
  /** Why the last try was refused, where that belongs to no field. */
  readonly refused: ErrorShape | undefined;
  readonly onLaunch: () => void;
  readonly onCancel: () => void;
  readonly onGoTo: (path: string) => void;
}

/** How many places the list of what is wrong names before it only counts. */
const LISTED = 4;

/** Summary: how many, what they cost, what will be made in words, and the button. */
export function SummarySection({ form, preflight, tried, launching, refused, onLaunch, onCancel, onGoTo }: Props) {
  const { values, set, facts } = form;
  const request = toLaunchRequest(values, facts.image.imageId, facts.myAddress);
  const lines = launchSummary(request, facts);
  const wrong = inPageOrder(form.errors);
  const listed = tried && wrong.length > 0;
  const blocked = whyNotLaunchable(facts.image) ?? whyBlocked(preflight);
  return (
    <Container
      fitHeight
      header={<Header variant="h2">Summary</Header>}
      footer={
        <SpaceBetween size="s">
          <PreflightStatus preflight={preflight} onShow={() => onGoTo('preflight')} />
          <Button
            variant="primary"
            fullWidth
            loading={launching}
            loadingText="Launching"
            disabled={blocked !== undefined}
            {...(blocked === undefined ? {} : { disabledReason: blocked })}
            onClick={onLaunch}
          >
            Launch instance
          </Button>
          <Box textAlign="center">
            <Button variant="link" onClick={onCancel} disabled={launching}>
              Cancel
            </Button>
          </Box>
        </SpaceBetween>
      }
    >
      <LiveRegion>
        {listed || refused ? (
          <Box margin={{ bottom: 'm' }}>
            <SpaceBetween size="s">
              {listed ? <WhatIsWrong wrong={wrong} onGoTo={onGoTo} /> : null}
              {refused ? <ErrorAlert error={refused} onRetry={onLaunch} /> : null}
            </SpaceBetween>
          </Box>
        ) : null}
      </LiveRegion>
      <SpaceBetween size="m">
        <LaunchField form={form} path="count" label="Number of instances" constraintText={`1 to ${MAX_INSTANCES}`}>
          <NumberInput value={values.count} empty={Number.NaN} onChange={(count) => set({ count })} />
        </LaunchField>
        <CostSummary request={request} facts={facts} />
        <KeyValuePairs items={lines.map(({ label, text }) => ({ label, value: text }))} />
      </SpaceBetween>
    </Container>
  );
}

interface WrongProps {
  readonly wrong: readonly { path: string; message: string }[];
  readonly onGoTo: (path: string) => void;
}

function WhatIsWrong({ wrong, onGoTo }: WrongProps) {
  return (
    <Alert type="error" header={`${wrong.length} ${wrong.length === 1 ? 'thing' : 'things'} to put right`}>
      <SpaceBetween size="xxs">
        {wrong.slice(0, LISTED).map(({ path, message }) => (
          <div key={path}>
            <Link
              onFollow={(event) => {
                event.preventDefault();
                onGoTo(path);
              }}
            >
              {message}
            </Link>
          </div>
        ))}
        {wrong.length > LISTED ? <div>And {wrong.length - LISTED} more.</div> : null}
      </SpaceBetween>
    </Alert>
  );
}
