import type { Disk, Machines, MachineWorld } from './machine.ts';
import { RunningMachine } from './running-machine.ts';
import { createLimits, type SharedLimits } from './shared-limits.ts';

export { seedDisk } from './disk.ts';
export { createHostKeys, publicHostKey } from './host-keys.ts';

/** What may be set otherwise, in tests above all. */
export interface MachinesOptions {
  /** How long a computer lies idle before it is folded back to its disk; ten minutes. */
  readonly foldAfterMs?: number;
  /** How often that is looked at; once a minute. */
  readonly lookEveryMs?: number;
  readonly limits?: SharedLimits;
}

/** The practice cloud's machines: an SSH server, a shell and a disk for each instance that runs. */
export function createMachines(world: MachineWorld, options: MachinesOptions = {}): Machines {
  const running = new Map<string, RunningMachine>();
  const limits = options.limits ?? createLimits();
  const foldAfterMs = options.foldAfterMs ?? 10 * 60_000;
  let looking: NodeJS.Timeout | null = null;

  const look = () => {
    for (const machine of running.values()) machine.foldIfIdle(foldAfterMs);
  };
  const found = (instanceId: string): RunningMachine => {
    const machine = running.get(instanceId);
    if (!machine) throw new Error(`${instanceId} does not run.`);
    return machine;
  };
  const halt: Machines['halt'] = async (instanceId, why = 'power-off'): Promise<Disk | null> => {
    const machine = found(instanceId);
    running.delete(instanceId);
    return machine.halt(why);
  };

  return {
    boot: async (spec) => {
      if (running.has(spec.instanceId)) await halt(spec.instanceId, 'reboot');
      const neighbour = async (address: string, port: number) => {
        const answering = world.reaches?.(spec.instanceId, address, port) ?? null;
        return answering === null ? null : (running.get(answering)?.computer() ?? null);
      };
      const machine = await RunningMachine.open({ spec, world, limits, neighbour });
      running.set(spec.instanceId, machine);
      await machine.begin();
      looking ??= setInterval(look, options.lookEveryMs ?? 60_000).unref();
      return {
        port: machine.port,
        get console() {
          return machine.console();
        },
      };
    },
    halt,
    disk: async (instanceId) => found(instanceId).disk(),
    snapshot: async (instanceId) => found(instanceId).snapshot(),
    port: (instanceId) => running.get(instanceId)?.port ?? null,
    console: async (instanceId) => running.get(instanceId)?.console() ?? '',
    webAddress: (instanceId) => {
      const port = running.get(instanceId)?.webPort ?? null;
      return port === null ? null : { port };
    },
    close: async () => {
      if (looking) clearInterval(looking);
      looking = null;
      await Promise.all([...running.keys()].map((instanceId) => halt(instanceId)));
    },
  };
}
