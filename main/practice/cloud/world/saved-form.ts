import type { WorldRecord } from './records.ts';
import type { World } from './world.ts';

/** The world as bytes: JSON with its format and version in front. */
export function writeWorld(world: World): Uint8Array {
  world.settle();
  world.record.now = world.now();
  return new Uint8Array(Buffer.from(JSON.stringify(world.record), 'utf8'));
}

/** Reads saved bytes; a form that this version does not know is refused by name. */
export function readWorld(bytes: Uint8Array): WorldRecord {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (typeof value !== 'object' || value === null || !('format' in value) || !('version' in value)) {
    throw new Error('The saved practice world is not one.');
  }
  if (value.format !== 'amiable-practice-world' || value.version !== 1) {
    throw new Error(`The saved practice world has the unknown form ${String(value.format)} ${String(value.version)}.`);
  }
  return value as WorldRecord;
}
