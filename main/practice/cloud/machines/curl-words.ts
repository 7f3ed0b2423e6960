/** What a command line of curl asks for. */
export interface CurlOrder {
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly addresses: readonly string[];
  readonly output: string | null;
  readonly remoteName: boolean;
  readonly silent: boolean;
  readonly showsErrors: boolean;
  readonly fails: boolean;
  readonly withHead: boolean;
  readonly onlyHead: boolean;
  readonly follows: boolean;
  readonly isVerbose: boolean;
  readonly isVersion: boolean;
  readonly writesOut: string | null;
  readonly seconds: number | null;
  /** The first option that curl has not. */
  readonly wrong: string | null;
}

/** Short options that take a value, and the long names of all that matter here; true for those with a value. */
const SHORT_WITH_VALUE = 'XHodmuAwTFebcCEKtxyYzPQr';
const LONG: Readonly<Record<string, readonly [string, boolean] | undefined>> = {
  __proto__: null as never,
  request: ['X', true],
  header: ['H', true],
  output: ['o', true],
  'remote-name': ['O', false],
  silent: ['s', false],
  'show-error': ['S', false],
  fail: ['f', false],
  'fail-with-body': ['f', false],
  include: ['i', false],
  head: ['I', false],
  location: ['L', false],
  verbose: ['v', false],
  version: ['V', false],
  'write-out': ['w', true],
  'max-time': ['m', true],
  'connect-timeout': ['m', true],
  data: ['d', true],
  'data-raw': ['d', true],
  'user-agent': ['A', true],
  user: ['u', true],
  retry: ['r', true],
  'retry-delay': ['r', true],
  noproxy: ['r', true],
  insecure: ['k', false],
  compressed: ['k', false],
  'no-progress-meter': ['k', false],
  globoff: ['g', false],
  ipv4: ['4', false],
  ipv6: ['6', false],
};
const SHORT = `${SHORT_WITH_VALUE}OsSfiILvVk46gGNjnaq#`;

/** Reads the words of a curl command; options that change nothing here are passed over. */
export function readCurl(args: readonly string[]): CurlOrder {
  const headers = new Map<string, string>();
  const addresses: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let wrong: string | null = null;
  const take = (letter: string, value: string | null) => {
    if (value === null) {
      flags.add(letter);
      return;
    }
    values.set(letter, value);
    const colon = value.indexOf(':');
    if (letter === 'H' && colon > 0)
      headers.set(value.slice(0, colon).trim().toLowerCase(), value.slice(colon + 1).trim());
  };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as string;
    const next = () => {
      at += 1;
      return args[at] ?? '';
    };
    if (!arg.startsWith('-') || arg === '-') {
      addresses.push(arg);
      continue;
    }
    if (arg.startsWith('--')) {
      const known = LONG[arg.slice(2)];
      if (known) take(known[0], known[1] ? next() : null);
      else if (arg !== '--') wrong ??= arg;
      continue;
    }
    for (let place = 1; place < arg.length; place += 1) {
      const letter = arg[place] as string;
      if (!SHORT.includes(letter)) wrong ??= `-${letter}`;
      if (!SHORT_WITH_VALUE.includes(letter)) {
        take(letter, null);
        continue;
      }
      take(letter, place + 1 < arg.length ? arg.slice(place + 1) : next());
      break;
    }
  }
  const seconds = Number(values.get('m') ?? Number.NaN);
  return {
    method:
      values.get('X')?.toUpperCase() ??
      (flags.has('I') ? 'HEAD' : values.has('d') ? 'POST' : values.has('T') ? 'PUT' : 'GET'),
    headers,
    addresses,
    output: values.get('o') ?? null,
    remoteName: flags.has('O'),
    silent: flags.has('s'),
    showsErrors: flags.has('S'),
    fails: flags.has('f'),
    withHead: flags.has('i') || flags.has('I'),
    onlyHead: flags.has('I'),
    follows: flags.has('L'),
    isVerbose: flags.has('v'),
    isVersion: flags.has('V'),
    writesOut: values.get('w') ?? null,
    seconds: Number.isFinite(seconds) ? seconds : null,
    wrong,
  };
}
