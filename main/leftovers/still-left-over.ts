import { assertNever } from '../../src/core/errors.ts';
import type { Leftover } from '../../src/leftovers/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import * as ec2 from './ec2-leftovers.ts';
import { isFailed } from './find-leftovers.ts';

/** What a thing is just before it would be deleted: gone already, still left over, or kept for a reason. */
export type Verdict = { readonly is: 'gone' | 'left-over' } | { readonly is: 'kept'; readonly why: string };

/** The part of a left-over that tells which one it is, and what was known of it when it was chosen. */
export type Chosen = Pick<Leftover, 'kind' | 'id'> & { readonly sharedWith?: readonly string[] | undefined };

const GONE: Verdict = { is: 'gone' };
const LEFT_OVER: Verdict = { is: 'left-over' };
const kept = (why: string): Verdict => ({ is: 'kept', why });

/** Looks at one thing alone, right before it is deleted: what came into use meanwhile is kept. */
export function stillLeftOver(cloud: Cloud, chosen: Chosen): Promise<Verdict> {
  switch (chosen.kind) {
    case 'image':
      return judgeImage(cloud, chosen.id);
    case 'volume':
      return judgeVolume(cloud, chosen.id);
    case 'snapshot':
      return judgeSnapshot(cloud, chosen);
    case 'group':
      return judgeGroup(cloud, chosen.id);
    case 'address':
      return judgeAddress(cloud, chosen.id);
    default:
      return assertNever(chosen.kind, 'kind of left-over');
  }
}

async function judgeImage(cloud: Cloud, id: string): Promise<Verdict> {
  const [image] = await ec2.ownImages(cloud, { 'image-id': id });
  if (!image) return GONE;
  return isFailed(image) ? LEFT_OVER : kept(`it is ${image.State} now, and not failed.`);
}

async function judgeVolume(cloud: Cloud, id: string): Promise<Verdict> {
  const [volume] = await ec2.volumes(cloud, { 'volume-id': id });
  if (!volume || volume.State === 'deleting' || volume.State === 'deleted') return GONE;
  if (volume.State === 'available') return LEFT_OVER;
  const owner = volume.Attachments?.[0]?.InstanceId;
  return kept(owner ? `the instance ${owner} has it now.` : `it is ${volume.State} now.`);
}

async function judgeSnapshot(cloud: Cloud, { id, sharedWith: known }: Chosen): Promise<Verdict> {
  const [snapshot] = await ec2.ownSnapshots(cloud, { 'snapshot-id': id });
  if (!snapshot) return GONE;
  const [[image], [restored], shared] = await Promise.all([
    ec2.ownImages(cloud, { 'block-device-mapping.snapshot-id': id }),
    ec2.volumes(cloud, { 'snapshot-id': id, status: 'creating' }),
    ec2.sharedWith(cloud, id),
  ]);
  if (image) return kept(`the image ${image.ImageId} uses it now.`);
  if (restored) return kept(`the volume ${restored.VolumeId} is being made of it.`);
  const news = shared.filter((one) => !known?.includes(one));
  if (news.length > 0) return kept(`it is shared with ${news[0] === 'all' ? 'everyone' : news.join(', ')}.`);
  return LEFT_OVER;
}

async function judgeGroup(cloud: Cloud, id: string): Promise<Verdict> {
  const [all, onCards, inTemplates] = await Promise.all([
    ec2.groups(cloud),
    ec2.groupsOnCards(cloud, { 'group-id': id }),
    ec2.groupsInTemplates(cloud),
  ]);
  if (!all.some(({ GroupId }) => GroupId === id)) return GONE;
  if (onCards.has(id)) return kept('a network card uses it now.');
  if (inTemplates.has(id)) return kept('a launch template names it now.');
  if (ec2.groupsInRules(all).has(id)) return kept('a rule of another security group names it now.');
  return LEFT_OVER;
}

async function judgeAddress(cloud: Cloud, id: string): Promise<Verdict> {
  const [address] = await ec2.addresses(cloud, { 'allocation-id': id });
  if (!address) return GONE;
  if (!address.AssociationId) return LEFT_OVER;
  return kept(`${address.InstanceId ? `the instance ${address.InstanceId}` : 'a network card'} has it now.`);
}
