import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { plainConsole } from '../../src/instances/console-text.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { shownTime } from '../common/times.ts';
import { Dialog } from './dialog.tsx';
import { labelOf } from './instance-label.ts';
import './system-log.css';

/** What the machine printed while it started: to read, to copy, to read anew. */
export function SystemLogDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { instanceId } = instance;
  const log = useCall('instances', 'systemLog', { instanceId }, { freshFor: 0 });
  const text = log.data?.text ? plainConsole(log.data.text) : '';
  return (
    <Dialog title={`System log of ${labelOf(instance)}`} closeText="Close" onClose={onClose}>
      {log.error ? <ErrorAlert error={log.error} onRetry={log.refresh} /> : null}
      {log.loading ? (
        <Box>
          <Spinner /> Asking for what it printed
        </Box>
      ) : null}
      {log.data ? (
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <CopyToClipboard
            variant="button"
            textToCopy={text}
            copyButtonText="Copy"
            copyButtonAriaLabel="Copy the system log"
            copySuccessText="Copied"
            copyErrorText="Could not be copied"
          />
          <Button iconName="refresh" loading={log.refreshing} loadingText="Asking again" onClick={log.refresh}>
            Refresh
          </Button>
          <Box color="text-body-secondary">{log.data.at ? `As of ${shownTime(log.data.at)}` : ''}</Box>
        </SpaceBetween>
      ) : null}
      {log.data && text.trim() === '' ? (
        <Box>It has printed nothing yet, or AWS has not read it yet. Refresh in a few minutes.</Box>
      ) : null}
      {text.trim() === '' ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <section className="system-log" tabIndex={0} aria-label="System log">
          {text}
        </section>
      )}
    </Dialog>
  );
}
