import { connect } from 'node:net';

/** How long a machine may take to say its first word. */
const LIMIT_MS = 5_000;

/** Whether an SSH server speaks at this address: it says `SSH-` before anything is asked of it. */
export function sshAnswers({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(LIMIT_MS, () => end(false));
    socket.once('data', (first) => end(first.toString('latin1').startsWith('SSH-')));
    socket.once('error', () => end(false));
    socket.once('close', () => resolve(false));
  });
}
