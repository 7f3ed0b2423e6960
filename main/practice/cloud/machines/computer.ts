import type { FileTree } from './file-tree.ts';
import type { InstanceMetadata, MachineSpec, MachineWorld } from './machine.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { PlatformFacts } from './platforms.ts';
import type { SharedLimits } from './shared-limits.ts';
import type { Units } from './units.ts';

/** A running practice machine as its shells and commands see it. */
export interface Computer {
  readonly spec: MachineSpec;
  readonly facts: PlatformFacts;
  readonly tree: FileTree;
  readonly world: MachineWorld;
  /** What outlives the computer when it is folded back to its disk. */
  readonly memory: MachineMemory;
  readonly units: Units;
  /** What all machines of this process share. */
  readonly limits: SharedLimits;
  readonly bootedAt: Date;
  /** The name it goes by now; `hostnamectl` may change it. */
  readonly hostname: string;
  /** What the metadata service tells; what the spec knows where the world tells nothing. */
  metadata(): InstanceMetadata;
  /** Another machine of the practice network that answers at an address and port; null when none does. */
  neighbour(address: string, port: number): Promise<Computer | null>;
  /** Adds to what `get-console-output` shows. */
  say(text: string): void;
  /** Adds a line to the journal. */
  log(program: string, text: string): void;
  /** Ends every session; those on a terminal are shown what was broadcast before. */
  endSessions(broadcast: string): void;
  /** Shows a broadcast to every terminal. */
  wall(broadcast: string): void;
}
