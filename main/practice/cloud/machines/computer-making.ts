import { isFirstBoot, layFirstBoot } from './cloud-init.ts';
import type { Computer } from './computer.ts';
import { layDisk } from './disk.ts';
import { fallbackMetadata } from './fallback-metadata.ts';
import type { FileTree } from './file-tree.ts';
import { freshSystem } from './fresh-system.ts';
import { layLiveFiles } from './live-files.ts';
import type { Disk, MachineSpec, MachineWorld } from './machine.ts';
import { type MachineMemory, remember } from './machine-memory.ts';
import { PLATFORMS } from './platforms.ts';
import type { SharedLimits } from './shared-limits.ts';
import { Units } from './units.ts';
import { mountAtStart } from './volumes.ts';

/** What a computer is put together from. */
export interface ComputerParts {
  readonly spec: MachineSpec;
  readonly world: MachineWorld;
  readonly limits: SharedLimits;
  readonly memory: MachineMemory;
  /** What its disk holds, and whether `/tmp` and the like are in it: a folded machine goes on where it was. */
  readonly disk: Disk | null;
  readonly isWhole: boolean;
  neighbour(address: string, port: number): Promise<Computer | null>;
  endSessions(broadcast: string): void;
  wall(broadcast: string): void;
}

const LONGEST_CONSOLE = 256 * 1024;

/** Puts a machine's files and services together; its first boot is done if it was not yet. */
export function makeComputer(parts: ComputerParts): Computer {
  const { spec, world, limits, memory } = parts;
  const tree = freshSystem(spec.platform, () => world.now(), limits.room);
  if (parts.disk) layDisk(tree, parts.disk, { whole: parts.isWhole });
  if (!parts.isWhole && isFirstBoot(spec)) layFirstBoot(tree, spec, memory.bootedAt);
  memory.hostname ??= nameOnDisk(tree) ?? spec.hostname;
  const computer: Computer = {
    spec,
    world,
    limits,
    memory,
    tree,
    facts: PLATFORMS[spec.platform],
    units: new Units(tree, spec.platform, memory, () => world.now()),
    bootedAt: memory.bootedAt,
    get hostname() {
      return memory.hostname ?? spec.hostname;
    },
    metadata: () => world.metadata?.(spec.instanceId) ?? fallbackMetadata(spec, memory.bootedAt),
    neighbour: parts.neighbour,
    say: (text) => {
      if (memory.console.length < LONGEST_CONSOLE) memory.console += text;
    },
    log: (program, text) => remember(memory, { at: world.now(), program, text }),
    endSessions: parts.endSessions,
    wall: parts.wall,
  };
  if (memory.journal.length === 0) noteBoot(computer);
  layLiveFiles(computer);
  mountAtStart(computer);
  return computer;
}

/** The disk of a machine that was never put together, as it is after its first boot. */
export function diskAfterFirstBoot(spec: MachineSpec, at: Date, toDisk: (tree: FileTree) => Disk): Disk {
  const tree = freshSystem(spec.platform, () => at);
  if (spec.disk) layDisk(tree, spec.disk);
  layFirstBoot(tree, spec, at);
  return toDisk(tree);
}

function nameOnDisk(tree: FileTree): string | undefined {
  const name = tree.text('/etc/hostname')?.trim();
  return name && /^[A-Za-z0-9.-]{1,64}$/.test(name) ? name : undefined;
}

function noteBoot(computer: Computer): void {
  const { memory, facts } = computer;
  const line = (program: string, text: string) => remember(memory, { at: memory.bootedAt, program, text });
  line('kernel', `Linux version ${facts.kernel} (buildd@practice) ${facts.kernelVersion}`);
  line('kernel', 'EXT4-fs (nvme0n1p1): mounted filesystem with ordered data mode.');
  line('systemd', `Hostname set to <${computer.hostname}>.`);
  line('systemd', 'Reached target network-online.target - Network is Online.');
  for (const { facts: unit, state } of computer.units.all()) {
    if (state.active === 'active') line('systemd', `Started ${unit.name}.service - ${unit.description}.`);
  }
  line('systemd', 'Startup finished in 2.1s (kernel) + 7.4s (userspace) = 9.5s.');
}
