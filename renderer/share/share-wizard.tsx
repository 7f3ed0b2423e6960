import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Wizard from '@cloudscape-design/components/wizard';
import { useCallback, useState } from 'react';
import { z } from 'zod';
import type { GiveRequest, ShareState } from '../../src/share/contract.ts';
import { formField, requestOf, SHARE_STEPS, type ShareForm, shareDefaults, shareErrors } from '../../src/share/form.ts';
import { whyKeyCloses, whyNotShareable } from '../../src/share/rules.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { RemoteError, toRemoteError } from '../bridge/remote-error.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useForm } from '../common/form.ts';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { ExtrasStep } from './extras-step.tsx';
import { PublicBlockDialog } from './public-block-dialog.tsx';
import { ReviewStep } from './review-step.tsx';
import { ShareFacts } from './share-facts.tsx';
import { ShareResult } from './share-result.tsx';
import { WhoStep } from './who-step.tsx';

/** How often the page looks whether AWS has switched the block of public images. */
const SWITCHING_MS = 5_000;

/** From an image to somebody else who can launch it: says what stands in the way before anything is tried. */
export function ShareWizard({ params: { region = '', imageId = '' } }: PageProps) {
  // Another image begins anew, with nothing of the one before.
  return <ImageShare key={`${region}/${imageId}`} region={region} imageId={imageId} />;
}

function ImageShare({ region, imageId }: { region: string; imageId: string }) {
  const [wanted, setWanted] = useState<'on' | 'off'>();
  const look = useCall(
    'share',
    'look',
    { region, imageId },
    { every: (data) => (wanted && data?.publicBlock.state !== wanted ? SWITCHING_MS : false) },
  );
  const [sent, setSent] = useState<{ jobId: string; request: GiveRequest; state: ShareState }>();
  if (look.error) return <ErrorAlert error={look.error} onRetry={look.refresh} />;
  if (!look.data) {
    return (
      <Box padding="xxl" textAlign="center">
        <Spinner /> <Box variant="span">Looking at the image, its disks and its keys</Box>
      </Box>
    );
  }
  const state = look.data;
  const switching = wanted !== undefined && state.publicBlock.state !== wanted;
  const blocked = whyNotShareable(state);
  if (blocked) return <ErrorAlert error={{ ...blocked, retryable: true }} onRetry={look.refresh} />;
  return (
    <>
      {sent ? <ShareResult {...sent} onBack={() => setSent(undefined)} /> : null}
      {/* What was typed is kept behind a failed attempt. */}
      <div hidden={sent !== undefined}>
        {whyKeyCloses(state.keys) ? (
          <KeptByAws state={state} />
        ) : (
          <Steps state={state} onSent={setSent} onSwitched={setWanted} switching={switching} />
        )}
      </div>
    </>
  );
}

/** The default key: nobody else can ever use these disks, and that is the way out. */
function KeptByAws({ state }: { state: ShareState }) {
  const go = useGo();
  const closed = whyKeyCloses(state.keys);
  const { region, imageId } = state.image;
  return (
    <ContentLayout disableOverlap header={<Header variant="h1">Edit AMI permissions</Header>}>
      <SpaceBetween size="l">
        <Alert
          type="error"
          header="This image cannot be shared as it is"
          action={
            <Button variant="primary" onClick={() => go(paths.copyImage(region, imageId))}>
              Copy it with a key of your own
            </Button>
          }
        >
          {closed?.message} {closed?.fix}
        </Alert>
        <ShareFacts state={state} toEveryone={false} onBlock={() => undefined} switching={false} />
      </SpaceBetween>
    </ContentLayout>
  );
}

// All rules, the contract's included, run in shareErrors.
const anything = z.unknown();
const LAST = SHARE_STEPS.length - 1;

function stepOf(field: string): number {
  const step = SHARE_STEPS.findIndex((fields) => fields.includes(field.split('.')[0] ?? ''));
  return step < 0 ? LAST : step;
}

interface StepsProps {
  readonly state: ShareState;
  readonly onSent: (sent: { jobId: string; request: GiveRequest; state: ShareState }) => void;
  /** Told when AWS was asked to switch the block of public images. */
  readonly onSwitched: (wanted: 'on' | 'off') => void;
  readonly switching: boolean;
}

function Steps({ state, onSent, onSwitched, switching }: StepsProps) {
  const check = useCallback((values: ShareForm) => shareErrors(values, state), [state]);
  const [first] = useState(() => shareDefaults(state));
  const form = useForm<ShareForm>(anything, first, check);
  const [step, setStep] = useState(0);
  const [asking, setAsking] = useState<boolean>();
  const client = useClient();
  const invalidate = useInvalidate();
  const go = useGo();

  const share = useAction(async () => {
    const request = requestOf(form.values, state);
    const { jobId } = await client.share.give(request).catch((thrown: unknown) => {
      const { shape } = toRemoteError(thrown);
      const refused = new RemoteError(
        shape.field === undefined ? shape : { ...shape, field: formField(shape.field, form.values.who) },
      );
      if (form.refuse(refused.shape)) setStep(stepOf(refused.shape.field ?? ''));
      throw refused;
    });
    invalidate('jobs');
    onSent({ jobId, request, state });
  });

  // The first step before `to` that has something to put right; undefined when none has.
  const stopBefore = (to: number): number | undefined => {
    for (let index = 0; index < to; index++) if (!form.check(SHARE_STEPS[index] ?? [])) return index;
    return undefined;
  };
  const navigate = (to: number) => {
    share.clear();
    setStep(to > step ? (stopBefore(to) ?? to) : to);
  };
  const submit = () => {
    const stop = stopBefore(SHARE_STEPS.length);
    if (stop === undefined) void share.run(undefined);
    else setStep(stop);
  };
  const general = share.error && (share.error.field === undefined || stepOf(share.error.field) === LAST);
  const { image } = state;

  return (
    <ContentLayout disableOverlap>
      <Wizard
        activeStepIndex={step}
        onNavigate={({ detail }) => navigate(detail.requestedStepIndex)}
        onCancel={() => go(paths.images())}
        onSubmit={submit}
        isLoadingNextStep={share.running}
        submitButtonText="Share image"
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          submitButtonLoadingAnnouncement: 'Asking AWS to share the image',
          navigationAriaLabel: 'Steps',
        }}
        steps={[
          {
            title: 'With whom',
            description: `${image.name} (${image.imageId}) in ${image.region}`,
            content: (
              <SpaceBetween size="l">
                <WhoStep form={form} state={state} />
                <ShareFacts
                  state={state}
                  toEveryone={form.values.who === 'everyone'}
                  onBlock={setAsking}
                  switching={switching}
                />
              </SpaceBetween>
            ),
          },
          {
            title: 'What comes along',
            description: 'May they only launch it, or copy it as well? Do they need a key?',
            content: <ExtrasStep form={form} state={state} />,
          },
          {
            title: 'Review',
            content: (
              <SpaceBetween size="l">
                {general && share.error ? <ErrorAlert error={share.error} onRetry={submit} /> : null}
                <ReviewStep form={form.values} state={state} />
              </SpaceBetween>
            ),
          },
        ]}
      />
      {asking === undefined ? null : (
        <PublicBlockDialog
          region={image.region}
          blocked={asking}
          onClose={() => setAsking(undefined)}
          onSwitched={() => onSwitched(asking ? 'on' : 'off')}
        />
      )}
    </ContentLayout>
  );
}
