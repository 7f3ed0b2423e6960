import { isFirstBoot, runUserData } from './cloud-init.ts';
import type { Computer } from './computer.ts';
import { diskAfterFirstBoot, makeComputer } from './computer-making.ts';
import { bootText } from './console-text.ts';
import { toDisk } from './disk.ts';
import { type Door, openDoor } from './door.ts';
import type { Disk, HaltReason, MachineSpec, MachineWorld } from './machine.ts';
import { type MachineMemory, newMemory } from './machine-memory.ts';
import type { SharedLimits } from './shared-limits.ts';
import { createSshServer, MOST_CONNECTIONS, type SshServer } from './ssh-server.ts';
import { startsWebServer, webServerRuns } from './units.ts';
import { keepVolumes } from './volumes.ts';
import { broadcast } from './wall.ts';
import { openWebServer, type WebServer } from './web-server.ts';

/** What a machine is started with. */
export interface MachineParts {
  readonly spec: MachineSpec;
  readonly world: MachineWorld;
  readonly limits: SharedLimits;
  neighbour(address: string, port: number): Promise<Computer | null>;
}

const USER_DATA_WAIT_MS = 5_000;
const CUT_AFTER_MS = 500;

/**
 * One machine that runs: its listeners, and behind them a computer that is put together when it is first needed.
 *
 * A listener costs some kilobytes, a computer some hundred: of a thousand machines, few are ever logged in to.
 */
export class RunningMachine {
  readonly spec: MachineSpec;
  readonly #parts: MachineParts;
  readonly #memory: MachineMemory;
  readonly #door: Door;
  readonly #isFirst: boolean;
  readonly #stopUserData = new AbortController();
  #computer: Computer | null = null;
  #ssh: Promise<SshServer> | null = null;
  #server: SshServer | null = null;
  #web: WebServer | null = null;
  #webWork: Promise<void> = Promise.resolve();
  #userData: string | null = '';
  /** The disk as it was last looked at, and the revision it had then. */
  #kept: Disk | null;
  #keptRevision = -1;
  /** What a folded machine holds, `/tmp` included. */
  #whole: Disk | null = null;
  #folded = 0;
  #usedAt = 0;
  #isOver = false;

  private constructor(parts: MachineParts, door: Door, memory: MachineMemory) {
    this.#parts = parts;
    this.spec = parts.spec;
    this.#door = door;
    this.#memory = memory;
    this.#kept = parts.spec.disk;
    this.#isFirst = isFirstBoot(parts.spec);
  }

  /** Opens the listener. */
  static async open(parts: MachineParts): Promise<RunningMachine> {
    let machine: RunningMachine | null = null;
    const door = await openDoor(
      {
        admits: () => parts.world.admits(parts.spec.instanceId),
        take: (socket) =>
          void machine?.sshServer().then(
            (ssh) => ssh.take(socket),
            (cause: unknown) => {
              machine?.tellFault(cause);
              socket.destroy();
            },
          ),
        refuse: (socket) => socket.end('Exceeded MaxStartups\r\n'),
        most: MOST_CONNECTIONS,
      },
      parts.limits.crowd,
    );
    machine = new RunningMachine(parts, door, newMemory(parts.world.now()));
    return machine;
  }

  /** Opens the web server if one is to run; with user data, puts the computer together and waits a while for the script. */
  async begin(): Promise<void> {
    this.#syncWeb();
    if (this.#isFirst && this.spec.userData.trim() !== '') {
      this.#userData = null;
      const ran = runUserData(this.computer(), this.#stopUserData.signal).then(
        (text) => this.#noteUserData(text),
        (cause: unknown) => this.#noteUserData(`${String(cause)}\n`),
      );
      await withinTime(ran, USER_DATA_WAIT_MS);
    }
    await this.#webWork;
  }

  get port(): number {
    return this.#door.port;
  }

  get webPort(): number | null {
    return this.#web?.port ?? null;
  }

  /** Whether the computer is put together at the moment. */
  get isAssembled(): boolean {
    return this.#computer !== null;
  }

  /** The computer, put together if it was not yet. */
  computer(): Computer {
    this.#usedAt = performance.now();
    this.#computer ??= this.#assemble();
    return this.#computer;
  }

