import { toErrorShape } from '../../src/core/errors.ts';
import type { family as contract } from '../../src/family/contract.ts';
import type { Image } from '../../src/images/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { createTurns } from './turns.ts';

export interface FamilyDeps {
  readonly accounts: Accounts;
  /** One image that the account sees; throws `images.not-found`. */
  readonly findImage: (cloud: Cloud, imageId: string) => Promise<Image>;
}

/** So many Regions are asked at a time: the window asks for all at once, and AWS counts the calls of an account. */
const AT_A_TIME = 4;

/**
 * What the family tree is made of, Region by Region and page by page.
 *
 * The window joins it (src/family/graph.ts), so that each Region is shown as it comes, and one that fails hides no other.
 */
export function createFamily({ accounts, findImage }: FamilyDeps): Handlers<typeof contract> {
  const inTurn = createTurns(AT_A_TIME);
  const ec2 = () => import('./ec2-family.ts');
  return {
    images: ({ region, next }) =>
      inTurn(async () => {
        const { account, cloud } = await accounts.reading(region);
        return (await ec2()).imagesPage(cloud, account.accountId, next);
      }),
    instances: ({ region, next }) =>
      inTurn(async () => {
        const { account, cloud } = await accounts.reading(region);
        return (await ec2()).instancesPage(cloud, account.accountId, next);
      }),
    trace: ({ region, images, linesOf }) =>
      inTurn(async () => {
        const { account, cloud } = await accounts.reading(region);
        const { lineOf, seenImages } = await ec2();
        const seen = await seenImages(cloud, account.accountId, images);
        const lines = await Promise.allSettled(linesOf.map((imageId) => lineOf(cloud, imageId)));
        const refused = lines.find((line) => line.status === 'rejected');
        return {
          images: seen,
          ancestors: lines.flatMap((line) => (line.status === 'fulfilled' ? line.value : [])),
          ...(refused ? { withheld: toErrorShape(refused.reason).message } : {}),
        };
      }),
    async relatives({ region, imageId }) {
      const { account, cloud } = await accounts.reading(region);
      const { imagesFrom, instancesFrom, lineOf } = await ec2();
      const { regions } = await accounts.handlers.listRegions({});
      const [line, instances, ...lists] = await Promise.all([
        lineOf(cloud, imageId).catch(() => []),
        instancesFrom(cloud, imageId),
        ...regions.map(({ code }) =>
          inTurn(async () => imagesFrom((await accounts.reading(code)).cloud, account.accountId, imageId)).catch(
            () => code,
          ),
        ),
      ]);
      return {
        line,
        instances,
        images: lists.flatMap((list) => (typeof list === 'string' ? [] : list)),
        unread: lists.flatMap((list) => (typeof list === 'string' ? list : [])),
      };
    },
    async compared({ region, imageId }) {
      const { account, cloud } = await accounts.reading(region);
      const { lineOf, sharedWith } = await ec2();
      const image = await findImage(cloud, imageId);
      const mine = image.ownerId === account.accountId;
      // Neither is needed to compare: whoever may not ask for it sees the rest.
      const [shared, line] = await Promise.all([
        mine ? sharedWith(cloud, imageId).catch(() => undefined) : undefined,
        lineOf(cloud, imageId).catch(() => []),
      ]);
      return { image, mine, line, ...(shared ? { sharedWith: shared } : {}) };
    },
  };
}
