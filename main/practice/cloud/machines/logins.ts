import type { ServerChannel } from 'ssh2';
import type { Computer } from './computer.ts';
import { type Login, rememberLogin } from './machine-memory.ts';

const LAST_LOGIN = '/var/log/lastlog';

/** Keeps who logged in when, as the system does, and answers the time before. */
export function noteLogin(
  computer: Computer,
  user: string,
  onTerminal: boolean,
  channel: ServerChannel,
): { at: Date; from: string } | null {
  const from = computer.world.callerAddress ?? '203.0.113.25';
  const at = computer.world.now();
  if (onTerminal) {
    const taken = new Set(present(computer).map(({ terminal }) => terminal));
    let number = 0;
    while (taken.has(`pts/${number}`)) number += 1;
    const login: Login = { user, from, at, terminal: `pts/${number}`, until: null };
    rememberLogin(computer.memory, login);
    channel.once('close', () => {
      login.until = computer.world.now();
    });
  }
  const lines = (computer.tree.text(LAST_LOGIN) ?? '').split('\n').filter(Boolean);
  const before = lines.find((line) => line.startsWith(`${user} `))?.split(' ');
  const others = lines.filter((line) => !line.startsWith(`${user} `));
  const bytes = Buffer.from(`${[...others, `${user} ${at.toISOString()} ${from}`].join('\n')}\n`);
  computer.tree.lay(LAST_LOGIN, { kind: 'file', mode: 0o664, bytes, modified: at });
  if (!before?.[1] || !before[2]) return null;
  return { at: new Date(before[1]), from: before[2] };
}

/** Who is logged in on a terminal now, the first to come first. */
export function present(computer: Computer): Login[] {
  return computer.memory.logins.filter(({ until }) => until === null);
}
