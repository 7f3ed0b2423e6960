import { AppError } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/image.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import { smallestMachine } from '../../src/prices/instance-hours.ts';
import type { share as contract, GiveRequest, ShareState, TakeBackRequest } from '../../src/share/contract.ts';
import { keyName, type ShareRefusal, whyNotGive } from '../../src/share/rules.ts';
import type { Accounts, Acting } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { dryRun } from '../aws/errors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { MakeMine } from './make-mine-plan.ts';
import type { ShareChange } from './share-plan.ts';
import { lookAtShare, snapshotIdsOf } from './share-state.ts';

export interface ShareDeps {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly findImage: (cloud: Cloud, imageId: string) => Promise<Image>;
  /** The id of the own image that has this name already. */
  readonly nameTaken: (cloud: Cloud, name: string) => Promise<string | undefined>;
  /** Throws when the team's rules do not allow a name for an image made of another one. */
  readonly checkCopyName: (name: string, sourceName: string) => Promise<void>;
}

/** Sharing one's own images, and what can be done with those of others. */
export function createShare({
  accounts,
  jobs,
  findImage,
  nameTaken,
  checkCopyName,
}: ShareDeps): Handlers<typeof contract> {
  const look = async ({ account, cloud }: Acting, imageId: string): Promise<ShareState> =>
    lookAtShare(cloud, await findImage(cloud, imageId), account.accountId);

  return {
    async look({ region, imageId }) {
      return look(await accounts.reading(region), imageId);
    },
    async give(request) {
      const acting = await accounts.changing(request.region);
      const state = await look(acting, request.imageId);
      refuse(whyNotGive(request, state));
      await tryGive(acting.cloud, request, state);
      return start(acting, { kind: 'give', ...request, ...foundIn(state) });
    },
    async takeBack(request) {
      const acting = await accounts.changing(request.region);
      const state = await look(acting, request.imageId);
      await tryTakeBack(acting.cloud, request, state);
      return start(acting, { kind: 'take-back', ...request, ...foundIn(state) });
    },
    async setPublicBlock({ region, blocked }) {
      const { cloud } = await accounts.changing(region);
      const { setPublicBlock } = await import('./ec2-share.ts');
      await dryRun(() => setPublicBlock(cloud, blocked, { dryRun: true }));
      await setPublicBlock(cloud, blocked);
      return {};
    },
    async received({ region, imageId }) {
      const { account, cloud } = await accounts.reading(region);
      const { lookAtReceived } = await import('./received.ts');
      return lookAtReceived(cloud, await findImage(cloud, imageId), account.accountId);
    },
    async leave({ region, imageId }) {
      const { account, cloud } = await accounts.changing(region);
      const { lookAtReceived } = await import('./received.ts');
      const { leave } = await lookAtReceived(cloud, await findImage(cloud, imageId), account.accountId);
      if (!leave.allowed) throw new AppError('share.not-leavable', leave.why, { field: 'imageId' });
      await (await import('./ec2-share.ts')).cancelLaunchPermission(cloud, imageId);
      return {};
    },
    async makeMine(request) {
      const { account, cloud } = await accounts.changing(request.region);
      const image = await findImage(cloud, request.imageId);
      const instanceType = smallestMachine(image.architecture)?.instanceType;
      if (!instanceType) throw noMachine(image);
      await checkCopyName(request.name, image.name);
      await checkName(cloud, request.name);
      const { anySubnet, tryMachine } = await import('./ec2-make-mine.ts');
      const full: MakeMine = { ...request, instanceType, subnetId: await anySubnet(cloud) };
      await dryRun(() => tryMachine(cloud, full));
      return { jobId: jobs.start('share.make-mine', account, full) };
    },
  };

  function start({ account }: Acting, request: ShareChange): { jobId: string } {
    return { jobId: jobs.start('share.change', account, request) };
  }

  async function checkName(cloud: Cloud, name: string): Promise<void> {
    const taken = await nameTaken(cloud, name);
    if (!taken) return;
    throw new AppError('images.name-taken', `That name is taken by ${taken}.`, {
      fix: 'Choose another name.',
      field: 'name',
    });
  }
}

function foundIn({ image, keys }: ShareState) {
  return { snapshotIds: snapshotIdsOf(image), keys: keys.map((key) => ({ arn: key.arn, name: keyName(key) })) };
}

function refuse(refusal: ShareRefusal | undefined): void {
  if (refusal) throw new AppError(refusal.code, refusal.message, refusal);
}

/** Asks AWS whether it would take all of it, before any of it is done. KMS has no such question for key policies. */
async function tryGive(cloud: Cloud, request: GiveRequest, { image }: ShareState): Promise<void> {
  const { changeLaunchPermissions, changeSnapshotAccounts } = await import('./ec2-share.ts');
  const accountIds = request.receivers.flatMap(({ kind, id }) => (kind === 'account' ? [id] : []));
  await underField('receivers', () =>
    changeLaunchPermissions(cloud, request.imageId, 'add', request.receivers, { dryRun: true }),
  );
  if (!request.copy) return;
  for (const id of snapshotIdsOf(image)) {
    await underField('copy', () => changeSnapshotAccounts(cloud, id, 'add', accountIds, { dryRun: true }));
  }
}

async function tryTakeBack(cloud: Cloud, request: TakeBackRequest, { image }: ShareState): Promise<void> {
  const { changeLaunchPermissions, changeSnapshotAccounts } = await import('./ec2-share.ts');
  const accountIds = request.receivers.flatMap(({ kind, id }) => (kind === 'account' ? [id] : []));
  if (request.what === 'all') {
    await dryRun(() => changeLaunchPermissions(cloud, request.imageId, 'remove', request.receivers, { dryRun: true }));
  }
  for (const id of accountIds.length > 0 ? snapshotIdsOf(image) : []) {
    await dryRun(() => changeSnapshotAccounts(cloud, id, 'remove', accountIds, { dryRun: true }));
  }
}

async function underField(field: string, call: () => Promise<void>): Promise<void> {
  try {
    await dryRun(call);
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, error.message, { ...error.details, field });
    throw error;
  }
}

function noMachine({ architecture }: Image): AppError {
  return new AppError('share.no-machine', `Amiable knows no small machine for the architecture ${architecture}.`, {
    fix: 'Launch an instance from the image on the AMIs page, then make an image of it there.',
    field: 'imageId',
  });
}
