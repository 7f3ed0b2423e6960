import Link from '@cloudscape-design/components/link';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { type PreflightLine, preflightVerdict } from '../../src/launch/preflight.ts';
import type { Preflight } from './use-preflight.ts';

/** The pre-flight list in a sentence above the Launch button: heard when it has changed, not while it is being made. */
export function PreflightStatus({ preflight, onShow }: { preflight: Preflight; onShow: () => void }) {
  const { lines } = preflight;
  return (
    <div role="status">
      {lines ? (
        <>
          <StatusIndicator type={worst(lines)}>{preflightVerdict(lines)}</StatusIndicator>{' '}
          <Link
            ariaLabel="Show the pre-flight check"
            onFollow={(event) => {
              event.preventDefault();
              onShow();
            }}
          >
            Show
          </Link>
        </>
      ) : null}
    </div>
  );
}

function worst(lines: readonly PreflightLine[]): StatusIndicatorProps.Type {
  if (lines.some(({ state }) => state === 'red')) return 'error';
  return lines.some(({ state }) => state === 'amber') ? 'warning' : 'success';
}
