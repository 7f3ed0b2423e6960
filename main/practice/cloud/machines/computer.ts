import type { FileTree } from './file-tree.ts';
import type { MachineSpec, MachineWorld } from './machine.ts';
import type { PlatformFacts } from './platforms.ts';

/** A running practice machine as its shells and commands see it. */
export interface Computer {
  readonly spec: MachineSpec;
  readonly facts: PlatformFacts;
  readonly tree: FileTree;
  readonly world: MachineWorld;
  readonly bootedAt: Date;
  /** Services that `systemctl` knows, and whether they run. */
  readonly services: Map<string, boolean>;
  /** Adds to what `get-console-output` shows. */
  say(text: string): void;
  /** Ends every session, each after being told why. */
  endSessions(sentence: string): void;
}
