import type { CreateHostKeys, Disk, Machines, MachineWorld } from '../machines/machine.ts';
import type { InstanceRecord } from './records.ts';
import type { World } from './world.ts';

/** Makes the machines that a fleet runs. */
export type CreateMachines = (world: MachineWorld) => Machines;

/**
 * Keeps a machine running for every instance that runs, and their disks in the world.
 *
 * What happens to one instance happens in order: a stop waits for the boot that is under way.
 */
export class Fleet {
  readonly createHostKeys: CreateHostKeys;
  readonly #world: World;
  readonly #machines: Machines;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #changed: () => void;

  constructor(world: World, machines: Machines, createHostKeys: CreateHostKeys, changed: () => void) {
    this.#world = world;
    this.#machines = machines;
    this.createHostKeys = createHostKeys;
    this.#changed = changed;
  }

  /** Boots in the background; the console output and the first-boot mark arrive when it is up. */
  boot(instance: InstanceRecord): void {
    this.#enqueue(instance.id, async () => {
      if (!isUp(instance)) return;
      const { console } = await this.#machines.boot(this.#specOf(instance));
      instance.bootedOnce = true;
      instance.console = console;
      instance.consoleAt = this.#world.now();
      this.#changed();
    });
  }

  /** Boots every instance that should be up; after a load and after a reset. */
  bootAll(): void {
    for (const instance of this.#world.instances()) if (isUp(instance)) this.boot(instance);
  }

  /** Ends every machine; the world they belonged to is about to go. */
  async haltAll(): Promise<void> {
    await Promise.all([...this.#world.instances()].map((instance) => this.halt(instance, false)));
  }

  /** Ends the machine and keeps its disk; the instance is stopped when this resolves. */
  async halt(instance: InstanceRecord, keepDisk: boolean): Promise<void> {
    this.#enqueue(instance.id, async () => {
      if (this.#machines.port(instance.id) === null) return;
      const disk = await this.#machines.halt(instance.id);
      if (keepDisk) instance.disk = disk;
    });
    await this.ready(instance.id);
  }

  /** Ends and boots again in the background; the disk stays. */
  reboot(instance: InstanceRecord): void {
    void this.halt(instance, true);
    this.boot(instance);
  }

  /** What is on the instance's disk right now. */
  async disk(instance: InstanceRecord): Promise<Disk | null> {
    await this.ready(instance.id);
    if (this.#machines.port(instance.id) !== null) instance.disk = await this.#machines.disk(instance.id);
    return instance.disk;
  }

  /** Brings the disks of all running machines into the world; true when one of them differs from what was there. */
  async collectDisks(): Promise<boolean> {
    let differs = false;
    for (const instance of this.#world.instances()) {
      this.#enqueue(instance.id, async () => {
        if (this.#machines.port(instance.id) === null) return;
        const disk = await this.#machines.disk(instance.id);
        differs ||= JSON.stringify(disk) !== JSON.stringify(instance.disk);
        instance.disk = disk;
      });
    }
    await this.allReady();
    return differs;
  }

  /** The loopback port of a machine's SSH server, once its boot is over; null when it is not running. */
  async port(instanceId: string): Promise<number | null> {
    await this.ready(instanceId);
    return this.#machines.port(instanceId);
  }

  /** Resolves when nothing is under way for the instance. */
  async ready(instanceId: string): Promise<void> {
    await this.#queues.get(instanceId);
  }

  async allReady(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async close(): Promise<void> {
    await this.allReady();
    await this.#machines.close();
  }

  #enqueue(instanceId: string, step: () => Promise<void>): void {
    const before = this.#queues.get(instanceId) ?? Promise.resolve();
    const after = before.then(step).catch((cause: unknown) => {
      const instance = [...this.#world.instances()].find(({ id }) => id === instanceId);
      // The console is where a person looks when a machine does not come up.
      if (instance) instance.console += `\nThe practice machine has a fault: ${String(cause)}\n`;
    });
    this.#queues.set(instanceId, after);
  }

  #specOf(instance: InstanceRecord): Parameters<Machines['boot']>[0] {
    return {
      instanceId: instance.id,
      imageId: instance.imageId,
      instanceType: instance.type,
      platform: instance.platform,
      hostname: `ip-${instance.privateIp.replaceAll('.', '-')}`,
      privateIp: instance.privateIp,
      publicIp: instance.publicIp,
      hostKeys: instance.hostKeys,
      publicKey: instance.publicKey,
      userData: Buffer.from(instance.userData, 'base64').toString('utf8'),
      disk: instance.disk,
      firstBoot: !instance.bootedOnce,
    };
  }
}

function isUp(instance: InstanceRecord): boolean {
  return instance.state === 'pending' || instance.state === 'running';
}
