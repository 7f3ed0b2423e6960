import { getHeapStatistics } from 'node:v8';
import { DiskRoom } from './disk-room.ts';
import { Crowd } from './door.ts';
import { Turns } from './turns.ts';

/** What the machines of one process share, so that none can take it all: memory, connections, and the processor. */
export interface SharedLimits {
  readonly room: DiskRoom;
  readonly crowd: Crowd;
  readonly turns: Turns;
  readonly commands: RunningCommands;
}

/** Limits that fit a process beside an app on an ordinary computer. */
export function createLimits(): SharedLimits {
  return { room: new DiskRoom(), crowd: new Crowd(), turns: new Turns(), commands: new RunningCommands() };
}

const MOST_ON_ONE = 24;
const MOST_IN_ALL = 96;
const MOST_MEMORY = 1_200 * 1024 * 1024;

/** Counts the command lines that run, and stops the one that takes the memory of all. */
export class RunningCommands {
  readonly #running = new Map<string, Set<RunningCommand>>();
  #count = 0;

  /** Notes that a command line begins; null when too many run, on this machine or in all. */
  begin(instanceId: string, stop: () => void): RunningCommand | null {
    const here = this.#running.get(instanceId) ?? new Set();
    if (here.size >= MOST_ON_ONE || this.#count >= MOST_IN_ALL) return null;
    const command: RunningCommand = {
      held: 0,
      stop,
      end: () => {
        if (!here.delete(command)) return;
        this.#count -= 1;
        if (here.size === 0) this.#running.delete(instanceId);
      },
    };
    this.#running.set(instanceId, here.add(command));
    this.#count += 1;
    return command;
  }

  /** Stops the command that holds the most when the process has too little memory left, as the kernel's killer does. */
  guardMemory(): void {
    const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
    if (heap + outside < MOST_MEMORY) return;
    const all = [...this.#running.values()].flatMap((here) => [...here]);
    all.sort((a, b) => b.held - a.held)[0]?.stop();
  }
}

/** One command line that runs. */
export interface RunningCommand {
  /** Characters in its variables, when last counted. */
  held: number;
  readonly stop: () => void;
  end(): void;
}
