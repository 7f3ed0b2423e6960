import { AppError } from '../../src/core/errors.ts';
import { keyAccess } from '../../src/share/key-access.ts';
import { partitionOf, receiversIn } from '../../src/share/key-policy.ts';
import { includesReceiver, type Receiver, receiverKey } from '../../src/share/receivers.ts';
import type { Cloud } from '../aws/cloud.ts';
import { untilAnswered } from '../aws/wait.ts';
import type { JobFacts, StepContext } from '../jobs/job-plan.ts';
import { NOTED } from './share-changes.ts';
import type { ShareChange } from './share-plan.ts';

type Noted = readonly (readonly [word: string, receivers: readonly Receiver[]])[];

/** Finds out what is not yet as it was asked for: the steps after it change that, and an undo takes back that alone. */
export async function lookFirst(request: ShareChange, _facts: JobFacts, context: StepContext): Promise<JobFacts> {
  context.tell('Looking who has it now.');
  const notes: string[] = [];
  const noted = await untilAnswered(context, async (cloud) => {
    notes.length = 0;
    return [
      ...(await ofImage(cloud, request)),
      ...(await ofSnapshots(cloud, request)),
      ...(await ofKeys(cloud, request, notes)),
    ];
  });
  const did = Object.fromEntries(
    noted.filter(([, who]) => who.length > 0).map(([word, who]) => [word, who.map(receiverKey)]),
  );
  return { did, notes };
}

async function ofImage(cloud: Cloud, request: ShareChange): Promise<Noted> {
  if (request.kind === 'take-back' && request.what === 'copy') return [];
  const { launchPermissions } = await import('./ec2-share.ts');
  const now = await launchPermissions(cloud, request.imageId);
  return [[NOTED.image, request.receivers.filter((one) => includesReceiver(now, one) !== (request.kind === 'give'))]];
}

async function ofSnapshots(cloud: Cloud, request: ShareChange): Promise<Noted> {
  if (request.kind === 'give' && !request.copy) return [];
  const { snapshotAccounts } = await import('./ec2-share.ts');
  const accounts = request.receivers.filter(({ kind }) => kind === 'account');
  return Promise.all(
    request.snapshotIds.map(async (id) => {
      const now = await snapshotAccounts(cloud, id);
      const who = accounts.filter((one) => now.includes(one.id) !== (request.kind === 'give'));
      return [NOTED.snapshot(id), who] as const;
    }),
  );
}

async function ofKeys(cloud: Cloud, request: ShareChange, notes: string[]): Promise<Noted> {
  const { keys, imageId, receivers } = request;
  if (request.kind === 'give' && request.keyPolicy !== 'apply') {
    if (request.keyPolicy === 'hand-over') {
      notes.push('They can launch it once the owner of the key has added your text to its policy.');
    }
    return [];
  }
  if (request.kind === 'take-back' && request.what === 'copy') return [];
  const { lookAtKey } = await import('./kms-share.ts');
  const noted: (readonly [string, readonly Receiver[]])[] = [];
  for (const { arn, name } of keys) {
    const { policy } = await lookAtKey(cloud, arn);
    if (policy !== undefined) {
      const ours = receiversIn(policy, imageId, receivers, partitionOf(arn));
      const missing = receivers.filter((one) => !includesReceiver(ours, one) && keyAccess(policy, one) !== 'yes');
      noted.push([NOTED.key(arn), request.kind === 'give' ? missing : ours]);
    } else if (request.kind === 'take-back') {
      notes.push(`You may not read the policy of ${name}, so what it says of them stays.`);
    } else throw unreadable(name);
  }
  return noted;
}

function unreadable(name: string): AppError {
  return new AppError('share.key-unreadable', `You may not read the policy of ${name}, so Amiable cannot add to it.`, {
    fix: 'Share again and give the text to the owner of the key instead.',
  });
}
