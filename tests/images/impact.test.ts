import { CreateLaunchTemplateCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { impactRows } from '../../src/images/impact-words.ts';
import type { Impact } from '../../src/images/retire.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { actAs, clientsOf, HOME, OTHER, quickImage } from './image-rig.ts';

let side: MainSide;
let imageId: string;
beforeAll(async () => {
  side = await openPaperSide();
  imageId = await quickImage(side, 'much-used');
  const { ec2 } = clientsOf(side.cloud, 'trainee');
  await ec2.send(
    new RunInstancesCommand({
      ImageId: imageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'clone' }] }],
    }),
  );
  await ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'fleet', LaunchTemplateData: { ImageId: imageId } }),
  );
  const receivers = [{ kind: 'account' as const, id: OTHER }];
  const { jobId } = await side.handlers.share.give({
    region: HOME,
    imageId,
    receivers,
    copy: false,
    keyPolicy: 'none',
  });
  await side.ended(jobId);
}, 30_000);
afterAll(() => side.stop());

const impact = () => side.handlers.images.impact({ region: HOME, imageId });
const row = (found: Impact, id: string) => impactRows(found).find((one) => one.id === id);

test('the sheet names instances, launch templates, shares, snapshots and what they cost', async () => {
  const found = await impact();
  expect(found).toMatchObject({
    own: true,
    instances: { known: true, value: [{ name: 'clone' }] },
    templates: { known: true, value: [{ name: 'fleet', versions: [1] }] },
    references: { known: true, value: [] },
    shares: { known: true, value: [{ kind: 'account', id: OTHER }] },
    snapshots: { known: true, value: [{ sizeGiB: 8, otherImages: [] }] },
    bin: { known: true, value: { count: 0 } },
    remembered: [],
  });
  expect(row(found, 'cost')?.found).toEqual({
    known: true,
    value: ['At most $0.40 a month for 1 snapshot of 8 GiB'],
  });
  expect(row(found, 'cost')?.becomes.deregister).toContain('saves at most $0.40 a month');
});

describe('what may not be read is named as unknown, never as empty', () => {
  test.each([
    ['instances', 'DescribeInstances'],
    ['templates', 'DescribeLaunchTemplateVersions'],
    ['references', 'DescribeImageReferences'],
    ['shares', 'DescribeImageAttribute'],
    ['snapshots', 'DescribeSnapshots'],
    ['bin', 'ListImagesInRecycleBin'],
  ] as const)('%s without %s', async (part, operation) => {
    await side.fault({ operation, mode: 'error', code: 'UnauthorizedOperation', status: 403 });
    const found = await impact();
    expect(found[part]).toMatchObject({ known: false, why: expect.stringContaining(operation) });
    const others = ['instances', 'templates', 'references', 'shares', 'snapshots', 'bin'] as const;
    for (const other of others) if (other !== part) expect(found[other].known, other).toBe(true);
    if (part !== 'bin') expect(row(found, part)?.found.known).toBe(false);
  });

  test('what it saves cannot be told without the snapshots', async () => {
    await side.fault({ operation: 'DescribeSnapshots', mode: 'error', code: 'UnauthorizedOperation', status: 403 });
    const found = await impact();
    expect(row(found, 'cost')).toMatchObject({
      found: { known: false },
      becomes: { deregister: 'What it saves cannot be told.' },
    });
  });
});

test('an image that cannot be seen is refused, and of somebody else’s only one’s own part is told', async () => {
  await actAs(side, 'partner');
  const found = await impact();
  expect(found).toMatchObject({ own: false, instances: { known: true, value: [] }, shares: { known: false } });
  await expect(side.handlers.images.impact({ region: HOME, imageId: 'ami-0123456789abcdef0' })).rejects.toMatchObject({
    code: 'images.not-found',
  });
  await actAs(side, 'trainee');
});
