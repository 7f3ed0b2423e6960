import type { Disk, Machines } from './machines/machine.ts';

/** Machines that keep disks and let nobody in. */
export function createIdleMachines(): Machines {
  const disks = new Map<string, Disk>();
  const empty: Disk = { files: {} };
  return {
    boot: async (spec) => {
      disks.set(spec.instanceId, spec.disk ?? empty);
      return { port: 0, console: `${spec.hostname} login: ` };
    },
    halt: async (id) => {
      const disk = disks.get(id) ?? empty;
      disks.delete(id);
      return disk;
    },
    disk: async (id) => disks.get(id) ?? empty,
    port: (id) => (disks.has(id) ? 0 : null),
    close: async () => disks.clear(),
  };
}
