import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hand } from './run.mjs';
import { Stop } from './say.mjs';

/**
 * Runs a program on a desktop of its own: a screen without a monitor, a private session bus and a real, unlocked
 * keyring, so that secrets are encrypted as on a person's desktop.
 *
 * All of it ends with the program, and nothing of the person's own keyring is touched. Other systems than Linux have a
 * desktop and a keyring already.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} the program's exit code
 */
export async function onDesktop(program, args, { env = process.env, cwd } = {}) {
  if (process.platform !== 'linux') return hand(program, args, { env, cwd });
  const home = mkdtempSync(join(tmpdir(), 'amiable-desktop-'));
  const ends = [];
  try {
    const screen = await service('Xvfb', [
      '-displayfd',
      '3',
      '-screen',
      '0',
      '1680x1050x24',
      '-nolisten',
      'tcp',
      '-noreset',
    ]);
    ends.push(screen.end);
    const bus = await service('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3']);
    ends.push(bus.end);
    const desktop = {
      ...env,
      DISPLAY: `:${screen.line}`,
      WAYLAND_DISPLAY: '',
      DBUS_SESSION_BUS_ADDRESS: bus.line,
      XDG_DATA_HOME: home,
      XDG_RUNTIME_DIR: home,
      // Chromium chooses its keyring by the desktop's name.
      XDG_CURRENT_DESKTOP: 'GNOME',
      NO_AT_BRIDGE: '1',
    };
    await unlockKeyring(desktop);
    return await hand(program, args, { cwd, env: desktop });
  } finally {
    for (const end of ends.reverse()) end();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Starts a service that tells where it is in one line on file descriptor 3, which is also its sign of being ready. */
function service(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-2000);
    });
    child.on('error', () => reject(new Stop(`${program}, a part of the desktop for tests, is not installed.`)));
    child.on('exit', () =>
      reject(new Stop(`${program}, a part of the desktop for tests, did not start: ${output.trim()}`)),
    );
    child.stdio[3].once('data', (line) => resolve({ line: String(line).trim(), end: () => child.kill() }));
  });
}

/** Unlocks a fresh keyring with a password of no worth; it goes to the background once it serves, and ends with the bus. */
function unlockKeyring(env) {
  return new Promise((resolve, reject) => {
    const keyring = spawn('gnome-keyring-daemon', ['--daemonize', '--unlock', '--components=secrets'], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    keyring.stdin.end('amiable\n');
    keyring.on('error', () => reject(new Stop('gnome-keyring, the keyring for tests, is not installed.')));
    keyring.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Stop('gnome-keyring, the keyring for tests, did not start.')),
    );
  });
}
