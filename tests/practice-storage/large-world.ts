import type { Cloud } from '../../main/practice/cloud/cloud.ts';

type Row = readonly [path: string, id: string, record: Record<string, unknown>];

/** Makes a world of many disks: each volume and each snapshot of the home account is there `copies` times more. */
export async function multiplyDisks(cloud: Cloud, copies: number): Promise<void> {
  const { world } = await cloud.request('exportWorld', {});
  const [heading = '', ...lines] = world.trimEnd().split('\n');
  const more = lines.flatMap((line) => {
    const [path, id, record] = JSON.parse(line) as Row;
    const [, kind] = /^111122223333\/eu-central-1\/(volumes|snapshots)$/.exec(path) ?? [];
    if (kind === undefined) return [];
    return Array.from({ length: copies }, (_, at) => {
      const copy = `${id.split('-')[0]}-${(0xf000_0000_0000_0000n + BigInt(at)).toString(16)}${id.at(-1)}`;
      const apart = kind === 'volumes' ? { attachment: null } : { volumeId: 'vol-ffffffff' };
      return JSON.stringify([path, copy, { ...record, ...apart, id: copy }]);
    });
  });
  await cloud.request('importWorld', { world: `${[heading, ...lines, ...more].join('\n')}\n` });
}
