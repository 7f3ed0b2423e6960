import { DisableImageCommand, EC2Client, EnableAllowedImagesSettingsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import { idMistake, type WhereAnswer, whyNotFound } from '../../src/images/where.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { listed } from './listed.ts';

let side: MainSide;
let imageId = '';
const where = async (text: string) => (await side.handlers.images.where({ text })) as WhereAnswer;
const titles = (answer: WhereAnswer, text: string) => whyNotFound(answer, text).map(({ title }) => title);

beforeAll(async () => {
  side = await openPaperSide({ clock: systemClock });
  imageId = (await listed(side)).rows[0]?.imageId ?? '';
});
afterAll(async () => side?.stop());

function client(region: string): EC2Client {
  const { endpoint, people } = side.cloud.ready;
  const [{ accessKeyId, secretAccessKey }] = people;
  return new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

describe('where an image is', () => {
  test('by its id, from any Region', async () => {
    await side.handlers.accounts.use({ source: { kind: 'practice' }, region: 'us-east-1' });
    const answer = await where(imageId);
    expect(answer.found).toMatchObject([{ imageId, region: 'eu-central-1', own: true }]);
    expect(answer.regions.length).toBeGreaterThan(5);
    expect(answer.notEnabled.length).toBeGreaterThan(0);
  });

  test('by a part of its name, and also while it is disabled', async () => {
    const ec2 = client('eu-central-1');
    await ec2.send(new DisableImageCommand({ ImageId: imageId }));
    expect((await where('web-ubuntu')).found).toMatchObject([{ imageId, state: 'disabled' }]);
    ec2.destroy();
  });

  test('a Region that refuses is named and may hold it', async () => {
    const refusal = { code: 'UnauthorizedOperation', message: 'Not here.', status: 403, region: 'eu-west-1' };
    await side.fault({ operation: 'DescribeImages', mode: 'error', ...refusal, times: 5 });
    const answer = await where('ami-0123456789abcdef0');
    expect(answer.failures.map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(titles(answer, 'ami-0123456789abcdef0')[0]).toBe('Not every Region answered');
    await side.cloud.request('clearFaults', {});
  });

  test('what is not found may be kept away by Allowed AMIs, and the account’s number is told', async () => {
    const ec2 = client('us-west-2');
    await ec2.send(new EnableAllowedImagesSettingsCommand({ AllowedImagesSettingsState: 'enabled' }));
    const answer = await where('ami-0123456789abcdef0');
    expect(answer).toMatchObject({ found: [], failures: [], allowedOnly: ['us-west-2'], accountId: '111122223333' });
    expect(titles(answer, 'ami-0123456789abcdef0')).toEqual([
      'This account allows only certain publishers',
      'It belongs to another account and is not shared with this one',
      'It was deregistered',
      'Its owner switched it off, or stopped sharing it',
      'It is in a Region that is not switched on for this account',
    ]);
    expect(JSON.stringify(whyNotFound(answer, 'ami-0123456789abcdef0'))).toContain('111122223333');
    ec2.destroy();
  });

  test('an id that no image can have is looked for nowhere', async () => {
    expect(await where('ami-0123')).toMatchObject({ found: [], regions: [] });
  });
});

test.each([
  ['ami-0123456789abcdef0', undefined],
  ['ami-01234567', undefined],
  ['web-ubuntu', undefined],
  ['amiable', undefined],
  ['ami-0123456789abcdef', /17 characters.*this has 16/],
  ['ami-0123456789abcdefo', /“o” cannot be part.*zero/],
  ['AMI-0123456789abcdef0', /small letters/],
  ['ami_0123456789abcdef0', /hyphen/],
  ['ami-0123456789ABCDEF0', /small letters/],
  ['i-0123456789abcdef0', /instance/],
  ['snap-0123456789abcdef0', /snapshot/],
])('%s: the mistake is told', (text, mistake) => {
  if (mistake) expect(idMistake(text)).toMatch(mistake);
  else expect(idMistake(text)).toBeUndefined();
});
