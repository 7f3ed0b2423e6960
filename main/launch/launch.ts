import type { Image } from '../../src/images/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { launch as contract, InstanceType, LaunchRequest } from '../../src/launch/contract.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../src/network/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { dryRun } from '../aws/errors.ts';
import { checkNewVolumes } from '../aws/new-volumes.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { checkLaunch, chooseSubnet } from './launch-facts.ts';
import type { RecentImages } from './recent-images.ts';

export interface LaunchDeps {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly findImage: (cloud: Cloud, imageId: string) => Promise<Image>;
  /** Those of some images that can be seen. */
  readonly findImages: (cloud: Cloud, ids: readonly string[]) => Promise<readonly Image[]>;
  readonly recents: RecentImages;
  readonly keyNames: (cloud: Cloud) => Promise<readonly string[]>;
  readonly networks: (
    cloud: Cloud,
  ) => Promise<{ readonly vpcs: Vpc[]; readonly subnets: Subnet[]; readonly groups: SecurityGroup[] }>;
}

/** Launching from an image. */
export function createLaunch(deps: LaunchDeps): Handlers<typeof contract> {
  const { accounts, jobs, findImage, findImages, keyNames, networks, recents } = deps;
  const ec2 = () => import('./ec2-launch.ts');
  /** Types hardly ever change, and reading them takes ten pages. */
  const known = new WeakMap<Cloud, Map<string, Promise<InstanceType[]>>>();

  async function typesFor(cloud: Cloud, architecture: string): Promise<InstanceType[]> {
    const cache = known.get(cloud) ?? new Map<string, Promise<InstanceType[]>>();
    known.set(cloud, cache);
    const cached = cache.get(architecture);
    if (cached) return cached;
    const asked = import('./ec2-types.ts').then(({ describeTypes }) => describeTypes(cloud, architecture));
    cache.set(architecture, asked);
    asked.catch(() => cache.delete(architecture));
    return asked;
  }

  async function checkFacts(cloud: Cloud, request: LaunchRequest): Promise<LaunchRequest> {
    const image = await findImage(cloud, request.imageId);
    const [types, keys, network] = await Promise.all([
      typesFor(cloud, image.architecture),
      keyNames(cloud),
      networks(cloud),
    ]);
    const facts = { image, types, keyNames: keys, ...network };
    checkLaunch(request, facts);
    const devices = image.volumes.map(({ deviceName }) => deviceName);
    await checkNewVolumes(cloud, request.newVolumes, devices);
    const subnetId = chooseSubnet(request, facts);
    const whole = subnetId ? { ...request, subnetId } : request;
    const { tryCreateGroup, tryRunInstances } = await ec2();
    const { firewall } = whole;
    if (firewall.kind === 'new') await dryRun(() => tryCreateGroup(cloud, firewall, whole.vpcId));
    await dryRun(() => tryRunInstances(cloud, whole));
    return whole;
  }

  return {
    async quickStarts() {
      const { cloud } = await accounts.reading();
      const { findQuickStarts } = await import('./quick-starts.ts');
      return { offers: await findQuickStarts(cloud, findImages) };
    },
    async recentImages() {
      const { account, cloud } = await accounts.reading();
      const ids = recents.of(account);
      const found = ids.length === 0 ? [] : await findImages(cloud, ids);
      return { images: ids.flatMap((id) => found.find(({ imageId }) => imageId === id) ?? []) };
    },
    async form({ imageId }) {
      const { cloud } = await accounts.reading();
      const image = await findImage(cloud, imageId);
      return { image, instanceTypes: await typesFor(cloud, image.architecture) };
    },
    async start(request) {
      const { account, cloud } = await accounts.changing();
      const jobId = jobs.start('launch.start', account, await checkFacts(cloud, request));
      recents.add(account, request.imageId);
      return { jobId };
    },
  };
}
