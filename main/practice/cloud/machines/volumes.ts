import { randomUUID } from 'node:crypto';
import type { Computer } from './computer.ts';
import { folderToDisk, layDisk } from './disk.ts';
import type { Folder } from './file-tree.ts';
import { hardwareOf } from './hardware.ts';
import type { AttachedVolume, VolumeContent } from './machine.ts';
import { systemUuid } from './volume-uuid.ts';

/** A volume as the machine's kernel names it. */
export interface BlockDevice {
  readonly volume: AttachedVolume;
  /** `nvme0n1` or `xvda`. */
  readonly name: string;
  /** What is mounted: the root volume's first partition, another volume as a whole. */
  readonly partition: string;
  readonly type: 'ext4' | 'xfs' | null;
  readonly uuid: string | null;
  readonly mountedAt: string | null;
}

/** Every volume of the machine, the root volume first. */
export function volumesOf(computer: Computer): BlockDevice[] {
  const { isNitro } = hardwareOf(computer.spec.instanceType);
  const volumes = [...computer.metadata().volumes].sort((a, b) => Number(b.isRoot) - Number(a.isRoot));
  return volumes.map((volume, at) => {
    const name = isNitro ? `nvme${at}n1` : `xvd${volume.isRoot ? 'a' : (volume.device.at(-1) ?? 'f')}`;
    if (volume.isRoot) {
      const type = computer.spec.platform === 'amazon-linux' ? 'xfs' : 'ext4';
      return {
        volume,
        name,
        partition: `${name}${isNitro ? 'p1' : '1'}`,
        type,
        uuid: systemUuid(volume.id),
        mountedAt: '/',
      };
    }
    const content = computer.world.volume?.(volume.id) ?? null;
    const mountedAt = computer.memory.mounts.get(volume.id) ?? null;
    return { volume, name, partition: name, type: content?.type ?? null, uuid: content?.uuid ?? null, mountedAt };
  });
}

/** The device that a person means by `/dev/nvme1n1`, by EC2's own `/dev/sdf`, by `UUID=…`, or by where it is mounted. */
export function deviceNamed(computer: Computer, name: string): BlockDevice | undefined {
  const plain = name.replace(/^\/dev\//, '');
  const uuid = /^UUID="?([^"]+)"?$/.exec(name)?.[1];
  return volumesOf(computer).find(
    (each) =>
      each.name === plain ||
      each.partition === plain ||
      each.volume.device.replace('/dev/', '') === plain ||
      each.volume.device.replace('/dev/sd', 'xvd') === plain ||
      (uuid !== undefined && each.uuid === uuid),
  );
}

/** Makes a file system on a volume: what was on it is gone. */
export function format(computer: Computer, device: BlockDevice, type: VolumeContent['type']): VolumeContent {
  const content = { type, uuid: randomUUID(), disk: { files: {} } };
  computer.world.keepVolume?.(device.volume.id, content);
  return content;
}

/** Hangs a volume's files into a folder; answers false when the folder is not empty or has a volume already. */
export function mountVolume(computer: Computer, device: BlockDevice, path: string): boolean {
  const folder = computer.tree.find(path);
  const content = computer.world.volume?.(device.volume.id);
  if (folder?.kind !== 'directory' || folder.volume !== undefined || folder.entries.size > 0 || !content) return false;
  layDisk(computer.tree, content.disk, { at: path });
  folder.volume = device.volume.id;
  computer.memory.mounts.set(device.volume.id, path);
  return true;
}

/** Takes a volume out of the folder where it hangs, and keeps its files in the world. */
export function unmountVolume(computer: Computer, volumeId: string): void {
  keepVolume(computer, volumeId);
  const folder = mountedFolder(computer, volumeId);
  computer.memory.mounts.delete(volumeId);
  if (!folder) return;
  folder.volume = undefined;
  for (const name of [...folder.entries.keys()]) computer.tree.detach(folder, name);
}

/** Brings what mounted volumes hold into the world. */
export function keepVolumes(computer: Computer): void {
  for (const volumeId of computer.memory.mounts.keys()) keepVolume(computer, volumeId);
}

function keepVolume(computer: Computer, volumeId: string): void {
  // What was taken off while it was mounted may be at another machine by now.
  if (!computer.metadata().volumes.some(({ id }) => id === volumeId)) return;
  const folder = mountedFolder(computer, volumeId);
  const content = computer.world.volume?.(volumeId);
  if (folder && content) computer.world.keepVolume?.(volumeId, { ...content, disk: folderToDisk(folder) });
}

function mountedFolder(computer: Computer, volumeId: string): Folder | undefined {
  const path = computer.memory.mounts.get(volumeId);
  const node = path === undefined ? undefined : computer.tree.find(path);
  return node?.kind === 'directory' && node.volume === volumeId ? node : undefined;
}

/** Mounts what the machine had mounted, and at a boot what `/etc/fstab` names. */
export function mountAtStart(computer: Computer): void {
  const lines = (computer.tree.text('/etc/fstab') ?? '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  const wanted = new Map(
    lines.filter(([, at]) => at?.startsWith('/') && at !== '/').map(([what = '', at = '']) => [what, at]),
  );
  for (const device of volumesOf(computer)) {
    if (device.volume.isRoot || device.type === null) continue;
    const had = computer.memory.mounts.get(device.volume.id);
    const named = [...wanted].find(([what]) => deviceNamed(computer, what)?.volume.id === device.volume.id)?.[1];
    const at = had ?? named;
    computer.memory.mounts.delete(device.volume.id);
    if (at !== undefined) mountVolume(computer, device, at);
  }
}
