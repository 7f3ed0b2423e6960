import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { shownName, sizeInWords } from '../../src/connect/file-names.ts';
import type { Clash, Transfer } from '../../src/connect/files-contract.ts';
import { useClient } from '../bridge/hooks.ts';
import { isUnderWay } from './use-files.ts';

interface TransferListProps {
  readonly transfers: readonly Transfer[];
  readonly onClear: () => void;
}

/** The files on their way and what became of them. */
export function TransferList({ transfers, onClear }: TransferListProps) {
  if (transfers.length === 0) return null;
  return (
    <section aria-label="Transfers">
      <SpaceBetween size="xs">
        <div className="transfers-head">
          <Box variant="h3">Transfers</Box>
          <Button variant="inline-link" disabled={transfers.every(isUnderWay)} onClick={onClear}>
            Clear ended
          </Button>
        </div>
        {transfers.map((transfer) => (
          <Row key={transfer.transferId} transfer={transfer} />
        ))}
      </SpaceBetween>
    </section>
  );
}

function Row({ transfer }: { transfer: Transfer }) {
  const client = useClient();
  const { transferId, direction, state, size, done, error, keptAs } = transfer;
  const name = shownName(transfer.name);
  const way = direction === 'up' ? 'Upload' : 'Download';
  // What ended meanwhile says so by its state.
  const answer = (given: Clash) => client.files.answerClash({ transferId, answer: given }).catch(() => undefined);
  const cancel = () => client.files.cancel({ transferId }).catch(() => undefined);
  return (
    <div className="transfer">
      {state === 'running' || state === 'waiting' ? (
        <ProgressBar
          value={size === 0 ? 0 : (done / size) * 100}
          label={`${way}: ${name}`}
          additionalInfo={state === 'waiting' ? 'Waiting for its turn' : progressWords(transfer)}
        />
      ) : (
        <StatusIndicator type={LOOK[state][0]}>
          {way}: {name} – {LOOK[state][1]}
          {state === 'finished' ? `, ${sizeInWords(size)}` : ''}
          {keptAs ? `, as ${shownName(keptAs)}` : ''}
        </StatusIndicator>
      )}
      {error ? (
        <Box fontSize="body-s">
          {error.message} {error.fix}
        </Box>
      ) : null}
      <SpaceBetween direction="horizontal" size="xs">
        {state === 'asking' ? (
          <>
            <Button onClick={() => answer('replace')} ariaLabel={`Replace ${name}`}>
              Replace
            </Button>
            <Button onClick={() => answer('keep-both')} ariaLabel={`Keep both of ${name}`}>
              Keep both
            </Button>
            <Button onClick={() => answer('skip')} ariaLabel={`Skip ${name}`}>
              Skip
            </Button>
          </>
        ) : null}
        {state === 'running' || state === 'waiting' ? (
          <Button variant="inline-link" onClick={cancel} ariaLabel={`Cancel ${name}`}>
            Cancel
          </Button>
        ) : null}
      </SpaceBetween>
    </div>
  );
}

const LOOK = {
  asking: ['pending', 'a file of this name is there already'],
  finished: ['success', 'done'],
  skipped: ['stopped', 'skipped'],
  cancelled: ['stopped', 'cancelled'],
  failed: ['error', 'failed'],
} as const;

function progressWords({ done, size, bytesPerSecond }: Transfer): string {
  const left = bytesPerSecond > 0 ? Math.ceil((size - done) / bytesPerSecond) : undefined;
  const time = left === undefined ? '' : left < 90 ? ` · ${left} s left` : ` · ${Math.round(left / 60)} min left`;
  return `${sizeInWords(done)} of ${sizeInWords(size)} · ${sizeInWords(bytesPerSecond)} a second${time}`;
}
