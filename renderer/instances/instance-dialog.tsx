import { assertNever } from '../../src/core/errors.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { DialogKind } from './instance-actions.ts';
import { PowerDialog } from './power-dialog.tsx';
import { ProtectionDialog } from './protection-dialog.tsx';
import { SystemLogDialog } from './system-log-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { TerminateDialog } from './terminate-dialog.tsx';
import { TypeDialog } from './type-dialog.tsx';

interface Props {
  readonly kind: DialogKind;
  /** What was selected when it was opened: what the table does meanwhile changes nothing of what was asked. */
  readonly chosen: readonly Instance[];
  readonly onClose: () => void;
}

/** The dialog of one action. */
export function InstanceDialog({ kind, chosen, onClose }: Props) {
  const [one] = chosen;
  if (!one) return null;
  switch (kind) {
    case 'start':
    case 'stop':
    case 'reboot':
      return <PowerDialog action={kind} chosen={chosen} onClose={onClose} />;
    case 'terminate':
      return <TerminateDialog chosen={chosen} onClose={onClose} />;
    case 'type':
      return <TypeDialog instance={one} onClose={onClose} />;
    case 'protect-termination':
      return <ProtectionDialog kind="termination" instance={one} onClose={onClose} />;
    case 'protect-stop':
      return <ProtectionDialog kind="stop" instance={one} onClose={onClose} />;
    case 'tags':
      return <TagsDialog instance={one} onClose={onClose} />;
    case 'system-log':
      return <SystemLogDialog instance={one} onClose={onClose} />;
    default:
      return assertNever(kind, 'dialog');
  }
}
