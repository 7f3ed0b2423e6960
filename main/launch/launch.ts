import type { Image } from '../../src/images/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { launch as contract, LaunchRequest } from '../../src/launch/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { createFactReader, type FactSources } from './fact-reader.ts';
import { checkLaunch } from './launch-facts.ts';
import { preflightLines, tryLaunch, withSubnet } from './preflight.ts';
import type { RecentImages } from './recent-images.ts';
import { createTemplateHandlers } from './templates.ts';

export interface LaunchDeps extends FactSources {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  /** Those of some images that can be seen. */
  readonly findImages: (cloud: Cloud, ids: readonly string[]) => Promise<readonly Image[]>;
  readonly recents: RecentImages;
}

/** Launching from an image. */
export function createLaunch(deps: LaunchDeps): Handlers<typeof contract> {
  const { accounts, jobs, findImage, findImages, recents } = deps;
  const reader = createFactReader(deps);

  async function checkFacts(cloud: Cloud, request: LaunchRequest): Promise<LaunchRequest> {
    const facts = await reader.now(cloud, request);
    checkLaunch(request, facts);
    const whole = withSubnet(request, facts);
    await tryLaunch(cloud, whole, facts);
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
      return { image, instanceTypes: await reader.typesFor(cloud, image.architecture) };
    },
    async preflight(request) {
      return { lines: await preflightLines(reader, await accounts.reading(), request) };
    },
    async start(request) {
      const { account, cloud } = await accounts.changing();
      const jobId = jobs.start('launch.start', account, await checkFacts(cloud, request));
      recents.add(account, request.imageId);
      return { jobId };
    },
    ...createTemplateHandlers({ accounts }),
  };
}
