import type { Page } from 'playwright';
import { CLONE_NAME, hold, IMAGE_NAME, KEY_NAME, type Step, selectRow, until } from './stage.ts';

const SECTIONS = [
  'Name and tags',
  'Application and OS Images',
  'Instance type',
  'Key pair (login)',
  'Network settings',
  'Configure storage',
  'Advanced details',
  'Summary',
];

/** The second half: a clone is launched from the image with a key pair of its own. */
export const fromImageToClone: readonly Step[] = [
  {
    say: 'Launch from it: the wizard has the console’s sections in order, and the image is chosen',
    async play({ page, shot }) {
      const launch = page.getByRole('button', { name: 'Launch instance from AMI' });
      if ((await launch.getAttribute('aria-disabled')) === 'true') await selectRow(page, IMAGE_NAME);
      await launch.click();
      await page.getByRole('heading', { name: 'Name and tags' }).waitFor();
      hold(inOrder(await headings(page), SECTIONS), `the sections in the console’s order, not ${await headings(page)}`);
      await page.getByText(IMAGE_NAME).first().waitFor();
      await page.getByLabel('Name', { exact: true }).first().fill(CLONE_NAME);
      await shot('launch');
    },
  },
  {
    say: 'Launch without a key pair is stopped, with the reason under the field',
    async play({ page, cloud, shot }) {
      await page
        .getByRole('complementary', { name: 'Summary of the launch' })
        .getByRole('button', { name: 'Launch instance' })
        .click();
      await page.getByText('Choose a key pair, create one, or go on without', { exact: false }).first().waitFor();
      hold((await cloud.instanceNamed(CLONE_NAME)) === undefined, 'nothing launched');
      await shot('launch-refused');
    },
  },
  {
    say: 'Create a new key pair in the wizard; its private half is kept encrypted',
    async play({ page, cloud, shot }) {
      await page.getByRole('button', { name: 'Create new key pair' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Key pair name').fill(KEY_NAME);
      await shot('create-key-pair');
      await dialog.getByRole('button', { name: 'Create key pair' }).click();
      await page.getByText('The private half is on this computer', { exact: false }).waitFor();
      hold((await cloud.keyPairs()).includes(KEY_NAME), 'the key pair on the cloud');
      await shot('launch-key-pair');
    },
  },
  {
    say: 'Launch: SSH from my address only, IMDSv2, an encrypted disk',
    async play({ page, cloud, shot, found }) {
      await page.getByRole('heading', { name: 'Network settings' }).scrollIntoViewIfNeeded();
      await shot('launch-network');
      await page
        .getByRole('complementary', { name: 'Summary of the launch' })
        .getByRole('button', { name: 'Launch instance' })
        .click();
      await page.getByRole('heading', { name: 'Instances' }).waitFor();
      const clone = await until('the clone on the cloud', () => cloud.instanceNamed(CLONE_NAME));
      found.instanceId = clone.InstanceId ?? '';
      hold(clone.count === 1, 'exactly one clone');
      hold(clone.ImageId === found.imageId, 'the clone to be made from the image');
      hold(clone.KeyName === KEY_NAME, 'the new key pair on the clone');
      hold(clone.MetadataOptions?.HttpTokens === 'required', 'IMDSv2 required');
      const group = await cloud.group(clone.SecurityGroups?.[0]?.GroupId ?? '');
      const open = (group?.IpPermissions ?? []).flatMap((rule) =>
        (rule.IpRanges ?? []).map((range) => `${rule.FromPort} ${range.CidrIp}`),
      );
      hold(
        open.length === 1 && /^22 (?!0\.0\.0\.0).*\/32$/.test(open[0] ?? ''),
        `SSH from one address only, not ${open}`,
      );
      const volumeId = await until(
        'the clone’s disk',
        async () => (await cloud.instance(found.instanceId))?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId,
      );
      hold(await cloud.volumeEncrypted(volumeId), 'an encrypted disk');
      await shot('launching');
    },
  },
  {
    say: 'The clone runs',
    async play({ page, shot }) {
      const row = page.getByRole('row').filter({ hasText: CLONE_NAME });
      await row.getByText('Running').waitFor({ timeout: 90_000 });
      await selectRow(page, CLONE_NAME);
      await shot('clone-running');
    },
  },
];

async function headings(page: Page): Promise<string[]> {
  return page.getByRole('heading').allInnerTexts();
}

function inOrder(shown: readonly string[], wanted: readonly string[]): boolean {
  let from = 0;
  return wanted.every((name) => {
    const at = shown.findIndex((text, index) => index >= from && text.startsWith(name));
    from = at + 1;
    return at >= 0;
  });
}
