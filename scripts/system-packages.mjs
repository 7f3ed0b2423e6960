import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { Stop, say } from './say.mjs';

const libraries = '/usr/lib/x86_64-linux-gnu';

/** Debian's packages, each with a file or command that tells whether it is there. */
const groups = {
  electron: {
    libgtk: ['libgtk-3-0', `${libraries}/libgtk-3.so.0`],
    nss: ['libnss3', `${libraries}/libnss3.so`],
    sound: ['libasound2', `${libraries}/libasound.so.2`],
    gbm: ['libgbm1', `${libraries}/libgbm.so.1`],
    xss: ['libxss1', `${libraries}/libXss.so.1`],
    atk: ['libatk-bridge2.0-0', `${libraries}/libatk-bridge-2.0.so.0`],
    drm: ['libdrm2', `${libraries}/libdrm.so.2`],
    secret: ['libsecret-1-0', `${libraries}/libsecret-1.so.0`],
    fonts: ['fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
  },
  display: { xvfb: ['xvfb', 'Xvfb'], xauth: ['xauth', 'xauth'] },
  keyring: { dbus: ['dbus', 'dbus-run-session'], keyring: ['gnome-keyring', 'gnome-keyring-daemon'] },
  tests: {
    sshd: ['openssh-server', '/usr/sbin/sshd'],
    ssh: ['openssh-client', 'ssh-keygen'],
    aws: ['awscli', 'aws'],
    putty: ['putty-tools', 'puttygen'],
    botocore: ['python3-botocore', '/usr/lib/python3/dist-packages/botocore/__init__.py'],
    xmllint: ['libxml2-utils', 'xmllint'],
    sockets: ['iproute2', 'ip'],
    curl: ['curl', 'curl'],
  },
};

/**
 * Sees to Debian's libraries and programs that Electron, a display without a screen, a keyring and the tests need.
 *
 * Installed where we are root; elsewhere the exact command is told. Other systems bring all of it with them.
 *
 * @param {(keyof typeof groups)[]} names
 */
export async function ensureSystemPackages(names) {
  if (process.platform !== 'linux') return;
  const wanted = names.flatMap((name) => Object.values(groups[name]));
  const missing = wanted.filter(([, sign]) => !there(sign)).map(([name]) => name);
  if (missing.length === 0) return;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  const asRoot = process.getuid?.() === 0;
  if (!asRoot || !there('apt-get')) {
    throw new Stop(
      `Some system packages are missing. Install them, then run the same command again:\n  ${asRoot ? '' : 'sudo '}${install.join(' ')}`,
    );
  }
  say(`Installing system packages: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const first = await run('apt-get', install.slice(1), { env, quiet: true });
  if (first.code === 0) return;
  const update = await run('apt-get', ['update'], { env, quiet: true });
  const second = await run('apt-get', install.slice(1), { env, quiet: true });
  if (second.code === 0) return;
  throw new Stop(
    `Installing system packages failed. Try it by hand:\n  apt-get update && ${install.join(' ')}\n${(second.output || update.output).trim().split('\n').slice(-5).join('\n')}`,
  );
}

function there(sign) {
  if (sign.startsWith('/')) return existsSync(sign) || existsSync(sign.replace(libraries, '/usr/lib64'));
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'].some((folder) =>
    existsSync(join(folder, sign)),
  );
}
