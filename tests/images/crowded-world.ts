import type { Cloud } from '../../main/practice/cloud/cloud.ts';

type Row = [path: string, id: string, record: Record<string, unknown> | null];

/**
 * Gives the practice cloud's first account so many images in its first Region, instead of those that it has.
 *
 * The world is exported, its one image copied with other ids and names, and imported again: 50,000 take a second.
 */
export async function crowd(cloud: Cloud, count: number): Promise<void> {
  const { world } = await cloud.request('exportWorld', {});
  const [heading = '', ...lines] = world.trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const model = rows.find(([, id, record]) => id.startsWith('ami-') && record && 'mappings' in record);
  if (!model) throw new Error('The practice world has no image.');
  const [path, , record] = model;
  const others = rows.filter(([at, id]) => !(at === path && id.startsWith('ami-')));
  const images = Array.from({ length: count }, (_, at): Row => {
    const id = `ami-${(at + 1).toString(16).padStart(17, '0')}`;
    return [
      path,
      id,
      { ...record, id, name: `crowd-${String(at).padStart(5, '0')}`, tags: [{ Key: 'n', Value: `${at}` }] },
    ];
  });
  const text = [...others, ...images].map((row) => JSON.stringify(row)).join('\n');
  await cloud.request('importWorld', { world: `${heading}\n${text}\n` });
}
