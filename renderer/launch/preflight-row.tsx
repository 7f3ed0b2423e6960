import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { PREFLIGHT_TITLES, type PreflightLine, type Remedy } from '../../src/launch/preflight.ts';

const LOOKS: Readonly<Record<PreflightLine['state'], { type: StatusIndicatorProps.Type; word: string }>> = {
  green: { type: 'success', word: 'Fine' },
  amber: { type: 'warning', word: 'Worth a look' },
  red: { type: 'error', word: 'Stands in the way' },
};

interface Props {
  readonly line: PreflightLine;
  readonly busy: boolean;
  readonly onTake: (remedy: Remedy) => void;
}

/** One line of the pre-flight list, with the button that puts it right. */
export function PreflightRow({ line, busy, onTake }: Props) {
  const { id, state, sentence, remedy } = line;
  const { type, word } = LOOKS[state];
  return (
    <li className="preflight-line" data-line={id} data-state={state}>
      <StatusIndicator type={type} iconAriaLabel={word}>
        {PREFLIGHT_TITLES[id]}
      </StatusIndicator>
      <div className="preflight-words">
        <Box color={state === 'green' ? 'text-body-secondary' : 'inherit'}>{sentence}</Box>
        {remedy ? <RemedyButton remedy={remedy} busy={busy} onTake={onTake} /> : null}
      </div>
    </li>
  );
}

function RemedyButton({ remedy, busy, onTake }: { remedy: Remedy } & Pick<Props, 'busy' | 'onTake'>) {
  if (remedy.does === 'copy') {
    return (
      <CopyToClipboard
        copyButtonText={remedy.label}
        textToCopy={remedy.text}
        copySuccessText="Copied"
        copyErrorText="Could not be copied"
      />
    );
  }
  return (
    <Button onClick={() => onTake(remedy)} loading={busy} loadingText={remedy.label}>
      {remedy.label}
    </Button>
  );
}
