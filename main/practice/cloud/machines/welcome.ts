import type { Computer } from './computer.ts';

/** What a login prints before its first prompt. */
export function welcome(computer: Computer, lastLogin: { at: Date; from: string } | null): string {
  const { facts, spec } = computer;
  const last = lastLogin ? `Last login: ${loginTime(lastLogin.at)} from ${lastLogin.from}\n` : '';
  if (spec.platform === 'amazon-linux') return `${BIRD}${last}`;
  if (spec.platform === 'debian') {
    return `Linux ${computer.hostname} ${facts.kernel} ${facts.kernelVersion} x86_64

The programs included with the Debian GNU/Linux system are free software;
each comes with its own terms, found in /usr/share/doc/*/copyright.

This practice machine comes with ABSOLUTELY NO WARRANTY.
${last}`;
  }
  const now = computer.world.now();
  const root = computer.metadata().volumes.find(({ isRoot }) => isRoot)?.sizeGib ?? 8;
  const size = root * 0.97;
  const used = computer.tree.fits(64 * 1024) ? ((1.43 + computer.tree.usedBytes / 2 ** 30) / size) * 100 : 100;
  const left = [
    ['System load:', '0.08'],
    [`Usage of /:`, `${used.toFixed(1)}% of ${size.toFixed(2)}GB`],
    ['Memory usage:', '22%'],
    ['Swap usage:', '0%'],
  ] as const;
  const right = [
    ['Processes:', '107'],
    ['Users logged in:', '0'],
    ['IPv4 address for ens5:', spec.privateIp],
    ['', ''],
  ] as const;
  const table = left
    .map(([name, value], row) => {
      const [other, otherValue] = right[row] ?? ['', ''];
      return `  ${name.padEnd(14)}${value.padEnd(18)}${other.padEnd(23)}${otherValue}`.trimEnd();
    })
    .join('\n');
  return `Welcome to ${facts.prettyName} (GNU/Linux ${facts.kernel} x86_64)

 * Documentation:  https://help.ubuntu.com
 * Management:     https://landscape.canonical.com
 * Support:        https://ubuntu.com/pro

 System information as of ${loginTime(now).replace(/ (\d{4})$/, ' UTC $1')}

${table}

Expanded Security Maintenance for Applications is not enabled.

0 updates can be applied immediately.

Enable ESM Apps to receive additional future security updates.
See https://ubuntu.com/esm or run: sudo pro status

${last === '' ? '' : `\n${last}`}`;
}

/** `Sun Nov 24 10:15:02 2024`. */
export function loginTime(at: Date): string {
  const parts = at.toUTCString().match(/^(\w{3}), (\d\d) (\w{3}) (\d{4}) ([\d:]{8})/);
  if (!parts) return at.toISOString();
  const [, weekday, day, month, year, time] = parts;
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

/** The shell's prompt: coloured as Ubuntu and Debian do, plain as Amazon Linux does. */
export function promptFor(computer: Computer, user: string, cwd: string, home: string): string {
  const host = computer.hostname;
  const where = cwd === home ? '~' : cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd;
  const sign = user === 'root' ? '#' : '$';
  if (computer.spec.platform === 'amazon-linux') {
    const last = where === '/' ? '/' : (where.split('/').at(-1) ?? where);
    return `[${user}@${host} ${last}]${sign} `;
  }
  if (user === 'root') return `${user}@${host}:${where}${sign} `;
  return `\u001b[01;32m${user}@${host}\u001b[00m:\u001b[01;34m${where}\u001b[00m${sign} `;
}

const BIRD = `   ,     #_
   ~\\_  ####_        Amazon Linux 2023
  ~~  \\_#####\\
  ~~     \\###|       A practice machine: try anything,
  ~~       \\#/ ___   nothing here can break or cost a thing.
   ~~       V~' '->
    ~~~         /
      ~~._.   _/
         _/ _/
       _/m/'
`;
