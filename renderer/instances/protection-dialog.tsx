import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { Instance } from '../../src/instances/contract.ts';
import type { ProtectionKind } from '../../src/instances/settings.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useToasts } from '../common/toasts.tsx';
import { Dialog } from './dialog.tsx';
import { labelOf } from './instance-label.ts';

const WORDS: Readonly<Record<ProtectionKind, { title: string; toggle: string; meaning: string; past: string }>> = {
  termination: {
    title: 'Change termination protection',
    toggle: 'Protect it from being terminated',
    meaning:
      'While it is on, AWS refuses to terminate the instance, whoever asks. A shutdown from inside the machine is not held back if the instance is set to terminate then.',
    past: 'terminated',
  },
  stop: {
    title: 'Change stop protection',
    toggle: 'Protect it from being stopped',
    meaning:
      'While it is on, AWS refuses to stop and to terminate the instance, whoever asks. It can still be rebooted.',
    past: 'stopped',
  },
};

interface Props {
  readonly kind: ProtectionKind;
  readonly instance: Instance;
  readonly onClose: () => void;
}

/** Switches one protection of an instance. */
export function ProtectionDialog({ kind, instance, onClose }: Props) {
  const { title, toggle, meaning, past } = WORDS[kind];
  const { instanceId } = instance;
  const now = useCall('instances', 'protections', { instanceId }, { freshFor: 0 });
  const [choice, setChoice] = useState<boolean>();
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const on = choice ?? now.data?.[kind] ?? false;
  const save = useAction(async () => {
    await client.instances.protect({ instanceId, kind, on });
    invalidate('instances');
    push({
      type: 'success',
      header: `${labelOf(instance)} is ${on ? `protected from being ${past}` : `no longer protected from being ${past}`}.`,
    });
    onClose();
  });
  return (
    <Dialog
      title={`${title} of ${labelOf(instance)}`}
      doText={now.data && on !== now.data[kind] ? 'Save' : undefined}
      onDo={() => void save.run(undefined)}
      running={save.running}
      error={save.error}
      onClose={onClose}
    >
      {now.error ? <ErrorAlert error={now.error} onRetry={now.refresh} /> : null}
      {now.loading ? (
        <Box>
          <Spinner /> Looking how it is
        </Box>
      ) : null}
      {now.data ? (
        <Toggle checked={on} onChange={({ detail }) => setChoice(detail.checked)} description={meaning}>
          {toggle}
        </Toggle>
      ) : null}
    </Dialog>
  );
}
