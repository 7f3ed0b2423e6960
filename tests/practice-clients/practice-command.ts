import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type Answer, startAwsCli } from './aws-cli.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** What `npm run practice` prints. */
export interface Printed {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly people: readonly {
    readonly userName: string;
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  }[];
}

/** A practice cloud as a person starts it, and the programs that a person uses on it. */
export interface PracticeCommand {
  readonly printed: Printed;
  /** A folder of its own for keys and files. */
  readonly folder: string;
  /** Runs one AWS CLI command, as who is named, and answers what it printed. */
  aws(command: string, who?: string): Promise<Answer>;
  /** One of the practice cloud's own calls, made with curl. */
  ask(name: string, input?: object): Promise<Answer>;
  /** Runs another program; answers what it printed. */
  run(program: string, ...args: string[]): Promise<{ stdout: string; stderr: string }>;
  /** How many AWS CLI commands were run. */
  readonly commands: () => number;
  stop(): Promise<void>;
}

/** Starts `npm run practice` with options, and waits for its line. */
export async function startPractice(...options: string[]): Promise<PracticeCommand> {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-clients-'));
  const child = spawn('npm', ['run', '--silent', 'practice', '--', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`npm run practice ended with ${code}.`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  child.removeAllListeners('exit');
  const printed = JSON.parse(line) as Printed;
  const cli = await startAwsCli();
  let commands = 0;
  return {
    printed,
    folder,
    commands: () => commands,
    async aws(command, who) {
      commands += 1;
      const { accessKeyId, secretAccessKey } = printed.people.find(({ userName }) => userName === who) ?? printed;
      return cli.run(words(command), { ...printed, accessKeyId, secretAccessKey, folder });
    },
    async ask(name, input = {}) {
      const { stdout } = await run('curl', [
        '--silent',
        ...['--aws-sigv4', `aws:amz:${printed.region}:practice`],
        ...['--user', `${printed.accessKeyId}:${printed.secretAccessKey}`],
        ...['--header', `X-Amz-Target: Practice.${name}`, '--header', 'Content-Type: application/x-amz-json-1.1'],
        ...['--data', JSON.stringify(input), printed.endpoint],
      ]);
      return JSON.parse(stdout);
    },
    run: (program, ...args) => run(program, args, { cwd: folder, timeout: 60_000 }),
    async stop() {
      cli.end();
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Splits a command line into words; single quotes hold one together. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
