import Box from '@cloudscape-design/components/box';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { useToasts } from '../common/toasts.tsx';

interface Props {
  readonly name: string;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** What goes with a user, before it is deleted. */
export function DeletePersonDialog({ name, onDeleted, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const facts = useCall('access', 'facts', { names: [name] });
  const policies = useCall('access', 'policies', { name });
  const remove = useAction(async () => {
    // A refusal on the way may have left less than there was.
    await client.access.delete({ name }).finally(() => invalidate('access'));
    push({ type: 'success', header: `User ${name} deleted`, content: 'Whoever used it is signed out for good.' });
    onDeleted();
  });
  const known = facts.data?.facts[0];
  const own = (policies.data?.policies ?? []).filter(({ way }) => way === 'directly');
  const inline = own.filter(({ kind }) => kind === 'inline').map((policy) => policy.name);
  const attached = own.filter(({ kind }) => kind === 'managed').map((policy) => policy.name);
  const goes = [
    known?.consoleSignIn ? 'its console password' : '',
    ...(known?.keys ?? []).map(({ keyId, active }) => `the access key ${keyId}${active ? '' : ' (switched off)'}`),
    known?.mfaDevices ? 'its MFA devices' : '',
    ...inline.map((policy) => `its own policy ${policy}`),
    ...attached.map((policy) => `the attachment of ${policy} (the policy itself stays)`),
    ...(policies.data?.policies.some(({ way }) => way === 'boundary') ? ['its permissions boundary'] : []),
    ...(known?.groups ?? []).map((group) => `its place in the group ${group} (the group stays)`),
  ].filter((line) => line !== '');
  return (
    <ActionDialog
      header={`Delete the user ${name}?`}
      label="Delete user"
      runningText="Deleting the user"
      running={remove.running}
      error={remove.error}
      onSubmit={() => void remove.run(undefined)}
      onClose={onClose}
    >
      <Box variant="p">
        Whoever signs in as {name} can do so no more, and programs that use its keys stop working at once. Machines and
        images that {name} made stay. It cannot be undone; it costs and saves nothing.
      </Box>
      {facts.loading || policies.loading ? (
        <Box variant="p">Looking what belongs to it…</Box>
      ) : (
        <div>
          <Box variant="p">{goes.length === 0 ? 'Nothing belongs to it.' : 'With it goes:'}</Box>
          <ul>
            {goes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {policies.data?.complete === false || policies.error ? (
            <Box variant="p">Some of what belongs to it cannot be read by you; that goes as well.</Box>
          ) : null}
        </div>
      )}
    </ActionDialog>
  );
}