  sshServer(): Promise<SshServer> {
    const computer = this.computer();
    this.#ssh ??= createSshServer(computer).then((server) => {
      this.#server = server;
      return server;
    });
    return this.#ssh;
  }

  console(): string {
    const facts = { isFirst: this.#isFirst, hostname: this.spec.hostname, userData: this.#userData };
    return bootText(this.spec, this.#memory.bootedAt, facts) + this.#memory.console;
  }

  disk(): Disk | null {
    const computer = this.#computer;
    if (!computer || computer.tree.revision === this.#keptRevision) return this.#kept;
    keepVolumes(computer);
    this.#kept = toDisk(computer.tree, this.spec.platform);
    this.#keptRevision = computer.tree.revision;
    return this.#kept;
  }

  snapshot(): Disk | null {
    if (this.#computer || !this.#isFirst || this.#kept !== this.spec.disk) return this.disk();
    // Kept, so that the disk looks the same from here on.
    this.#kept = diskAfterFirstBoot(this.spec, this.#memory.bootedAt, (tree) => toDisk(tree, this.spec.platform));
    return this.#kept;
  }

  /** Folds the computer back to its disk when nobody has used it for that long; answers whether it did. */
  foldIfIdle(idleMs: number): boolean {
    const computer = this.#computer;
    const isBusy = this.#door.open > 0 || this.#userData === null || this.#memory.shutdown !== null;
    if (!computer || isBusy || performance.now() - this.#usedAt < idleMs) return false;
    this.disk();
    this.#whole = toDisk(computer.tree, this.spec.platform, true);
    this.#folded = computer.tree.charged;
    this.#letGo(computer);
    this.#parts.limits.room.take(this.#folded);
    return true;
  }

  async halt(why: HaltReason): Promise<Disk | null> {
    this.#isOver = true;
    this.#stopUserData.abort();
    const doors = [this.#door.close()];
    this.#webWork = this.#webWork.then(() => this.#closeWeb());
    doors.push(this.#webWork);
    this.#server?.endSessions(this.#computer ? broadcast(this.#computer, why) : '');
    // Half a second lets the broadcast reach the terminals; what is left then is cut.
    const cut = setTimeout(() => this.#door.cut(), this.#server?.isBusy ? CUT_AFTER_MS : 0);
    await Promise.all(doors);
    clearTimeout(cut);
    const disk = this.snapshot();
    if (this.#computer) this.#letGo(this.#computer);
    else this.#parts.limits.room.take(-this.#folded);
    this.#folded = 0;
    return disk;
  }

  /** The console is where a person looks when a machine does not answer. */
  tellFault(cause: unknown): void {
    this.#ssh = null;
    this.#memory.console += `\nThe practice machine has a fault: ${String(cause)}\n`;
  }

  #noteUserData(text: string): void {
    this.#userData = text;
  }

  #assemble(): Computer {
    const { world, limits, spec, neighbour } = this.#parts;
    limits.room.take(-this.#folded);
    this.#folded = 0;
    const computer = makeComputer({
      spec,
      world,
      limits,
      memory: this.#memory,
      disk: this.#whole ?? this.#kept,
      isWhole: this.#whole !== null,
      neighbour,
      endSessions: (text) => this.#server?.endSessions(text),
      wall: (text) => this.#server?.wall(text),
    });
    // Nothing on the disk changes by being laid out again; a first boot writes on it.
    this.#keptRevision = this.#whole !== null || !this.#isFirst ? computer.tree.revision : -1;
    this.#whole = null;
    computer.units.changed = () => this.#syncWeb();
    return computer;
  }

  #letGo(computer: Computer): void {
    computer.tree.release();
    this.#computer = null;
    this.#ssh = null;
    this.#server = null;
  }

  /** Opens port 80 when a web server runs, and closes it when none does. */
  #syncWeb(): void {
    const { world, limits, spec } = this.#parts;
    if (!world.admitsPort) return;
    this.#webWork = this.#webWork.then(async () => {
      const units = this.#memory.units;
      const runs = units ? webServerRuns(units) : startsWebServer(spec.disk);
      if (!runs || this.#isOver) return this.#closeWeb();
      this.#web ??= await openWebServer(
        {
          admits: () => world.admitsPort?.(spec.instanceId, 80) ?? false,
          computer: () => this.computer(),
          callerAddress: world.callerAddress ?? '203.0.113.25',
        },
        limits.crowd,
      );
    });
  }

  async #closeWeb(): Promise<void> {
    const web = this.#web;
    this.#web = null;
    await web?.close();
  }
}

/** Waits for something, but not longer than that. */
async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
