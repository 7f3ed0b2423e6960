import type { FileTree } from './file-tree.ts';
import type { Disk, Platform } from './machine.ts';
import type { MachineMemory } from './machine-memory.ts';
import { type Package, shelfOf } from './package-shelf.ts';

/** A service as systemd knows it. */
export interface UnitFacts {
  readonly name: string;
  readonly description: string;
  readonly docs?: string;
  /** Its processes as `ps` shows them, the main one first. */
  readonly processes: readonly string[];
  /** The TCP port it listens on. */
  readonly port?: number;
}

/** How a unit is. */
export interface UnitState {
  readonly active: 'active' | 'inactive' | 'failed';
  readonly since: Date;
  readonly pid: number;
}

/** A unit with its state. */
export interface Unit {
  readonly facts: UnitFacts;
  readonly state: UnitState;
  readonly enabled: boolean;
}

/** Where the list of installed packages lies on a machine's disk. */
export const INSTALLED_PACKAGES = '/var/lib/practice/packages';

const WANTS = '/etc/systemd/system/multi-user.target.wants';
const WEB_SERVERS = ['nginx', 'apache2', 'httpd'];

/** The services of one machine: those of its system, and those of installed packages. */
export class Units {
  readonly #tree: FileTree;
  readonly #platform: Platform;
  readonly #memory: MachineMemory;
  readonly #now: () => Date;
  /** Told after every start and stop. */
  changed: () => void = () => {};

  constructor(tree: FileTree, platform: Platform, memory: MachineMemory, now: () => Date) {
    this.#tree = tree;
    this.#platform = platform;
    this.#memory = memory;
    this.#now = now;
    this.#states();
  }

  /** Packages that are installed, by name. */
  packages(): Package[] {
    const shelf = shelfOf(this.#platform);
    const names = this.#tree.text(INSTALLED_PACKAGES)?.split('\n') ?? [];
    return names.map((name) => shelf.get(name)).filter((each) => each !== undefined);
  }

  all(): Unit[] {
    const facts = [...systemUnits(this.#platform), ...this.packages().flatMap(({ unit }) => unit ?? [])];
    return facts.map((each) => this.#unit(each)).sort((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
  }

  /** A unit by its name or one of its aliases, with or without `.service`. */
  find(name: string): Unit | undefined {
    const plain = name.replace(/\.service$/, '');
    const known = ALIASES[plain] ?? [plain];
    return this.all().find(({ facts }) => facts.name === plain || known.includes(facts.name));
  }

  /** Starts it; false when another service has its port, as when a second web server is started. */
  start(facts: UnitFacts): boolean {
    const holder = this.all().find(
      (other) => other.facts.port === facts.port && other.state.active === 'active' && other.facts.name !== facts.name,
    );
    const free = facts.port === undefined || holder === undefined;
    this.#set(facts, free ? 'active' : 'failed');
    return free;
  }

  stop(facts: UnitFacts): void {
    this.#set(facts, 'inactive');
  }

  /** Answers whether anything changed. */
  enable(facts: UnitFacts, on: boolean): boolean {
    const path = `${WANTS}/${facts.name}.service`;
    const was = this.#tree.find(path, false) !== undefined;
    if (was === on) return false;
    if (on) this.#tree.lay(path, { kind: 'link', target: `/usr/lib/systemd/system/${facts.name}.service` });
    else this.#tree.drop(path);
    return true;
  }

  /** Forgets the unit of a package that was removed. */
  forget(facts: UnitFacts): void {
    this.enable(facts, false);
    this.#states().delete(facts.name);
    this.changed();
  }

  /** The web server that runs, if one does. */
  webServer(): Unit | undefined {
    return this.all().find(({ facts, state }) => WEB_SERVERS.includes(facts.name) && state.active === 'active');
  }

  #unit(facts: UnitFacts): Unit {
    const state = this.#states().get(facts.name);
    const enabled =
      systemUnits(this.#platform).includes(facts) ||
      this.#tree.find(`${WANTS}/${facts.name}.service`, false) !== undefined;
    return { facts, enabled, state: state ?? { active: 'inactive', since: this.#memory.bootedAt, pid: 0 } };
  }

  #set(facts: UnitFacts, active: UnitState['active']): void {
    const pid = active === 'active' ? 2_000 + ((this.#states().size * 137 + facts.name.length * 31) % 6_000) : 0;
    this.#states().set(facts.name, { active, since: this.#now(), pid });
    this.changed();
  }

  /** Starts, at the first question after a boot, what is to run from the boot on. */
  #states(): Map<string, UnitState> {
    if (this.#memory.units) return this.#memory.units;
    const states = new Map<string, UnitState>();
    this.#memory.units = states;
    let pid = 480;
    for (const facts of systemUnits(this.#platform)) {
      pid += 67;
      states.set(facts.name, { active: 'active', since: this.#memory.bootedAt, pid });
    }
    for (const { facts, enabled } of this.all()) {
      if (enabled && !states.has(facts.name)) this.start(facts);
    }
    return states;
  }
}

/** Whether a disk has a web server that starts with the system; told without putting the system together. */
export function startsWebServer(disk: Disk | null): boolean {
  return WEB_SERVERS.some((name) => disk?.files[`${WANTS}/${name}.service`]?.kind === 'link');
}

/** Whether one of these states is a web server's that runs. */
export function webServerRuns(states: ReadonlyMap<string, UnitState>): boolean {
  return WEB_SERVERS.some((name) => states.get(name)?.active === 'active');
}

const ALIASES: Readonly<Record<string, readonly string[] | undefined>> = {
  __proto__: null as never,
  sshd: ['ssh'],
  ssh: ['sshd'],
  cron: ['crond'],
  crond: ['cron'],
  mysql: ['mariadb'],
  mysqld: ['mysql', 'mariadb'],
  redis: ['redis-server', 'redis6'],
};

const SSH_PROCESS = 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups';

function systemUnits(platform: Platform): readonly UnitFacts[] {
  return platform === 'amazon-linux' ? AMAZON_UNITS : DEBIAN_UNITS;
}

const shared: readonly UnitFacts[] = [
  { name: 'amazon-ssm-agent', description: 'amazon-ssm-agent', processes: ['/usr/bin/amazon-ssm-agent'] },
  { name: 'systemd-journald', description: 'Journal Service', processes: ['/usr/lib/systemd/systemd-journald'] },
];
const DEBIAN_UNITS: readonly UnitFacts[] = [
  { name: 'ssh', description: 'OpenBSD Secure Shell server', docs: 'man:sshd(8)', processes: [SSH_PROCESS], port: 22 },
  { name: 'cron', description: 'Regular background program processing daemon', processes: ['/usr/sbin/cron -f -P'] },
  ...shared,
];
const AMAZON_UNITS: readonly UnitFacts[] = [
  { name: 'sshd', description: 'OpenSSH server daemon', docs: 'man:sshd(8)', processes: [SSH_PROCESS], port: 22 },
  { name: 'crond', description: 'Command Scheduler', processes: ['/usr/sbin/crond -n'] },
  ...shared,
];
