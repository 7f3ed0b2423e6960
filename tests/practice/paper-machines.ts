import type { Disk, MachineSpec, Machines, MachineWorld } from '../../main/practice/cloud/machines/machine.ts';

/** Machines that only hold disks: for tests of the world that log in to nothing. */
export function createPaperMachines(): {
  create: (world: MachineWorld) => Machines;
  specs: MachineSpec[];
  disks: Map<string, Disk>;
} {
  const specs: MachineSpec[] = [];
  const disks = new Map<string, Disk>();
  const consoles = new Map<string, string>();
  const create = (): Machines => ({
    boot: async (spec) => {
      specs.push(spec);
      disks.set(spec.instanceId, structuredClone(spec.disk) ?? { files: {} });
      const console = `${spec.hostname} login: `;
      consoles.set(spec.instanceId, console);
      return { port: 40_000 + specs.length, console };
    },
    console: async (id) => consoles.get(id) ?? '',
    snapshot: async (id) => disks.get(id) ?? { files: {} },
    webAddress: () => null,
    halt: async (id) => {
      const disk = disks.get(id) ?? { files: {} };
      disks.delete(id);
      return disk;
    },
    disk: async (id) => disks.get(id) ?? { files: {} },
    port: (id) => (disks.has(id) ? 22 : null),
    close: async () => disks.clear(),
  });
  return { create, specs, disks };
}
