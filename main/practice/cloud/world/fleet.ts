import type { CreateHostKeys, Disk, HaltReason, Machines, MachineWorld } from '../machines/machine.ts';
import type { InstanceRecord } from './records/instance-records.ts';
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
  readonly #report: (cause: unknown) => void;

  constructor(world: World, machines: Machines, createHostKeys: CreateHostKeys, report: (cause: unknown) => void) {
    this.#world = world;
    this.#machines = machines;
    this.createHostKeys = createHostKeys;
    this.#report = report;
  }

  /** Boots in the background. */
  boot(instance: InstanceRecord): void {
    this.#enqueue(instance.id, async () => {
      if (!isUp(instance)) return;
      await this.#machines.boot(this.#specOf(instance));
    });
  }

  /** Boots every instance that should be up; after a load and after a reset. */
  bootAll(): void {
    for (const instance of this.#world.instances()) if (isUp(instance)) this.boot(instance);
  }

  /** Ends the machines of a world that is gone; nothing of them is kept. */
  async haltAll(instances: readonly InstanceRecord[]): Promise<void> {
    await Promise.all(instances.map((instance) => this.halt(instance, false)));
  }

  /** Ends the machine and keeps its disk; the instance is stopped when this resolves. */
  async halt(instance: InstanceRecord, keepDisk: boolean, why: HaltReason = 'power-off'): Promise<void> {
    this.#enqueue(instance.id, async () => {
      if (this.#machines.port(instance.id) === null) return;
      if (keepDisk) this.#keepConsole(instance, await this.#machines.console(instance.id));
      const disk = await this.#machines.halt(instance.id, why);
      if (keepDisk || this.#diskOutlives(instance)) this.#keepDisk(instance, disk);
    });
    await this.ready(instance.id);
  }

  /** Ends and boots again in the background; the disk stays. */
  reboot(instance: InstanceRecord): void {
    void this.halt(instance, true, 'reboot');
    this.boot(instance);
  }

  /** What an image of the instance's disk holds right now: a row of `disks`, or null for a fresh system. */
  async snapshot(instance: InstanceRecord): Promise<string | null> {
    await this.ready(instance.id);
    if (this.#machines.port(instance.id) !== null) this.#keepDisk(instance, await this.#machines.snapshot(instance.id));
    return instance.diskId;
  }

  /** Brings what a running machine's console shows into the world. */
  async lookAtConsole(instance: InstanceRecord): Promise<void> {
    await this.ready(instance.id);
    if (this.#machines.port(instance.id) !== null) {
      this.#keepConsole(instance, await this.#machines.console(instance.id));
    }
  }

  /** Where this computer's browser finds the machine's web server; null while none runs. */
  webUrl(instanceId: string): string | null {
    const address = this.#machines.webAddress(instanceId);
    return address && `http://127.0.0.1:${address.port}/`;
  }

  /** Brings the disks of all running machines into the world; true when one of them differs from what was there. */
  async collectDisks(): Promise<boolean> {
    let differs = false;
    for (const instance of this.#world.instances()) {
      this.#enqueue(instance.id, async () => {
        if (this.#machines.port(instance.id) === null) return;
        const before = instance.diskId;
        this.#keepDisk(instance, await this.#machines.disk(instance.id));
        differs ||= before !== instance.diskId;
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

  /** Whether the root volume of an instance is still there when that is terminated. */
  #diskOutlives(instance: InstanceRecord): boolean {
    const found = this.#world.findInstance(instance.id);
    if (found?.instance !== instance) return false;
    const volumes = found.place.volumes.by('instance', instance.id);
    return volumes.some(
      ({ attachment }) => attachment?.device === instance.rootDevice && !attachment.deleteOnTermination,
    );
  }

  #enqueue(instanceId: string, step: () => Promise<void>): void {
    const before = this.#queues.get(instanceId) ?? Promise.resolve();
    const after = before.then(step).catch((cause: unknown) => {
      this.#report(cause);
      const found = this.#world.findInstance(instanceId);
      // The console is where a person looks when a machine does not come up.
      if (found) this.#keepConsole(found.instance, `The practice machine has a fault: ${String(cause)}\n`);
    });
    this.#queues.set(instanceId, after);
    void after.then(() => {
      if (this.#queues.get(instanceId) === after) this.#queues.delete(instanceId);
    });
  }

  #keepDisk(instance: InstanceRecord, disk: Disk | null): void {
    // A disk that was not written to comes back as it was given.
    if (disk === this.#world.disk(instance.diskId)) return;
    const diskId = this.#world.keepDisk(disk);
    // What cloud-init did at the first boot is on the disk now, and must not be done again.
    if (diskId !== instance.diskId || !instance.bootedOnce) this.#change(instance, { diskId, bootedOnce: true });
  }

  #keepConsole(instance: InstanceRecord, text: string): void {
    const place = this.#world.findInstance(instance.id)?.place;
    const held = place?.consoles.get(instance.id);
    if (held?.text === text) return;
    const at = this.#world.now();
    if (held) place?.consoles.change(held, { text, at });
    else place?.consoles.add({ id: instance.id, text, at });
  }

  /** An instance whose world was replaced is nobody's any more. */
  #change(instance: InstanceRecord, patch: Partial<InstanceRecord>): void {
    const found = this.#world.findInstance(instance.id);
    if (found?.instance === instance) found.place.instances.change(instance, patch);
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
      disk: this.#world.disk(instance.diskId),
      firstBoot: !instance.bootedOnce,
    };
  }
}

function isUp(instance: InstanceRecord): boolean {
  return instance.state === 'pending' || instance.state === 'running';
}
