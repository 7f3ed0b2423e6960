import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { nameFault, shownName } from '../../src/connect/file-names.ts';
import type { FileEntry } from '../../src/connect/files-contract.ts';
import { useAction, useClient } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';

/** What is to be done in a folder; `entry` is what it is done to. */
export type FileDeed =
  | { readonly kind: 'make-folder' }
  | { readonly kind: 'rename'; readonly entry: FileEntry }
  | { readonly kind: 'remove'; readonly entries: readonly FileEntry[] };

interface FileDialogProps {
  readonly sessionId: string;
  readonly folder: string;
  readonly deed: FileDeed;
  /** `done`: something was changed. */
  readonly onClose: (done: boolean) => void;
}

const WORDS = {
  'make-folder': ['New folder', 'Create', 'Creating'],
  rename: ['Rename', 'Rename', 'Renaming'],
  remove: ['Delete from the machine?', 'Delete', 'Deleting'],
} as const;

/** Asks for a name, or whether something is to be deleted, and does it. */
export function FileDialog({ sessionId, folder, deed, onClose }: FileDialogProps) {
  const client = useClient();
  const [name, setName] = useState(deed.kind === 'rename' ? deed.entry.name : '');
  const [tried, setTried] = useState(false);
  const [header, label, runningText] = WORDS[deed.kind];
  const doing = useAction(async () => {
    if (deed.kind === 'make-folder') await client.files.makeFolder({ sessionId, folder, name });
    else if (deed.kind === 'rename') await client.files.rename({ sessionId, folder, from: deed.entry.name, name });
    else for (const entry of deed.entries) await client.files.remove({ sessionId, folder, name: entry.name });
    return true;
  });
  const fault = deed.kind === 'remove' ? undefined : nameFault(name);
  const fieldError = doing.error?.field === 'name' ? `${doing.error.message} ${doing.error.fix ?? ''}` : undefined;
  const submit = async () => {
    setTried(true);
    if (!fault && (await doing.run(undefined))) onClose(true);
  };
  return (
    <ActionDialog
      header={header}
      label={label}
      runningText={runningText}
      running={doing.running}
      error={fieldError ? undefined : doing.error}
      onSubmit={() => void submit()}
      onClose={() => onClose(false)}
    >
      {deed.kind === 'remove' ? (
        <Box>
          {deed.entries.map((entry) => (
            <div key={entry.name} className="file-name">
              {shownName(entry.name)}
              {entry.kind === 'link' ? ' (the link, not what it leads to)' : ''}
            </div>
          ))}
          <Box padding={{ top: 's' }}>There is no bin on a machine: this cannot be undone.</Box>
        </Box>
      ) : (
        <FormField label="Name" errorText={(tried ? fault : undefined) ?? fieldError}>
          <Input autoFocus value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      )}
    </ActionDialog>
  );
}
