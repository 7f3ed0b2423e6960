import type { UnitState } from './units.ts';

/** What a running machine knows that is not on its disk; it is kept while the machine runs, folded or not. */
export interface MachineMemory {
  readonly bootedAt: Date;
  /** What the console shows after the lines of the kernel and of cloud-init. */
  console: string;
  hostname: string | null;
  /** Null until the services were started. */
  units: Map<string, UnitState> | null;
  readonly journal: JournalLine[];
  /** Session tokens of the metadata service and when they are over, in the world's milliseconds. */
  readonly tokens: Map<string, number>;
  readonly logins: Login[];
  /** When `shutdown` is to go off. */
  shutdown: { readonly at: Date; readonly kind: 'reboot' | 'power-off'; cancelled: boolean } | null;
  /** A script of user data is running. */
  cloudInit: 'running' | 'done' | 'error';
  /** What `mkfs` made and `mount` mounted of the volumes beside the root volume. */
  readonly mounts: Map<string, string>;
}

/** One line of the journal. */
export interface JournalLine {
  readonly at: Date;
  readonly program: string;
  readonly text: string;
}

/** One session, for `last` and `who`. */
export interface Login {
  readonly user: string;
  readonly from: string;
  readonly terminal: string;
  readonly at: Date;
  until: Date | null;
}

const LONGEST_JOURNAL = 400;
const MOST_LOGINS = 50;

/** The memory of a machine that has just been started. */
export function newMemory(bootedAt: Date): MachineMemory {
  return {
    bootedAt,
    console: '',
    hostname: null,
    units: null,
    journal: [],
    tokens: new Map(),
    logins: [],
    shutdown: null,
    cloudInit: 'done',
    mounts: new Map(),
  };
}

/** Adds a line; the oldest go where there are too many. */
export function remember(memory: MachineMemory, line: JournalLine): void {
  memory.journal.push({ ...line, text: line.text.slice(0, 500) });
  if (memory.journal.length > LONGEST_JOURNAL) memory.journal.splice(0, memory.journal.length - LONGEST_JOURNAL);
}

/** Notes that a session began; close it by setting `until`. */
export function rememberLogin(memory: MachineMemory, login: Login): void {
  memory.logins.push(login);
  if (memory.logins.length > MOST_LOGINS) memory.logins.shift();
}
