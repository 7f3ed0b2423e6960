import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hand } from './run.mjs';
import { main, Stop } from './say.mjs';

// node scripts/desktop.mjs PROGRAM …: the same for a command by hand.
const insideFlag = '--inside-session';

/**
 * Runs a program on a desktop of its own: a screen without a monitor where there is no display, a private session bus
 * and a real, unlocked keyring, so that secrets are encrypted as on a person's desktop.
 *
 * The keyring and the bus end with the program, and nothing of the person's own keyring is touched.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, screen?: 'own' | 'given' }} [options]
 *   `screen: 'own'` never uses the person's display, so that tests don't open windows over their work.
 * @returns {Promise<number>} the program's exit code
 */
export async function onDesktop(program, args, { env = process.env, cwd, screen = 'own' } = {}) {
  if (process.platform !== 'linux') return hand(program, args, { env, cwd });
  const home = mkdtempSync(join(tmpdir(), 'amiable-desktop-'));
  const display = screen === 'own' || !env.DISPLAY ? await startScreen() : { name: env.DISPLAY, end: () => {} };
  try {
    return await hand('dbus-run-session', ['--', process.execPath, fileURLToPath(import.meta.url), insideFlag, program, ...args], {
      cwd,
      env: {
        ...env,
        DISPLAY: display.name,
        XDG_DATA_HOME: home,
        XDG_RUNTIME_DIR: home,
        XDG_CURRENT_DESKTOP: 'GNOME',
        WAYLAND_DISPLAY: '',
      },
    });
  } finally {
    display.end();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Starts Xvfb on the first free number; it tells the number itself, so two at once never collide. */
function startScreen() {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1680x1050x24', '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', () => reject(new Stop('Xvfb, the screen for tests, is not installed.')));
    child.on('exit', () => reject(new Stop(`Xvfb, the screen for tests, did not start: ${output.trim()}`)));
    child.stdio[3].once('data', (number) =>
      resolve({ name: `:${String(number).trim()}`, end: () => child.kill() }),
    );
  });
}

/** Inside the session bus: unlock a fresh keyring with a password of no worth, then run the program. */
async function insideSession([program, ...args]) {
  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  keyring.stdin.end('amiable\n');
  await new Promise((resolve, reject) => {
    // It prints its control folder once it owns the bus name.
    keyring.stdout.once('data', resolve);
    keyring.on('error', () => reject(new Stop('gnome-keyring, the keyring for tests, is not installed.')));
    keyring.on('exit', () => reject(new Stop('gnome-keyring, the keyring for tests, did not start.')));
  });
  try {
    return await hand(program, args);
  } finally {
    keyring.kill();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  await main(() => (args[0] === insideFlag ? insideSession(args.slice(1)) : onDesktop(args[0], args.slice(1))));
}
