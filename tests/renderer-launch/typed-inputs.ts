import type { Locator, Page } from 'playwright';
import type { NewVolume } from '../../src/images/volumes.ts';
import type { LaunchValues, VolumeValues } from '../../src/launch/values.ts';

/** Types what a form would hold into one part of the Launch wizard. */
export type Typing = (page: Page, values: LaunchValues) => Promise<void>;

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });
const box = (within: Page | Locator, name: string) => within.getByRole('textbox', { name, exact: true });
const number = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value));

/** Opens a choice and takes the option of some words, unless it is taken already. */
async function choose(page: Page, opener: Locator, words: string): Promise<void> {
  if ((await opener.textContent())?.startsWith(words)) return;
  await opener.click();
  await page.getByRole('option', { name: new RegExp(`\\b${words}\\b`) }).click();
}

async function typeNameAndTags(page: Page, { name, tags }: LaunchValues): Promise<void> {
  await box(page, 'Name').fill(name);
  await removeAll(page.getByRole('button', { name: /^Remove tag/ }));
  for (const [index, tag] of tags.entries()) {
    await button(page, 'Add tag').click();
    // Of too many rows only their number matters; fifty must be right otherwise.
    if (tags.length > 50) continue;
    await box(page, `Key of tag ${index + 1}`).fill(tag.key);
    if (tag.value) await box(page, `Value of tag ${index + 1}`).fill(tag.value);
  }
}

async function typeFirewall(page: Page, { firewall }: LaunchValues): Promise<void> {
  if (firewall.mode === 'existing') {
    await page.getByRole('radio', { name: /^Select existing security group/ }).check();
    return;
  }
  await page.getByRole('radio', { name: /^Create security group/ }).check();
  await box(page, 'Security group name').fill(firewall.name);
  await box(page.locator('[data-field="firewall.description"]'), 'Description').fill(firewall.description);
  const source = page.getByRole('button', { name: /^SSH source/ });
  await choose(page, source, firewall.sshFrom === 'custom' ? 'Custom' : 'My IP');
  if (firewall.sshFrom === 'custom') await box(page, 'Address range for SSH').fill(firewall.sshRange);
}

async function typeRootVolume(page: Page, { volumes: [root] }: LaunchValues): Promise<void> {
  if (root) await typeVolume(page, page.getByRole('group', { name: /^Root volume/ }), root, 'Throughput');
}

async function typeNewVolumes(page: Page, { newVolumes }: LaunchValues): Promise<void> {
  await removeAll(page.getByRole('button', { name: /^Remove new volume/ }));
  for (const [index, volume] of newVolumes.entries()) {
    await button(page, 'Add volume').click();
    const group = page.getByRole('group', { name: `New volume ${index + 1}` });
    await box(group, 'Device name').fill(volume.deviceName);
    await typeVolume(page, group, volume, 'Throughput (MiB/s)');
  }
}

async function typeVolume(page: Page, group: Locator, volume: VolumeValues | NewVolume, last: string): Promise<void> {
  await choose(page, group.getByRole('button', { name: /Volume type/ }), volume.type);
  await box(group, 'Size (GiB)').fill(number(volume.sizeGiB));
  // What a type cannot be asked for cannot be typed either.
  if (await box(group, 'IOPS').isEnabled()) await box(group, 'IOPS').fill(number(volume.iops));
  if (await box(group, last).isEnabled()) await box(group, last).fill(number(volume.throughput));
}

async function removeAll(buttons: Locator): Promise<void> {
  for (let left = await buttons.count(); left > 0; left--) await buttons.last().click();
}

/** How each part is typed, by the first part of a field's path. */
export const TYPING: Readonly<Record<string, Typing>> = {
  name: typeNameAndTags,
  tags: typeNameAndTags,
  firewall: typeFirewall,
  volumes: typeRootVolume,
  newVolumes: typeNewVolumes,
  instanceProfile: (page, { instanceProfile }) => box(page, 'IAM instance profile').fill(instanceProfile),
  userData: (page, { userData }) => box(page, 'User data').fill(userData),
  count: (page, { count }) => box(page, 'Number of instances').fill(number(count)),
};
