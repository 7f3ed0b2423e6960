import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useRef } from 'react';
import type { Remedy } from '../../src/launch/preflight.ts';
import { inDefaultVpc, remedyValues } from '../../src/launch/remedies.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { LaunchForm } from './launch-form.ts';
import { PreflightRow } from './preflight-row.tsx';
import type { Preflight } from './use-preflight.ts';

interface Props {
  readonly form: LaunchForm;
  readonly preflight: Preflight;
  readonly onGoTo: (path: string) => void;
}

/** Everything that AWS would refuse, looked at before the launch: green, amber, red, and what puts a red line right. */
export function PreflightSection({ form, preflight, onGoTo }: Props) {
  const { lines, checking, error, waiting, again } = preflight;
  const list = useRef<HTMLDivElement>(null);
  const client = useClient();
  const invalidate = useInvalidate();
  const createDefaultVpc = useAction(async () => {
    const { vpcId } = await client.network.createDefaultVpc({});
    invalidate('network');
    form.set(inDefaultVpc(form.values, form.facts, vpcId));
  });
  const take = (remedy: Remedy) => {
    if (remedy.does === 'go') return onGoTo(remedy.field);
    if (remedy.does === 'create-default-vpc') void createDefaultVpc.run(undefined);
    const change = remedyValues(remedy, form.values, form.facts);
    if (change) form.set(change);
    // The button goes with its line; whoever works by keyboard stays here.
    list.current?.focus();
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What AWS would refuse, looked at before you launch. Nothing is made by it."
          actions={
            <Button iconName="refresh" ariaLabel="Check again" onClick={again} disabled={waiting} loading={checking} />
          }
        >
          Pre-flight check
        </Header>
      }
    >
      <SpaceBetween size="s">
        {createDefaultVpc.error ? (
          <ErrorAlert error={createDefaultVpc.error} title="The default VPC was not created" />
        ) : null}
        {error && !checking ? <ErrorAlert error={error} onRetry={again} title="The check could not be made" /> : null}
        {waiting ? (
          <StatusIndicator type="pending">Checked once what is marked in the form is put right.</StatusIndicator>
        ) : null}
        {!lines && checking ? <StatusIndicator type="loading">Looking at your account</StatusIndicator> : null}
        {lines ? (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs; this is a list that can be gone to
          <div ref={list} role="group" tabIndex={-1} aria-label="Pre-flight check" data-field="preflight">
            <ul className="preflight-lines">
              {lines.map((line) => (
                <PreflightRow
                  key={line.id}
                  line={line}
                  busy={createDefaultVpc.running && line.remedy?.does === 'create-default-vpc'}
                  onTake={take}
                />
              ))}
            </ul>
          </div>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
