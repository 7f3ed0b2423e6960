import type { Locator, Page } from 'playwright';
import type { CreateImageRequest } from '../../src/images/contract.ts';
import type { NewVolume } from '../../src/images/volumes.ts';

/** Types what a form would hold into the Create image wizard, as far as a step shows it. */
export interface StepTyping {
  /** The wizard's title of the step. */
  readonly step: string;
  readonly type: (page: Page, values: CreateImageRequest) => Promise<void>;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

async function typeName(page: Page, { name, description }: CreateImageRequest): Promise<void> {
  await page.getByLabel('Image name').fill(name);
  await page.getByRole('textbox', { name: 'Image description' }).fill(description);
}

async function typeVolumes(page: Page, { newVolumes }: CreateImageRequest): Promise<void> {
  await removeAll(page.getByRole('button', { name: /^Remove new volume/ }));
  for (const [index, volume] of newVolumes.entries()) {
    await button(page, 'Add volume').click();
    await typeVolume(page.getByRole('group', { name: `New volume ${index + 1}` }), page, volume);
  }
}

async function typeVolume(group: Locator, page: Page, volume: NewVolume): Promise<void> {
  await group.getByLabel('Device name').fill(volume.deviceName);
  await group.getByLabel('Snapshot (optional)').fill(volume.snapshotId ?? '');
  if (volume.type !== 'gp3') {
    await group.getByRole('button', { name: /Volume type/ }).click();
    await page.getByRole('option', { name: new RegExp(`^${volume.type}`) }).click();
  }
  await group.getByLabel('Size (GiB)').fill(Number.isNaN(volume.sizeGiB) ? '' : String(volume.sizeGiB));
  await group.getByLabel('IOPS').fill(volume.iops === undefined ? '' : String(volume.iops));
  await group.getByLabel('Throughput (MiB/s)').fill(volume.throughput === undefined ? '' : String(volume.throughput));
}

async function typeTags(page: Page, { tags }: CreateImageRequest): Promise<void> {
  await removeAll(page.getByRole('button', { name: /^Remove tag/ }));
  for (const [index, tag] of tags.entries()) {
    await button(page, 'Add tag').click();
    // Too many rows are too many, whatever they hold.
    if (tags.length > 50) continue;
    await page.getByRole('textbox', { name: `Key of tag ${index + 1}`, exact: true }).fill(tag.key);
    if (tag.value) await page.getByRole('textbox', { name: `Value of tag ${index + 1}`, exact: true }).fill(tag.value);
  }
}

async function removeAll(buttons: Locator): Promise<void> {
  for (let left = await buttons.count(); left > 0; left--) await buttons.last().click();
}

/** The steps in which something can be typed, by the first part of a field's path. */
export const TYPING: Readonly<Record<string, StepTyping>> = {
  name: { step: 'Name and description', type: typeName },
  description: { step: 'Name and description', type: typeName },
  newVolumes: { step: 'Volumes', type: typeVolumes },
  tags: { step: 'Tags', type: typeTags },
};
