import type { PracticeDoor } from './practice-door.ts';

type Row = readonly [path: string, id: string, record: Record<string, unknown>];

const numbered = (prefix: string, index: number) => `${prefix}-${index.toString(16).padStart(17, '0')}`;

/**
 * Adds a family of so many images to the practice world, each copied from an earlier one, and as many machines that are
 * switched off, each launched from one of them.
 */
export async function addLargeFamily(door: PracticeDoor, count: number): Promise<void> {
  const { world } = await door.ask('ExportWorld', {});
  const [heading = '', ...lines] = String(world).trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const image = rows.find(([path]) => path === '111122223333/eu-central-1/images');
  const machine = rows.find(
    ([path, , { state }]) => path === '111122223333/eu-central-1/instances' && state === 'stopped',
  );
  if (!image || !machine) throw new Error('The practice world has no image or no machine that is off.');
  const more = Array.from({ length: count }, (_, index): Row[] => {
    const [imageId, instanceId] = [numbered('ami', index), numbered('i', index)];
    const source = index === 0 ? null : numbered('ami', Math.floor((index - 1) / 3));
    return [
      [
        image[0],
        imageId,
        {
          ...image[2],
          id: imageId,
          name: `large-${index}`,
          tags: [],
          sourceInstanceId: null,
          sourceImageId: source,
          sourceImageRegion: source && 'eu-central-1',
        },
      ],
      [machine[0], instanceId, { ...machine[2], id: instanceId, imageId, tags: [] }],
    ];
  }).flat();
  const text = [heading, ...lines, ...more.map((row) => JSON.stringify(row))].join('\n');
  await door.ask('ImportWorld', { world: `${text}\n` });
}
