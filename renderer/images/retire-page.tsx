import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { ComponentType } from 'react';
import type { Impact } from '../../src/images/retire.ts';
import { useCall, useEvent } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths, RETIRE_WAYS, type RetireWay } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { DeprecateForm } from './deprecate-form.tsx';
import { DeregisterForm } from './deregister-form.tsx';
import { DisableForm } from './disable-form.tsx';
import { EnableForm } from './enable-form.tsx';
import { ImpactSheet } from './impact-sheet.tsx';
import { ProtectForm } from './protect-form.tsx';
import { RestoreForm } from './restore-form.tsx';

/** What every form of this page is given. */
export interface RetireFormProps {
  readonly impact: Impact;
  /** Asks again what is affected, after a change that stays on the page. */
  readonly refresh: () => void;
}

interface Way {
  readonly title: string;
  readonly description: string;
  readonly form: ComponentType<RetireFormProps>;
}

const WAYS: Readonly<Record<Exclude<RetireWay, 'restore'>, Way>> = {
  deprecate: {
    title: 'Deprecate image',
    description: 'From a day on, others no longer find the image in lists. By its ID it can still be launched.',
    form: DeprecateForm,
  },
  disable: {
    title: 'Disable image',
    description:
      'Switches the image off: hidden, nobody can launch it, every share is dropped. It can be enabled again.',
    form: DisableForm,
  },
  enable: {
    title: 'Enable image',
    description: 'Switches the image on again, and shares it again with those who had it.',
    form: EnableForm,
  },
  protect: {
    title: 'Deregistration protection',
    description: 'While it is on, nobody can deregister the image by mistake.',
    form: ProtectForm,
  },
  deregister: {
    title: 'Deregister image',
    description: 'Takes the image away. What was launched from it goes on.',
    form: DeregisterForm,
  },
};

/** One page for taking an image out of use, and back: first the sheet of what is affected, then the decision. */
export function RetirePage({ params }: PageProps) {
  const { region = '', imageId = '' } = params;
  const how = RETIRE_WAYS.find((way) => way === params.how);
  if (how === undefined) {
    return (
      <Alert type="warning" header="There is no such page.">
        Go back to the AMIs page and choose from Actions.
      </Alert>
    );
  }
  if (how === 'restore') return <RestoreForm region={region} imageId={imageId} />;
  return <Affected key={how} region={region} imageId={imageId} how={how} />;
}

function Affected({ region, imageId, how }: { region: string; imageId: string; how: keyof typeof WAYS }) {
  // Looked at anew whenever the page opens, and when work on an image ends: what is decided here must not rest on old news.
  const impact = useCall('images', 'impact', { region, imageId }, { freshFor: 0 });
  const { refresh } = impact;
  useEvent('jobs.changed', ({ imageId: changed, state }) => {
    if (changed === imageId && state !== 'running') refresh();
  });
  const go = useGo();
  const { title, description, form: Form } = WAYS[how];
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={description}>
        {impact.data ? `${title}: ${impact.data.image.name || imageId}` : title}
      </Header>
      {impact.error ? <ErrorAlert error={impact.error} onRetry={impact.refresh} /> : null}
      {impact.loading ? (
        <Box padding="xxl" textAlign="center">
          <Spinner /> <Box variant="span">Looking at what hangs on the image</Box>
        </Box>
      ) : null}
      {impact.data && !impact.data.own ? (
        <Alert
          type="warning"
          header="Only its owner can do this."
          action={<Button onClick={() => go(paths.copyImage(region, imageId))}>Copy it</Button>}
        >
          {`The image belongs to account ${impact.data.image.ownerId}. A copy of it is yours to keep or to remove.`}
        </Alert>
      ) : null}
      {impact.data?.own ? (
        <SpaceBetween size="l">
          <ImpactSheet impact={impact.data} way={how} />
          <Form impact={impact.data} refresh={impact.refresh} />
        </SpaceBetween>
      ) : null}
    </SpaceBetween>
  );
}
