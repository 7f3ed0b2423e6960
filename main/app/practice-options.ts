import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CloudOptions } from '../practice/cloud/cloud.ts';
import { findRegion } from '../practice/cloud/data/regions.ts';

/** How `npm run practice` is to run; everything has a default. */
export interface PracticeOptions {
  readonly cloud: Omit<CloudOptions, 'world'>;
  /** The file in which the world is kept; null keeps nothing. */
  readonly file: string | null;
  /** The file from which a world that is not kept begins; null for a new one. */
  readonly origin: string | null;
  /** The file of faults to inject; null for none. */
  readonly faults: string | null;
}

/** What `npm run practice -- --help` prints. */
export const practiceHelp = `npm run practice -- [OPTIONS]

The practice cloud by itself. The first line on stdout is JSON: where it listens, and with which keys.

  --port NUMBER              where it listens on 127.0.0.1; a free port by default
  --region NAME              the Region that a person starts in; eu-central-1 by default
  --account NUMBER           the account that a new world begins with; 12 digits
  --access-key-id ID         fixed credentials for the first user of a world;
  --secret-access-key TEXT   both or none
  --world FILE               the file that the world is kept in; made when it is not there
  --empty                    a new world begins without machines, images and colleagues
  --ephemeral                nothing is written to disk; with --world FILE, begins with that world and leaves it alone
  --speed 1|10|100           practice seconds in a second; 10 by default
  --faults FILE              faults to inject, a JSON list; read again whenever it is written
`;

/** Reads the command line; throws an Error in words where it cannot be followed. */
export function readPracticeOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PracticeOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      region: { type: 'string' },
      account: { type: 'string' },
      'access-key-id': { type: 'string' },
      'secret-access-key': { type: 'string' },
      world: { type: 'string' },
      empty: { type: 'boolean' },
      ephemeral: { type: 'boolean' },
      speed: { type: 'string' },
      faults: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const { region, account, world, ephemeral = false, empty = false } = values;
  if (region !== undefined && !findRegion(region)) throw new Error(`AWS has no Region ${region}.`);
  if (account !== undefined && !/^\d{12}$/.test(account)) throw new Error('--account takes 12 digits.');
  const file = world === undefined ? null : resolve(world);
  return {
    file: ephemeral ? null : (file ?? defaultFile(environment)),
    origin: ephemeral ? file : null,
    faults: values.faults === undefined ? null : resolve(values.faults),
    cloud: {
      ...(values.port === undefined ? {} : { port: readPort(values.port) }),
      ...(region === undefined ? {} : { region }),
      ...(account === undefined ? {} : { accountId: account }),
      ...(values.speed === undefined ? {} : { speed: readSpeed(values.speed) }),
      ...readKey(values['access-key-id'], values['secret-access-key']),
      empty,
    },
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error('--port takes a number up to 65535.');
  return port;
}

function readSpeed(text: string): 1 | 10 | 100 {
  if (text === '1') return 1;
  if (text === '10') return 10;
  if (text === '100') return 100;
  throw new Error('--speed takes 1, 10 or 100.');
}

function readKey(id: string | undefined, secret: string | undefined): Pick<CloudOptions, 'firstKey'> {
  if (id === undefined && secret === undefined) return {};
  if (!id || !secret) throw new Error('--access-key-id and --secret-access-key go together.');
  if (!/^\w{3,128}$/.test(id)) throw new Error('--access-key-id takes 3 to 128 letters, digits and underscores.');
  if (/^(AKIA|ASIA)/.test(id)) {
    throw new Error('This looks like a key of a real AWS account. Choose another: real keys do not belong here.');
  }
  return { firstKey: { id, secret } };
}

/** Where programs of this system keep their data. */
function defaultFile(environment: Readonly<Record<string, string | undefined>>): string {
  const home = homedir();
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library', 'Application Support'),
    win32: environment.APPDATA ?? join(home, 'AppData', 'Roaming'),
  };
  const folder = folders[process.platform] ?? environment.XDG_DATA_HOME ?? join(home, '.local', 'share');
  return join(folder, 'amiable-practice', 'practice.world');
}
