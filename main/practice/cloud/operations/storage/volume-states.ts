import type { ModificationRecord, VolumeRecord, VolumeShape } from '../../world/records/storage-records.ts';

/** A volume's state by the practice clock. */
export function stateOf(volume: VolumeRecord, now: number): 'creating' | 'available' | 'in-use' | 'error' {
  if (volume.attachment) return 'in-use';
  if (now < volume.availableAt) return 'creating';
  return volume.fate === 'error' ? 'error' : 'available';
}

/** Size and speed of a volume: those from before for as long as it is being modified. */
export function shapeOf(volume: VolumeRecord, now: number): VolumeShape {
  const { modification, size, type, iops, throughput } = volume;
  if (modification && modificationState(modification, now) === 'modifying') return modification.from;
  return { size, type, iops, throughput };
}

/** How far a modification is: what it changes is there once it is optimizing. */
export function modificationState(
  { optimizingAt, completedAt }: ModificationRecord,
  now: number,
): 'modifying' | 'optimizing' | 'completed' {
  if (now >= completedAt) return 'completed';
  return now >= optimizingAt ? 'optimizing' : 'modifying';
}
