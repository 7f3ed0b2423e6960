import type { CurrentAccount } from '../../src/accounts/contract.ts';
import type { Impact } from '../../src/images/retire.ts';
import type { Cloud } from '../aws/cloud.ts';
import { asKnown } from '../aws/known.ts';
import type { RememberedShares } from './remembered-shares.ts';

const DAY = 86_400_000;
const NOT_OWNER = { known: false, why: 'Only the account that owns the image can see this.' } as const;

/** Gathers everything that hangs on an image; each part that may not be read says so. */
export async function impactOf(
  { account, cloud }: { readonly account: CurrentAccount; readonly cloud: Cloud },
  imageId: string,
  remembered: RememberedShares,
): Promise<Impact> {
  const [{ findImage }, look, { listBinned, readShares }] = await Promise.all([
    import('./ec2-images.ts'),
    import('./ec2-impact.ts'),
    import('./ec2-retire.ts'),
  ]);
  const image = await findImage(cloud, imageId);
  const own = image.ownerId === account.accountId;
  const snapshotIds = image.volumes.flatMap(({ snapshotId }) => snapshotId ?? []);
  const [instances, templates, references, shares, snapshots, bin] = await Promise.all([
    asKnown(() => look.instancesOf(cloud, imageId)),
    asKnown(() => look.templatesOf(cloud, imageId)),
    asKnown(() => look.referencesOf(cloud, imageId)),
    own ? asKnown(() => readShares(cloud, imageId)) : NOT_OWNER,
    own ? asKnown(() => look.snapshotUse(cloud, snapshotIds, imageId)) : NOT_OWNER,
    own
      ? asKnown(async () => {
          const binned = await listBinned(cloud);
          const days = binned.map(({ enteredAt, exitsAt }) => (Date.parse(exitsAt) - Date.parse(enteredAt)) / DAY);
          return { count: binned.length, ...(days.length > 0 ? { days: Math.round(Math.min(...days)) } : {}) };
        })
      : NOT_OWNER,
  ]);
  return {
    image,
    own,
    instances,
    templates,
    references,
    shares,
    snapshots,
    bin,
    remembered: [...remembered.of({ accountId: account.accountId, region: cloud.region, imageId })],
  };
}
