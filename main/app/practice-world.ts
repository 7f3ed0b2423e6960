import { readRow } from '../practice/cloud/world/exported.ts';
import type { WorldStore } from '../practice/cloud/world/keeper.ts';
import type { Row } from '../practice/cloud/world/world.ts';
import { openRowLog, type RowLogDamage } from './row-log.ts';

/** Keeps a practice world in one durable file. */
export function worldAt(path: string, onDamage: (damage: RowLogDamage) => void): WorldStore {
  const log = openRowLog<Row>(path, onDamage);
  return {
    ...log,
    load: async () => (await log.load())?.map(readRow) ?? null,
  };
}
