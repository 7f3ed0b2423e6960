import { partitionOf } from '../../src/share/key-policy.ts';
import { type Receiver, receiverOfKey, receiversWords } from '../../src/share/receivers.ts';
import type { Cloud } from '../aws/cloud.ts';
import { chunks } from '../aws/shapes.ts';
import type { JobFacts } from '../jobs/job-plan.ts';
import type { Change } from './all-or-nothing.ts';
import type { Direction } from './ec2-share.ts';
import type { ShareChange } from './share-plan.ts';

/** The calls that change one kind of thing, from what the first step of the job wrote down. */
export type ChangesOf = (request: ShareChange, facts: JobFacts, direction: Direction) => Change[];

/** The words under which the first step writes down whom each thing is to be changed for. */
export const NOTED = {
  image: 'image',
  snapshot: (snapshotId: string) => `snapshot ${snapshotId}`,
  key: (arn: string) => `key ${arn}`,
} as const;

/** How many receivers one call is sent. */
const A_CALL = 100;

/** The launch permissions. */
export const imageChanges: ChangesOf = ({ imageId }, facts, direction) =>
  chunks(noted(facts, NOTED.image), A_CALL).map((who) =>
    bothWays(direction, `The permission of ${receiversWords(who)} to launch ${imageId}.`, async (cloud, way) =>
      (await import('./ec2-share.ts')).changeLaunchPermissions(cloud, imageId, way, who),
    ),
  );

/** The permissions to make volumes of the snapshots, which copying needs. */
export const snapshotChanges: ChangesOf = ({ snapshotIds }, facts, direction) =>
  snapshotIds.flatMap((snapshotId) =>
    chunks(noted(facts, NOTED.snapshot(snapshotId)), A_CALL).map((who) =>
      bothWays(direction, `The permission of ${receiversWords(who)} to copy ${snapshotId}.`, async (cloud, way) =>
        (await import('./ec2-share.ts')).changeSnapshotAccounts(
          cloud,
          snapshotId,
          way,
          who.map(({ id }) => id),
        ),
      ),
    ),
  );

/** What the keys' policies say of this image. */
export const keyChanges: ChangesOf = ({ imageId, keys }, facts, direction) =>
  keys.flatMap(({ arn, name }) => {
    const who = noted(facts, NOTED.key(arn));
    if (who.length === 0) return [];
    const words = `The statements in the policy of ${name} that let ${receiversWords(who)} use it.`;
    return [
      bothWays(direction, words, async (cloud, way) =>
        (await import('./kms-share.ts')).changeKeyPolicy(cloud, arn, {
          imageId,
          add: way === 'add' ? who : [],
          remove: way === 'add' ? [] : who,
          partition: partitionOf(arn),
        }),
      ),
    ];
  });

function bothWays(
  direction: Direction,
  left: string,
  send: (cloud: Cloud, direction: Direction) => Promise<void>,
): Change {
  return {
    run: (cloud) => send(cloud, direction),
    undo: (cloud) => send(cloud, direction === 'add' ? 'remove' : 'add'),
    left,
  };
}

function noted({ did = {} }: JobFacts, word: string): Receiver[] {
  return (did[word] ?? []).map(receiverOfKey);
}
