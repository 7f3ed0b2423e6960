import { connect } from 'node:net';

const SILENCE_MS = 40;
const LATE_MS = 12_000;

/**
 * Sends bytes as they are, and closes its half when nothing has come back for a moment.
 *
 * Answers everything that came back before the other end closed as well; null where that took more than twelve seconds.
 */
export function sendRaw(port: number, bytes: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    let done = false;
    const finish = (answer: string | null) => {
      if (done) return;
      done = true;
      clearTimeout(silence);
      clearTimeout(late);
      socket.destroy();
      resolve(answer);
    };
    const silence = setTimeout(() => socket.end(), SILENCE_MS);
    const late = setTimeout(() => finish(null), LATE_MS);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      silence.refresh();
    });
    socket.on('error', () => finish(text));
    socket.on('close', () => finish(text));
  });
}

/** What a raw answer says, in a word: its statuses without repetition, `closed` without one, or `late`. */
export function outcomeOf(answer: string | null): string {
  if (answer === null) return 'late';
  const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d\d\d) /g)].map(([, status]) => status);
  return statuses.length === 0 ? 'closed' : [...new Set(statuses)].join(' ');
}
