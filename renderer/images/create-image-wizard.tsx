import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { CREATE_IMAGE_STEPS, stepOf } from '../../src/images/create-form.ts';
import { fieldOfSeveral, requestsFor } from '../../src/images/create-several.ts';
import { whyNotImageable } from '../../src/images/rules.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { RemoteError, toRemoteError } from '../bridge/remote-error.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { type CreateImageSetting, firstRequest, useCreateImageForm } from './create-image-form.ts';
import { NameStep } from './name-step.tsx';
import { RestartStep } from './restart-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { TagsStep } from './tags-step.tsx';
import { VolumesStep } from './volumes-step.tsx';

/** From an instance to a named, described image; opens with everything that is known already. */
export function CreateImageWizard({ params }: PageProps) {
  const instanceId = params.instanceId ?? '';
  const form = useCall('images', 'createForm', { instanceId }, { freshFor: Number.POSITIVE_INFINITY });
  const settings = useCall('settings', 'get', {}, { freshFor: Number.POSITIVE_INFINITY });
  const rules = useCall('settings', 'namingRules', {}, { freshFor: 0 });
  const list = useCall('instances', 'list', {});
  const failed = [form, settings, rules].find(({ error }) => error !== undefined);
  if (failed?.error) return <ErrorAlert error={failed.error} onRetry={failed.refresh} />;
  if (!form.data || !settings.data || !rules.data || list.loading) {
    return (
      <Box padding="xxl" textAlign="center">
        <Spinner /> <Box variant="span">Looking at the instance</Box>
      </Box>
    );
  }
  const blocked = whyNotImageable(form.data.instance);
  if (blocked) {
    return (
      <ErrorAlert
        error={{
          code: 'images.not-now',
          message: `No image can be made of ${instanceId} now.`,
          fix: blocked,
          retryable: true,
        }}
        onRetry={form.refresh}
      />
    );
  }
  return (
    <Steps
      facts={form.data}
      rules={rules.data}
      ownPattern={settings.data.preferences.namePattern}
      instances={list.data?.instances ?? []}
    />
  );
}

const REVIEW = CREATE_IMAGE_STEPS.length - 1;

function Steps(setting: CreateImageSetting) {
  // What the wizard opened with holds until it is left: nothing typed is lost to a fresher list.
  const [opened] = useState(setting);
  const form = useCreateImageForm(opened);
  const [step, setStep] = useState(0);
  const client = useClient();
  const invalidate = useInvalidate();
  const go = useGo();

  const create = useAction(async () => {
    const requests = requestsFor(firstRequest(form.values), form.values.further, form.instances);
    const [only] = requests;
    const begun: Promise<unknown> =
      only && requests.length === 1 ? client.images.create(only) : client.images.createSeveral({ requests });
    await begun.catch((thrown: unknown) => {
      const { shape } = toRemoteError(thrown);
      const refused = new RemoteError({ ...shape, ...(shape.field ? { field: fieldOfSeveral(shape.field) } : {}) });
      if (form.refuse(refused.shape)) setStep(stepOf(refused.shape.field ?? ''));
      throw refused;
    });
    invalidate('jobs');
    invalidate('images');
    go(paths.images());
  });

  const fieldsOf = (index: number): readonly string[] => CREATE_IMAGE_STEPS[index] ?? [];
  // The first step before `to` that has something to put right; undefined when none has.
  const stopBefore = (to: number): number | undefined => {
    for (let index = 0; index < to; index++) if (!form.check(fieldsOf(index))) return index;
    return undefined;
  };
  const navigate = (to: number) => {
    create.clear();
    setStep(to > step ? (stopBefore(to) ?? to) : to);
  };
  const submit = () => {
    const stop = stopBefore(CREATE_IMAGE_STEPS.length);
    if (stop === undefined) void create.run(undefined);
    else setStep(stop);
  };
  // What belongs to a field is told under it; the rest stands above the review.
  const general = create.error && (create.error.field === undefined || stepOf(create.error.field) === REVIEW);

  return (
    <ContentLayout disableOverlap>
      <Wizard
        activeStepIndex={step}
        onNavigate={({ detail }) => navigate(detail.requestedStepIndex)}
        onCancel={() => go(paths.instances())}
        onSubmit={submit}
        isLoadingNextStep={create.running}
        submitButtonText={
          form.values.further.length === 0 ? 'Create image' : `Create ${form.values.further.length + 1} images`
        }
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          submitButtonLoadingAnnouncement: 'Asking AWS to create the image',
          navigationAriaLabel: 'Steps',
        }}
        steps={[
          {
            title: 'Name and description',
            description: 'What the image will be called, for ever. The Name tag can be changed later.',
            content: <NameStep form={form} />,
          },
          {
            title: 'Restart',
            description: 'May AWS restart the instance for a moment, so that the copy is whole?',
            content: <RestartStep form={form} />,
          },
          {
            title: 'Volumes',
            description: 'Which disks go into the image, and what happens to them in the instances launched from it.',
            content: <VolumesStep form={form} />,
          },
          {
            title: 'Tags',
            description: 'Words of your own that help to find the image again and to see what it costs.',
            content: <TagsStep form={form} />,
          },
          {
            title: 'Review',
            content: (
              <SpaceBetween size="l">
                {general && create.error ? <ErrorAlert error={create.error} onRetry={submit} /> : null}
                <ReviewStep form={form} goTo={setStep} />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </ContentLayout>
  );
}
