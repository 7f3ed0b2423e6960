import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Copyable } from '../common/copyable.tsx';

/** The same log-in for any SSH client, with why the key file's rights matter. */
export function OutsideTerminal({ command, keyName }: { command: string; keyName: string }) {
  return (
    <SpaceBetween size="s">
      <div>You do not need this here: Connect does the same. Any SSH client can log in with the private key file.</div>
      <div>
        First make sure that nobody else on the computer can read the file. <Box variant="code">chmod 400</Box> takes
        all rights from everybody but you, and leaves you the right to read. Without it, SSH refuses the key as
        “UNPROTECTED PRIVATE KEY FILE”.
      </div>
      <Copyable text={`chmod 400 "${keyName}.pem"`} what="command" />
      <div>Then log in:</div>
      <Copyable text={command} what="command" />
    </SpaceBetween>
  );
}
