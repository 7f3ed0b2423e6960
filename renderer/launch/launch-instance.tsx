import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { KeyPair } from '../../src/keys/contract.ts';
import type { LaunchRequest } from '../../src/launch/contract.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { toPreflightRequest } from '../../src/launch/remedies.ts';
import { toLaunchRequest } from '../../src/launch/values.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { AdvancedSection } from './advanced-section.tsx';
import { type ImageChange, ImageSection } from './image-section.tsx';
import { KeySection } from './key-section.tsx';
import {
  ADVANCED_FIELDS,
  belongsTo,
  focusField,
  hasField,
  inPageOrder,
  LAUNCH_FIELDS,
  useLaunchForm,
} from './launch-form.ts';
import './launch-page.css';
import { NameSection } from './name-section.tsx';
import { NetworkSection } from './network-section.tsx';
import { PreflightSection } from './preflight-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { SummarySection } from './summary-section.tsx';
import { FilledFrom, TemplateMenu } from './template-menu.tsx';
import { TypeSection } from './type-section.tsx';
import { useCarriedOver } from './use-carried-over.ts';
import { usePreflight } from './use-preflight.ts';
import { useTemplateFilling } from './use-template-filling.ts';

interface Props {
  readonly facts: LaunchFacts;
  readonly change: ImageChange;
  /** The key pairs that were made in this form. */
  readonly madeHere: readonly KeyPair[];
  readonly onKeyCreated: (keyPair: KeyPair) => void;
}

/** Launch an instance: the console's sections in order on one page, with the summary always in sight. */
export function LaunchInstance({ facts, change, madeHere, onKeyCreated }: Props) {
  const client = useClient();
  const go = useGo();
  const invalidate = useInvalidate();
  const form = useLaunchForm(facts);
  const carried = useCarriedOver(form);
  const preflight = usePreflight(toPreflightRequest(form.values, facts.image.imageId, facts.myAddress));
  const { filled, fill, dismiss } = useTemplateFilling(form, change);
  const [advanced, setAdvanced] = useState(false);
  const [tried, setTried] = useState(false);
  // The field to go to, in a box of its own so that going there twice is two things.
  const [target, setTarget] = useState<{ readonly path: string }>();
  const start = useAction((request: LaunchRequest) =>
    client.launch.start(request).catch((thrown: unknown) => {
      const { shape } = toRemoteError(thrown);
      if (hasPlace(shape.field) && form.refuse(shape)) goTo(shape.field);
      throw thrown;
    }),
  );

  // Only once the messages are drawn, and the folded section is open, is there something to go to.
  useEffect(() => {
    if (target) focusField(target.path);
  }, [target]);

  const goTo = (path: string) => {
    if (ADVANCED_FIELDS.some((field) => belongsTo(path, field))) setAdvanced(true);
    setTarget({ path });
  };
  const launch = async () => {
    setTried(true);
    const first = inPageOrder(form.errors)[0];
    if (!form.check(LAUNCH_FIELDS) || first) {
      goTo(first?.path ?? '');
      return;
    }
    const request = toLaunchRequest(form.values, facts.image.imageId, facts.myAddress);
    const started = await start.run(withMadeKey(request, madeHere));
    if (!started) return;
    invalidate('instances');
    invalidate('network');
    go(paths.instances());
  };

  return (
    <div className="launch-columns">
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description="Makes a new machine from an image. Everything has a safe default except the key pair."
          actions={<TemplateMenu form={form} onUse={fill} onGoTo={goTo} />}
        >
          Launch an instance
        </Header>
        {filled ? <FilledFrom {...filled} onDismiss={dismiss} /> : null}
        <NameSection form={form} />
        <ImageSection form={form} change={change} carried={carried} />
        <TypeSection form={form} />
        <KeySection form={form} onKeyCreated={onKeyCreated} />
        <NetworkSection form={form} />
        <StorageSection form={form} />
        <AdvancedSection form={form} expanded={advanced} onExpand={setAdvanced} />
        <PreflightSection form={form} preflight={preflight} onGoTo={goTo} />
      </SpaceBetween>
      <aside className="launch-summary" aria-label="Summary of the launch">
        <SummarySection
          form={form}
          preflight={preflight}
          tried={tried}
          launching={start.running}
          refused={hasPlace(start.error?.field) ? undefined : start.error}
          onLaunch={launch}
          onCancel={() => go(paths.images())}
          onGoTo={goTo}
        />
      </aside>
    </div>
  );
}

/** True when a refused call's message can be shown under a field that the person can change. */
function hasPlace(field: string | undefined): field is string {
  return field !== undefined && field !== 'imageId' && hasField(field);
}

/** Says so where the key pair was made for this launch: its removal is offered should the launch fail. */
function withMadeKey(request: LaunchRequest, madeHere: readonly KeyPair[]): LaunchRequest {
  const { key } = request;
  const made = key.kind === 'existing' ? madeHere.find(({ name }) => name === key.name) : undefined;
  return made && key.kind === 'existing' ? { ...request, key: { ...key, madeForThis: made.keyPairId } } : request;
}
