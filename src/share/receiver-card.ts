import type { Image } from '../images/image.ts';
import type { GiveRequest, ShareKey } from './contract.ts';
import type { Receiver } from './receivers.ts';

/** What the card for the receivers is written from. */
export interface CardFacts {
  readonly image: Pick<Image, 'imageId' | 'name' | 'region' | 'ownerId' | 'productCodes'>;
  /** The Region as people call it, for example “Europe (Frankfurt)”. */
  readonly regionName: string;
  readonly request: Pick<GiveRequest, 'receivers' | 'copy' | 'keyPolicy'>;
  readonly keys: readonly Pick<ShareKey, 'arn'>[];
}

/** A message to the receivers, ready to be sent: what they got, where to click, and what they can do with it. */
export function receiverCard({ image, regionName, request, keys }: CardFacts): string {
  const { imageId, name, region, ownerId } = image;
  const isPublic = request.receivers.some(({ kind }) => kind === 'everyone');
  const where = regionName === region ? region : `${regionName}, ${region}`;
  return [
    'Hello,',
    `an Amazon machine image (AMI) is ready for you: “${name}”.`,
    [
      `AMI ID: ${imageId}`,
      `Region: ${where}. It can be launched there and nowhere else.`,
      `Owner: account ${ownerId}`,
      `For: ${forWhom(request.receivers)}`,
    ].join('\n'),
    [
      'In Amiable:',
      `1. Choose your account and the Region ${region} at the top of the window.`,
      `2. Open AMIs and choose ${isPublic ? '“Public”' : '“Shared with me”'}.`,
      `3. Select ${imageId}, then “Launch instance from AMI”.`,
    ].join('\n'),
    [
      'In the AWS console:',
      `1. Choose the Region ${where} at the top right, then open EC2, Images, AMIs.`,
      `2. Change “Owned by me” to “${isPublic ? 'Public images' : 'Private images'}” and search for ${imageId}.`,
      '3. Select it, then “Launch instance from AMI”.',
    ].join('\n'),
    ...(image.productCodes.length > 0
      ? [`It carries a product of AWS Marketplace (${image.productCodes.join(', ')}): subscribe to it first.`]
      : []),
    ...keyWords(request.keyPolicy, keys),
    copyWords(request.receivers, request.copy),
    'The owner can end this at any time. Machines that you launched go on running then, but no new ones can be launched.',
  ].join('\n\n');
}

function forWhom(receivers: readonly Receiver[]): string {
  return receivers
    .map(({ kind, id }) => {
      if (kind === 'account') return `account ${id}`;
      if (kind === 'everyone') return 'everyone';
      return `all accounts of ${kind === 'unit' ? 'the unit' : 'the organisation'} ${id.slice(id.lastIndexOf('/') + 1)}`;
    })
    .join(', ');
}

function copyWords(receivers: readonly Receiver[], copy: boolean): string {
  if (copy) {
    const others = receivers.some(({ kind }) => kind !== 'account');
    return `You can copy it${others ? ' if your account is named above by its number' : ''}: select it, then “Copy AMI”. The copy is yours, and stays when this ends.`;
  }
  return 'You cannot copy it. To have one of your own, choose “Make it mine” in Amiable, or launch an instance and create an image of it.';
}

function keyWords(keyPolicy: GiveRequest['keyPolicy'], keys: CardFacts['keys']): string[] {
  if (keys.length === 0) return [];
  const named = keys.map(({ arn }) => arn).join(', ');
  const waits =
    keyPolicy === 'hand-over'
      ? ' The owner of the key still has to let your account in; until then a launched machine ends at once (Client.InternalError).'
      : '';
  return [
    `Its disks are encrypted with the key ${named}.${waits} Administrators of your account can launch it as it is; others need to be allowed kms:DescribeKey, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey* and kms:CreateGrant on that key by one of them.`,
  ];
}
