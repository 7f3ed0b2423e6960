import { DescribeImageAttributeCommand, ModifyImageAttributeCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { clientsOf, HOME, OTHER, quickImage, soon } from './image-rig.ts';

let side: MainSide;
let imageId: string;
beforeEach(async () => {
  side = await openPaperSide();
  imageId = await quickImage(side, 'lent');
});
afterEach(() => side.stop());

const THIRD = '777788889999';
const account = (id: string) => ({ kind: 'account' as const, id });
const place = () => ({ region: HOME, imageId });

const share = (...ids: string[]) =>
  clientsOf(side.cloud, 'trainee').ec2.send(
    new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add: ids.map((UserId) => ({ UserId })) } }),
  );

const sharedWith = async () => {
  const { LaunchPermissions = [] } = await clientsOf(side.cloud, 'trainee').ec2.send(
    new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
  );
  return LaunchPermissions.flatMap(({ UserId }) => UserId ?? []).sort();
};

const disable = async (sharesUnseen = false) =>
  soon(side, (await side.handlers.images.disable({ ...place(), sharesUnseen })).jobId);
const enable = async (shares = [account(OTHER), account(THIRD)]) =>
  soon(side, (await side.handlers.images.enable({ ...place(), shares })).jobId);
const remembered = async () => (await side.handlers.images.impact(place())).remembered;

describe('disabling', () => {
  test('drops every share, says whose, and remembers them; the other account can no longer launch', async () => {
    await share(OTHER, THIRD);
    const job = await disable();
    expect(job).toMatchObject({ state: 'done', takeBack: 'enable', imageId, leftBehind: [] });
    expect(job.sentence).toContain(`account ${OTHER} and account ${THIRD}`);
    expect(await sharedWith()).toEqual([]);
    expect(await remembered()).toEqual([account(OTHER), account(THIRD)]);
    const launch = clientsOf(side.cloud, 'partner').ec2.send(
      new RunInstancesCommand({ ImageId: imageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await expect(launch).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('is refused where nobody can say whom it is shared with, unless that is accepted', async () => {
    await share(OTHER);
    const denied = { mode: 'error', code: 'UnauthorizedOperation', status: 403, times: 9 } as const;
    await side.fault({ operation: 'DescribeImageAttribute', ...denied });
    await expect(disable()).rejects.toMatchObject({ code: 'images.shares-unseen', details: { field: 'sharesUnseen' } });
    expect((await side.handlers.jobs.list({})).jobs).toHaveLength(1);
    expect(await disable(true)).toMatchObject({ state: 'done' });
  });

  test('is refused for an image that is disabled already, and for somebody else’s', async () => {
    await disable();
    await expect(disable()).rejects.toMatchObject({ code: 'images.wrong-state' });
    await share(OTHER).catch(() => undefined);
    await enable([account(OTHER)]);
    await side.handlers.accounts.use({ source: { kind: 'practice', person: 'partner' }, region: HOME });
    await expect(disable()).rejects.toMatchObject({ code: 'images.not-owner' });
  });

  test('what was shared is on the disk before AWS is asked, and is still known after the app died', async () => {
    await share(OTHER);
    await side.fault({ operation: 'DisableImage', mode: 'error', code: 'DryRunOperation', status: 412 });
    await side.fault({ operation: 'DisableImage', mode: 'hang' });
    const { jobId } = await side.handlers.images.disable({ ...place(), sharesUnseen: false });
    await expect.poll(remembered).toEqual([account(OTHER)]);
    const again = await side.killAndRestart();
    side = again;
    expect(await soon(again, jobId)).toMatchObject({ state: 'done' });
    expect(await remembered()).toEqual([account(OTHER)]);
  });
});

describe('enabling', () => {
  test('shares it again with those who had it, and forgets them then', async () => {
    await share(OTHER, THIRD);
    await disable();
    const job = await enable();
    expect(job).toMatchObject({ state: 'done' });
    expect(job.sentence).toContain('can be launched again, also by account');
    expect(await sharedWith()).toEqual([OTHER, THIRD]);
    expect(await remembered()).toEqual([]);
  });

  test('with some of them forgets the others', async () => {
    await share(OTHER, THIRD);
    await disable();
    await enable([account(THIRD)]);
    expect(await sharedWith()).toEqual([THIRD]);
    expect(await remembered()).toEqual([]);
  });

  test('whoever AWS refuses is told and stays remembered; the others get it back', async () => {
    await share(OTHER, THIRD);
    await disable();
    const denied = { mode: 'error', code: 'ResourceLimitExceeded', status: 400 } as const;
    // All together, then the first alone; the second alone goes through.
    await side.fault({ operation: 'ModifyImageAttribute', ...denied, times: 2 });
    const job = await enable();
    expect(job.sentence).toContain(`It could not be shared again with account ${OTHER}, which stays remembered`);
    expect(await sharedWith()).toEqual([THIRD]);
    expect(await remembered()).toEqual([account(OTHER)]);
    // The image is on, and the rest can still be given back.
    expect(await enable([account(OTHER)])).toMatchObject({ state: 'done' });
    expect(await sharedWith()).toEqual([OTHER, THIRD]);
  });
});
