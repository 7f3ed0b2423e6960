import {
  DeleteSecurityGroupCommand,
  DeleteSnapshotCommand,
  DeleteVolumeCommand,
  DeregisterImageCommand,
  ReleaseAddressCommand,
  type SnapshotReturnCodes,
} from '@aws-sdk/client-ec2';
import { assertNever } from '../../src/core/errors.ts';
import type { LeftoverKind } from '../../src/leftovers/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { isNotFound } from '../aws/errors.ts';

interface Thing {
  readonly kind: LeftoverKind;
  readonly id: string;
}

/**
 * Deletes one thing for good; answers what else is to be said of it, or the empty string.
 *
 * May be sent again after a lost answer: what is gone by then counts as done.
 */
export async function takeAway(cloud: Cloud, thing: Thing): Promise<string> {
  try {
    return await send(cloud, thing, false);
  } catch (error) {
    if (isNotFound(error)) return '';
    throw error;
  }
}

/** Asks whether it could be deleted, without deleting it. */
export async function tryTakeAway(cloud: Cloud, thing: Thing): Promise<void> {
  await send(cloud, thing, true);
}

async function send({ read }: Cloud, { kind, id }: Thing, DryRun: boolean): Promise<string> {
  switch (kind) {
    case 'snapshot':
      await read.send(new DeleteSnapshotCommand({ SnapshotId: id, DryRun }));
      return '';
    case 'volume':
      await read.send(new DeleteVolumeCommand({ VolumeId: id, DryRun }));
      return '';
    case 'group':
      await read.send(new DeleteSecurityGroupCommand({ GroupId: id, DryRun }));
      return '';
    case 'address':
      await read.send(new ReleaseAddressCommand({ AllocationId: id, DryRun }));
      return '';
    case 'image': {
      const answer = await read.send(
        new DeregisterImageCommand({ ImageId: id, DeleteAssociatedSnapshots: true, DryRun }),
      );
      const stayed = (answer.DeleteSnapshotResults ?? []).filter(({ ReturnCode }) => ReturnCode !== 'success');
      return stayed
        .map(({ SnapshotId, ReturnCode }) => `Its snapshot ${SnapshotId} stayed: ${stayedBecause(ReturnCode)}`)
        .join(' ');
    }
    default:
      return assertNever(kind, 'kind of left-over');
  }
}

/** Source: DeregisterImage, DeleteSnapshotReturnCode, in the SDK SnapshotReturnCodes. */
function stayedBecause(code: SnapshotReturnCodes | undefined): string {
  switch (code) {
    case 'skipped':
      return 'another image uses it.';
    case 'missing-permissions':
      return 'you may not delete snapshots.';
    default:
      return 'AWS could not delete it; it is found again here.';
  }
}
