import type { Session } from '../../src/connect/contract.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { sessionTitle } from './session-header.tsx';

interface CloseDialogProps {
  /** Those that still go on. */
  readonly sessions: readonly Session[];
  readonly onAnswer: (accepted: boolean) => void;
}

/** Asks before sessions are ended in which something may still run. */
export function CloseDialog({ sessions, onAnswer }: CloseDialogProps) {
  const [only] = sessions;
  const one = sessions.length === 1 && only !== undefined;
  return (
    <ActionDialog
      header={one ? `End the session ${sessionTitle(only)}?` : `End ${sessions.length} sessions?`}
      label={one ? 'End session' : 'End sessions'}
      runningText="Ending"
      running={false}
      onSubmit={() => onAnswer(true)}
      onClose={() => onAnswer(false)}
    >
      {`Programs that still run in ${one ? 'it' : 'them'} are stopped, and what the terminal shows is gone. The machine itself goes on.`}
    </ActionDialog>
  );
}
