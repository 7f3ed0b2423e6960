import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

/** The checkout, whose build the window tests drive. */
export const checkout = join(import.meta.dirname, '../..');

/** What a window test may ask for when it opens the app. */
export interface LaunchOptions {
  /** Kept after closing, so that a second start finds what the first left; a fresh, forgotten one when not given. */
  readonly userDataDir?: string;
  /** Laid over this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Switches for the app. */
  readonly args?: readonly string[];
  /** Another app folder than the checkout, for negative controls. */
  readonly folder?: string;
}

/** The running app with its first page. */
export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userDataDir: string;
  /** Console errors, uncaught errors and refusals by the content policy, as they came. */
  readonly complaints: string[];
  /** What the main process wrote to stdout and stderr. */
  output(): string;
  /** Ends the app as a person does, waits for its process, and deletes its data if they were made for it. */
  close(): Promise<void>;
  /** Kills the main process at once (SIGKILL) and waits until it is gone; its data stay. */
  kill9(): Promise<void>;
}

/**
 * Opens the real app in a window of 1280 x 800.
 *
 * Throws where no Electron was named: window tests run through `npm test`, or singly by
 * `node scripts/on-desktop.mjs npx vitest run --project window FILE`.
 */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const executablePath = process.env.AMIABLE_ELECTRON;
  if (!executablePath) throw new Error('Start window tests by: node scripts/on-desktop.mjs npx vitest run FILE');
  const own = options.userDataDir === undefined;
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'amiable-test-'));
  const app = await _electron.launch({
    executablePath,
    args: [
      '-r',
      join(import.meta.dirname, 'hold.cjs'),
      options.folder ?? checkout,
      `--user-data-dir=${userDataDir}`,
      ...electronSwitches(),
      ...(options.args ?? []),
    ],
    env: environment(userDataDir, options.env ?? {}),
  });
  let output = '';
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const page = await app.firstWindow();
  const complaints = collectComplaints(page);
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    userDataDir,
    complaints,
    output: () => output,
    async close() {
      await app.close();
      await gone;
      if (own) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
    async kill9() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** The switches that every start of Electron on this machine needs. */
export function electronSwitches(): string[] {
  return (process.env.AMIABLE_ELECTRON_SWITCHES ?? '').split(' ').filter((each) => each !== '');
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  // Chromium reports a refusal by the content policy as a console error.
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** This process's environment without the person's own AWS settings, so that a test finds the same everywhere. */
function environment(
  userDataDir: string,
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const none = {
    AWS_CONFIG_FILE: join(userDataDir, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(userDataDir, 'no-aws-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const entries = Object.entries({ ...Object.fromEntries(inherited), ...none, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
