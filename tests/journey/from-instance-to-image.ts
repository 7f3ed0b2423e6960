import { hold, IMAGE_NAME, NAME_TAG, type Step, selectRow, until } from './stage.ts';

/** The first half: the image is named, made, watched and tagged. */
export const fromInstanceToImage: readonly Step[] = [
  {
    say: 'The window opens on the practice cloud, says so, and shows a few running instances',
    async play({ page, shot }) {
      await page.getByText('Practice cloud', { exact: false }).first().waitFor();
      await page.getByRole('row').filter({ hasText: 'web-01' }).getByText('Running').waitFor();
      hold((await page.getByText('Running').count()) >= 2, 'at least two running instances');
      await shot('instances');
    },
  },
  {
    say: 'Select web-01, then Actions, Image and templates, Create image',
    async play({ page, shot }) {
      await selectRow(page, 'web-01');
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: 'Image and templates' }).click();
      await shot('actions-menu');
      await page.getByRole('menuitem', { name: 'Create image' }).click();
      await page.getByRole('heading', { name: 'Name and description' }).waitFor();
      await page.getByText('team-key').waitFor();
      await page.getByText('web-servers').waitFor();
    },
  },
  {
    say: 'Name the image with the naming helper, and describe it',
    async play({ page, shot, found }) {
      const name = page.getByLabel('Image name');
      const filled = await name.inputValue();
      hold(
        /ubuntu/i.test(filled) && /\d{4}-\d{2}-\d{2}/.test(filled),
        `a filled-in name with system and date, not “${filled}”`,
      );
      await page.getByLabel('Naming helper: pattern').fill('website-{os}-{version}-v1');
      await until('the helper to fill the name', async () => (await name.inputValue()) === IMAGE_NAME);
      await name.fill('no/such*name?');
      await page.getByText('cannot be part of a name', { exact: false }).first().waitFor();
      await name.fill(IMAGE_NAME);
      await page
        .getByRole('textbox', { name: 'Image description' })
        .fill('The website as of today, with the notes of the team. Log in as ubuntu.');
      await shot('create-image-name');
      found.imageName = IMAGE_NAME;
      await page.getByRole('button', { name: 'Next' }).click();
    },
  },
  {
    say: 'Choose between restart and no restart, with the difference explained',
    async play({ page, shot }) {
      await page.getByText('The copy is whole', { exact: false }).first().waitFor();
      await page.getByText('No restart', { exact: true }).click();
      await page.getByText('Connections stay open', { exact: false }).first().waitFor();
      await page.getByText('Restart (recommended)', { exact: true }).click();
      await shot('create-image-restart');
      await page.getByRole('button', { name: 'Next' }).click();
    },
  },
  {
    say: 'Look over volumes and tags, review, and create the image',
    async play({ page, shot }) {
      await page.getByText('/dev/sda1').first().waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('button', { name: 'Add tag' }).click();
      await page.getByLabel('Key').last().fill('project');
      await page.getByLabel('Value').last().fill('website');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText(IMAGE_NAME).first().waitFor();
      await shot('create-image-review');
      await page.getByRole('button', { name: 'Create image' }).click();
      await page.getByRole('heading', { name: 'Amazon Machine Images (AMIs)' }).waitFor();
    },
  },
  {
    say: 'A message and the AMIs page show real progress; Launch is there and explains why it waits',
    async play({ page, cloud, shot, found }) {
      const row = page.getByRole('row').filter({ hasText: IMAGE_NAME });
      await row.getByText('Pending').waitFor();
      const image = await until('the image on the cloud', () => cloud.image(IMAGE_NAME));
      found.imageId = image.ImageId ?? '';
      hold(image.State === 'pending', 'the cloud to say pending too');
      await selectRow(page, IMAGE_NAME);
      const launch = page.getByRole('button', { name: 'Launch instance from AMI' });
      hold((await launch.getAttribute('aria-disabled')) === 'true', 'Launch to wait');
      await launch.hover();
      await page
        .getByText('It can be launched as soon as', { exact: false })
        .filter({ visible: true })
        .first()
        .waitFor();
      const percent = async () => Number(/(\d+)\s?%/.exec((await row.textContent()) ?? '')?.[1] ?? Number.NaN);
      const first = await until('a percentage', async () => (await percent()) > 0 && (await percent()));
      await shot('image-pending');
      await until(
        'the percentage to rise',
        async () => (await percent()) > first || !(await row.getByText('Pending').count()),
      );
    },
  },
  {
    say: 'Hover over the name and edit the Name tag in place',
    async play({ page, cloud, shot, found }) {
      const row = page.getByRole('row').filter({ hasText: IMAGE_NAME });
      await row.getByRole('button', { name: 'Name', exact: false }).first().click();
      const field = page.getByRole('textbox', { name: `Name of ${found.imageId}` });
      await field.fill(NAME_TAG);
      await shot('edit-name-tag');
      await field.press('Enter');
      await row.getByText(NAME_TAG).waitFor();
      const image = await until('the Name tag on the cloud', async () => {
        const seen = await cloud.image(IMAGE_NAME);
        return seen?.tags.Name === NAME_TAG && seen;
      });
      hold(image.tags.project === 'website', 'the tag of the wizard on the image');
    },
  },
  {
    say: 'The image becomes Available',
    async play({ page, cloud, shot }) {
      const row = page.getByRole('row').filter({ hasText: IMAGE_NAME });
      await row.getByText('Available').waitFor({ timeout: 90_000 });
      const image = await cloud.image(IMAGE_NAME);
      hold(image?.State === 'available', 'the cloud to say available too');
      hold((await cloud.images()).filter((name) => name === IMAGE_NAME).length === 1, 'exactly one image');
      await shot('image-available');
    },
  },
];
