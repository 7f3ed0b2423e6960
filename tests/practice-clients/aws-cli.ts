import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** JSON of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: answers of the AWS CLI have hundreds of forms, and tests read a few fields.
export type Answer = any;

/** Who asks whom, and where the command runs. */
export interface AwsPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly folder: string;
}

/** The AWS CLI, started once. */
export interface AwsCli {
  /** Runs one command; answers what it printed, and throws what it complained of. */
  run(args: readonly string[], place: AwsPlace): Promise<Answer>;
  end(): void;
}

/**
 * Starts the AWS CLI with a plugin that runs each command in a child of it (see aws_fork.py).
 *
 * Throws where no AWS CLI is installed.
 */
export async function startAwsCli(): Promise<AwsCli> {
  const own = mkdtempSync(join(tmpdir(), 'amiable-aws-'));
  const config = join(own, 'config');
  const plugin = import.meta.dirname;
  const { stdout } = await promisify(execFile)('aws', ['--version']);
  // The second edition has to be told where plugins are; the first takes that line for a plugin.
  const path = stdout.startsWith('aws-cli/1.') ? '' : `cli_legacy_plugin_path = ${plugin}\n`;
  writeFileSync(config, `[plugins]\n${path}aws_fork = aws_fork\n`);
  const child = spawn('aws', ['sts', 'get-caller-identity'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, AWS_CONFIG_FILE: config, PYTHONPATH: plugin, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const waiting = new Map<number, (code: number) => void>();
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The AWS CLI ended with ${code}.`)));
  });
  gone.catch(() => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, code } = JSON.parse(line) as { id: number; code: number };
    waiting.get(id)?.(code);
    waiting.delete(id);
  });
  let last = 0;
  return {
    async run(args, { endpoint, region, accessKeyId, secretAccessKey, folder }) {
      last += 1;
      const id = last;
      const out = join(own, `${id}.out`);
      const err = join(own, `${id}.err`);
      const ended = new Promise<number>((resolve) => waiting.set(id, resolve));
      const env = {
        PATH: process.env.PATH,
        HOME: folder,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_DEFAULT_REGION: region,
        AWS_PAGER: '',
      };
      const all = [...args, '--endpoint-url', endpoint, '--output', 'json'];
      child.stdin.write(`${JSON.stringify({ id, args: all, env, cwd: folder, out, err })}\n`);
      const code = await Promise.race([ended, gone]);
      if (code !== 0) throw new Error(`aws ${args.join(' ')} ended with ${code}: ${readFileSync(err, 'utf8')}`);
      const printed = readFileSync(out, 'utf8');
      return printed.trim() === '' ? {} : JSON.parse(printed);
    },
    end() {
      child.stdin.end();
      rmSync(own, { recursive: true, force: true });
    },
  };
}
