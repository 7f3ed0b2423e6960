import { AppError } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/image.ts';
import type { retireCalls } from '../../src/images/retire.ts';
import { deprecationError, protectionOf } from '../../src/images/retire-rules.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts, Acting } from '../accounts/accounts.ts';
import type { Clock } from '../app/platform.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { RememberedShares } from './remembered-shares.ts';

type RetireHandlers = Handlers<{ calls: typeof retireCalls; events: Record<string, never> }>;

export interface RetireDeps {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly remembered: RememberedShares;
  readonly clock: Clock;
  /** Told of each image that was changed without a job, so that lists show it. */
  readonly changed: (region: string, imageId: string) => void;
}

/** Taking images out of use, and back: each change is checked against the image as it is, then asked by DryRun. */
export function createRetire({ accounts, jobs, remembered, clock, changed }: RetireDeps): RetireHandlers {
  const ec2 = () => import('./ec2-retire.ts');

  /** An image of the person's own, to be changed. */
  async function own({ region, imageId }: { region: string; imageId: string }): Promise<Acting & { image: Image }> {
    const acting = await accounts.changing(region);
    const { findImage } = await import('./ec2-images.ts');
    const image = await findImage(acting.cloud, imageId);
    if (image.ownerId === acting.account.accountId) return { ...acting, image };
    throw new AppError(
      'images.not-owner',
      `This image belongs to account ${image.ownerId}, and only its owner can do this.`,
      {
        fix: 'Copy it to have one of your own.',
        field: 'imageId',
      },
    );
  }

  return {
    async impact({ region, imageId }) {
      const { impactOf } = await import('./impact.ts');
      return impactOf(await accounts.reading(region), imageId, remembered);
    },
    async deprecate({ at, ...place }) {
      const { cloud, image } = await own(place);
      const time = at === null ? null : new Date(at);
      const wrong = time ? deprecationError(time, image, clock.now()) : undefined;
      if (wrong) throw new AppError('images.deprecation-day', wrong, { field: 'at' });
      if (!time && image.public) throw publicDeprecation();
      const { sendDeprecation } = await ec2();
      await dryRun(() => sendDeprecation(cloud, image.imageId, time, { DryRun: true })).catch(underDay);
      await sendDeprecation(cloud, image.imageId, time).catch(underDay);
      changed(cloud.region, image.imageId);
      return {};
    },
    async protect({ on, withCooldown, ...place }) {
      const { cloud, image } = await own(place);
      const { sendProtection } = await ec2();
      const change = { on, withCooldown };
      await dryRun(() => sendProtection(cloud, image.imageId, change, { DryRun: true }));
      const protection = await sendProtection(cloud, image.imageId, change);
      changed(cloud.region, image.imageId);
      return { protection };
    },
    async disable({ sharesUnseen, ...place }) {
      const { account, cloud, image } = await own(place);
      checkState(image, 'available', 'disabled');
      const { readShares, sendDisable } = await ec2();
      if (!sharesUnseen) await readShares(cloud, image.imageId).catch(unseen);
      await dryRun(() => sendDisable(cloud, image.imageId, { DryRun: true }));
      const { accountId } = account;
      return { jobId: jobs.start('images.disable', account, { ...place, accountId, name: image.name, sharesUnseen }) };
    },
    async enable({ shares, ...place }) {
      const { account, cloud, image } = await own(place);
      // An image that is on already may still have shares to give back.
      if (image.state !== 'available' || shares.length === 0) checkState(image, 'disabled', 'enabled');
      const { sendEnable } = await ec2();
      await dryRun(() => sendEnable(cloud, image.imageId, { DryRun: true }));
      const { accountId } = account;
      return { jobId: jobs.start('images.enable', account, { ...place, accountId, name: image.name, shares }) };
    },
    async deregister({ deleteSnapshots, typedName, ...place }) {
      const { account, cloud, image } = await own(place);
      checkProtection(image);
      if (account.source.kind === 'profile' && typedName !== image.name) {
        throw new AppError('images.name-not-typed', `Type the image’s name, ${image.name}, to confirm.`, {
          field: 'typedName',
        });
      }
      const { tryDeregister } = await ec2();
      await dryRun(() => tryDeregister(cloud, image.imageId));
      const snapshotIds = [...new Set(image.volumes.flatMap(({ snapshotId }) => snapshotId ?? []))];
      const { imageId, name } = image;
      return { jobId: jobs.start('images.deregister', account, { imageId, name, deleteSnapshots, snapshotIds }) };
    },
    async binned({ region, imageId }) {
      const { cloud } = await accounts.reading(region);
      return { binned: await (await ec2()).findBinned(cloud, imageId) };
    },
    async restore({ region, imageId }) {
      const { cloud } = await accounts.changing(region);
      const { restoreImage } = await import('./restore-image.ts');
      await restoreImage(cloud, imageId);
      changed(cloud.region, imageId);
      return {};
    },
  };
}

function checkState(image: Image, wanted: Image['state'], becomes: string): void {
  if (image.state === wanted) return;
  throw new AppError('images.wrong-state', `The image is ${image.state}, so it cannot be ${becomes} now.`, {
    fix: image.state === 'pending' || image.state === 'transient' ? 'Wait until it is available.' : 'Refresh the list.',
    field: 'imageId',
  });
}

function checkProtection(image: Image): void {
  const protection = protectionOf(image);
  if (protection.state === 'off') return;
  throw new AppError(
    'images.protected',
    protection.state === 'on'
      ? 'The image is protected from deregistration.'
      : `The image’s protection was switched off and holds until ${protection.until}.`,
    {
      fix: protection.state === 'on' ? 'Switch the protection off first, if you are sure.' : 'Wait until then.',
      field: 'imageId',
    },
  );
}

function publicDeprecation(): AppError {
  return new AppError(
    'images.public-deprecation',
    'A public image keeps its day: AWS sets it two years after it was made.',
    {
      fix: 'Make the image private first.',
      field: 'at',
    },
  );
}

/** What AWS refuses about a day belongs under the day: its clock is the one that counts. */
function underDay(error: unknown): never {
  if (!(error instanceof AppError) || awsCodeOf(error) !== 'InvalidParameter') throw error;
  const text = error.details.awsMessage ?? error.message;
  throw new AppError('images.deprecation-day', `AWS refuses this day: ${text}`, {
    ...error.details,
    field: 'at',
    cause: error,
  });
}

function unseen(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  throw new AppError('images.shares-unseen', `Whom the image is shared with could not be read. ${error.message}`, {
    ...error.details,
    fix: 'Disabling drops every share, and these could not be given back. Go on only if that is all right.',
    field: 'sharesUnseen',
    cause: error,
  });
}
