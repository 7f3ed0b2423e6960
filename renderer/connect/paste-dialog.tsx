import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface PasteDialogProps {
  readonly lines: readonly string[];
  readonly onAnswer: (accept: boolean) => void;
}

/** More than anybody reads; the rest is told as a number. */
const SHOWN = 200;

/** Shows several pasted lines before they are typed: each of them may run as a command. */
export function PasteDialog({ lines, onAnswer }: PasteDialogProps) {
  const more = lines.length - SHOWN;
  return (
    <Modal
      visible
      onDismiss={() => onAnswer(false)}
      closeAriaLabel="Cancel"
      header={`Paste ${lines.length} lines?`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer(false)}>
              Cancel
            </Button>
            <Button variant="primary" onClick={() => onAnswer(true)}>
              Paste
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <div>Every line but the last may run at once, as if you had pressed Enter. This is what would be typed:</div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text has to be scrolled by keyboard, too. */}
        <pre className="pasted-lines" tabIndex={0}>
          {lines.slice(0, SHOWN).join('\n')}
          {more > 0 ? `\n… and ${more} more lines` : ''}
        </pre>
      </SpaceBetween>
    </Modal>
  );
}
