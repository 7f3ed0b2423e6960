import { AppError } from '../../src/core/errors.ts';
import type { CreateImageRequest, images as contract } from '../../src/images/contract.ts';
import type { NamingRules } from '../../src/images/naming-rules.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { createCopy } from './copy.ts';
import type { Inventory } from './inventory.ts';
import type { RememberedShares } from './remembered-shares.ts';
import { createRetire } from './retire.ts';
import type { SavedViews } from './saved-views.ts';

export interface ImagesDeps {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly findInstance: (instanceId: string) => Promise<Instance | null>;
  /** What the person's team agreed on about names and tags. */
  readonly namingRules: () => NamingRules;
  readonly remembered: RememberedShares;
  readonly inventory: Inventory;
  readonly views: SavedViews;
  /** The codes of the Regions that the account may use. */
  readonly enabledRegions: () => Promise<readonly string[]>;
  readonly clock: Clock;
}

/** The images of the current account. */
export function createImages(deps: ImagesDeps): Handlers<typeof contract> {
  const { accounts, jobs, findInstance, inventory, views, clock } = deps;
  const ec2 = () => import('./ec2-images.ts');

  /** First the team's rules, which need no call; then what the cloud says. */
  async function checkCreation(cloud: Cloud, request: CreateImageRequest): Promise<void> {
    const [{ checkRules }, { checkFacts }] = await Promise.all([
      import('./check-rules.ts'),
      import('./create-image.ts'),
    ]);
    checkRules(request, deps.namingRules());
    await checkFacts(cloud, request, await findInstance(request.instanceId));
  }

  return {
    ...createCopy(deps),
    ...createRetire({ ...deps, changed: inventory.touch }),
    async list() {
      const { cloud } = await accounts.reading();
      return { images: await (await ec2()).listImages(cloud) };
    },
    rows: inventory.rows,
    async refresh(input) {
      await inventory.refresh(input);
      return {};
    },
    async where({ text }) {
      const { whereIsImage } = await import('./where-image.ts');
      return whereIsImage({ accounts, enabledRegions: deps.enabledRegions, clock }, text);
    },
    async savedViews() {
      return { views: views.all() };
    },
    async saveView(view) {
      views.save(view);
      return {};
    },
    async removeView({ name }) {
      views.remove(name);
      return {};
    },
    async get({ region, imageId }) {
      const { account, cloud } = await accounts.reading(region);
      const image = await (await ec2()).findImage(cloud, imageId);
      const speed = inventory.speed(region, imageId);
      return { image, own: image.ownerId === account.accountId, ...(speed ? { speed } : {}) };
    },
    async createForm({ instanceId }) {
      const { cloud } = await accounts.reading();
      const [instance, names] = await Promise.all([
        findInstance(instanceId),
        ec2().then(({ takenNames }) => takenNames(cloud)),
      ]);
      if (instance) return { instance, takenNames: names };
      throw new AppError('instances.not-found', 'This instance does not exist any more.', {
        fix: 'Refresh the list of instances.',
        field: 'instanceId',
      });
    },
    async create(request) {
      const { account, cloud } = await accounts.changing();
      await checkCreation(cloud, request);
      return { jobId: jobs.start('images.create', account, request) };
    },
    async createSeveral({ requests }) {
      const { account, cloud } = await accounts.changing();
      const { checkSeveral } = await import('./create-several.ts');
      await checkSeveral(requests, (request) => checkCreation(cloud, request));
      return { jobIds: requests.map((request) => jobs.start('images.create', account, request)) };
    },
    async snapshots() {
      const { cloud } = await accounts.reading();
      const { offeredSnapshots } = await import('../aws/ec2-snapshots.ts');
      return { snapshots: await offeredSnapshots(cloud) };
    },
    async setName({ imageId, name, region }) {
      const { cloud } = await accounts.changing(region);
      const { setNameTag } = await import('../aws/ec2-name-tag.ts');
      await setNameTag(cloud, imageId, name);
      inventory.touch(cloud.region, imageId);
      return {};
    },
  };
}
