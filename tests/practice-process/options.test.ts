import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followFaults } from '../../main/app/fault-file.ts';
import { readPracticeOptions } from '../../main/app/practice-options.ts';
import type { PracticeFault } from '../../src/practice/port.ts';

const data = { XDG_DATA_HOME: '/data', APPDATA: '/data' };
const read = (...args: string[]) => {
  const options = readPracticeOptions(args, data);
  if (options === 'help') throw new Error('Help was not asked for.');
  return options;
};

describe('the options of the practice cloud by itself', () => {
  test('all have defaults, and the world is kept', () => {
    const { file, origin, faults, cloud } = read();
    expect(file).toContain('practice.world');
    expect({ origin, faults, cloud }).toEqual({ origin: null, faults: null, cloud: { empty: false } });
  });

  test('say everything that a script needs to have as it wants', () => {
    const { cloud, file } = read(
      ...['--port', '4600', '--region', 'ap-south-2', '--account', '123456789012', '--speed', '100'],
      ...['--access-key-id', 'test', '--secret-access-key', 'secret', '--empty', '--world', 'lesson.world'],
    );
    expect(file).toBe(resolve('lesson.world'));
    expect(cloud).toEqual({
      port: 4600,
      region: 'ap-south-2',
      accountId: '123456789012',
      speed: 100,
      firstKey: { id: 'test', secret: 'secret' },
      empty: true,
    });
  });

  test('let a world be begun with and left alone', () => {
    expect(read('--ephemeral')).toMatchObject({ file: null, origin: null });
    expect(read('--ephemeral', '--world', '/w')).toMatchObject({ file: null, origin: resolve('/w') });
  });

  test('ask for help', () => {
    expect(readPracticeOptions(['--help'], data)).toBe('help');
  });

  test.each([
    [['--port', 'http'], 'up to 65535'],
    [['--port', '70000'], 'up to 65535'],
    [['--region', 'eu-nowhere-1'], 'no Region eu-nowhere-1'],
    [['--account', '12'], '12 digits'],
    [['--speed', '11'], '1, 10 or 100'],
    [['--access-key-id', 'a-b', '--secret-access-key', 's'], '3 to 128'],
    [['--access-key-id', 'abc'], 'go together'],
    [['--access-key-id', 'AKIAIOSFODNN7EXAMPLE', '--secret-access-key', 's'], 'real AWS account'],
    [['--wolrd', 'x'], '--wolrd'],
    [['lesson.world'], 'lesson.world'],
  ])('%j is refused in words', (args, message) => {
    expect(() => readPracticeOptions(args, data)).toThrow(message);
  });
});

describe('a file of faults', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amiable-faults-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is followed as it is written, and what cannot be read is told and changes nothing', async () => {
    const path = join(folder, 'faults.json');
    writeFileSync(path, JSON.stringify([{ operation: 'CreateImage', mode: 'drop' }]));
    const told: PracticeFault[][] = [];
    const errors: unknown[] = [];
    const stop = followFaults(
      path,
      (faults) => told.push(faults),
      (cause) => errors.push(cause),
    );
    expect(told).toEqual([[{ operation: 'CreateImage', mode: 'drop', times: 1 }]]);
    writeFileSync(path, '[{"operation":"CreateImage"}]');
    await expect.poll(() => errors.length, { timeout: 5_000 }).toBe(1);
    expect(errors).toMatchObject([{ message: expect.stringContaining('mode') }]);
    writeFileSync(path, '[]');
    await expect.poll(() => told.length, { timeout: 5_000 }).toBe(2);
    expect(told[1]).toEqual([]);
    stop();
  });
});
