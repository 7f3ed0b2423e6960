import type { ErrorShape } from '../core/errors.ts';
import type { GiveRequest, ShareKey, ShareState } from './contract.ts';
import { keyAccess } from './key-access.ts';
import { changedPolicy, keyStatements, partitionOf, type Statement } from './key-policy.ts';
import { SHARE_LIMITS } from './limits.ts';
import type { Receiver } from './receivers.ts';

/** A refusal before anything is asked of the cloud. */
export type ShareRefusal = Pick<ErrorShape, 'code' | 'message' | 'fix' | 'field'>;

/** Why this image cannot be shared with anybody now; undefined when it can. */
export function whyNotShareable({ image }: Pick<ShareState, 'image'>): ShareRefusal | undefined {
  if (image.state === 'available') return undefined;
  return {
    code: 'share.wrong-state',
    message: `The image is ${image.state}. It can be shared while it is available.`,
    fix:
      image.state === 'pending'
        ? 'Wait until its disks are copied, then share it.'
        : 'Make it available again, or share another image.',
    field: 'imageId',
  };
}

/** Why nobody else can use the disks of this image, whoever they are; undefined when they can. */
export function whyKeyCloses(keys: readonly ShareKey[]): ShareRefusal | undefined {
  const own = keys.find(({ manager }) => manager === 'aws');
  return (
    own && {
      code: 'share.default-key',
      message: `Its disks are encrypted with ${keyName(own)}, the key that AWS keeps for this account alone. AWS never shares that key, so nobody else could launch the image.`,
      fix: 'Copy the image and encrypt the copy with a key of your own (customer-managed). Then share the copy.',
      field: 'receivers',
    }
  );
}

/** Why this image cannot be given to everyone; undefined when it can. */
export function whyNotPublic({
  image,
  keys,
  watermarks,
  publicBlock,
}: Pick<ShareState, 'image' | 'keys' | 'watermarks' | 'publicBlock'>): ShareRefusal | undefined {
  const no = (code: string, message: string, fix: string) => ({ code, message, fix, field: 'receivers' });
  if (keys.length > 0 || image.volumes.some(({ encrypted }) => encrypted)) {
    return no(
      'share.public-encrypted',
      'Its disks are encrypted, and AWS lets no encrypted image be public.',
      'Share it with single accounts, or make a public image from disks that are not encrypted.',
    );
  }
  if (image.productCodes.length > 0) {
    return no(
      'share.public-product',
      `It carries a product of AWS Marketplace (${image.productCodes.join(', ')}), and such an image cannot be public.`,
      'Share it with single accounts; each of them needs a subscription to the product.',
    );
  }
  if (watermarks.length > 0) {
    return no(
      'share.public-watermark',
      `It carries a watermark (${watermarks.join(', ')}), and such an image cannot be public.`,
      'Share it with single accounts, an organisation or a unit.',
    );
  }
  if (publicBlock.state === 'on') {
    return no(
      'share.public-blocked',
      'This account blocks public images in this Region (block public access for AMIs).',
      publicBlock.managed
        ? 'Your organisation keeps this setting: ask whoever looks after it.'
        : `Switch the block off first, if everyone in the world really is to have this image. AWS takes up to ${SHARE_LIMITS.publicBlockMinutes} minutes for that.`,
    );
  }
  return undefined;
}

/** Why AWS would refuse this request, told before it is sent; undefined when nothing speaks against it. */
export function whyNotGive(request: GiveRequest, state: ShareState): ShareRefusal | undefined {
  const { receivers, keyPolicy, copy } = request;
  if (receivers.some(({ kind, id }) => kind === 'account' && id === state.ownAccountId)) {
    return {
      code: 'share.own-account',
      message: `${state.ownAccountId} is the account that owns this image: it may launch it anyway.`,
      fix: 'Take your own account out.',
      field: 'receivers',
    };
  }
  const isPublic = receivers.some(({ kind }) => kind === 'everyone');
  const closed =
    whyNotShareable(state) ?? (isPublic ? whyNotPublic(state) : undefined) ?? whyKeyCloses(state.keys) ?? undefined;
  if (closed) return closed;
  if (copy && !receivers.some(({ kind }) => kind === 'account')) {
    return {
      code: 'share.copy-needs-accounts',
      message: 'Only single accounts can be allowed to copy: AWS gives snapshots to no organisation and no unit.',
      fix: 'Share without copying, or name the accounts one by one.',
      field: 'copy',
    };
  }
  if (state.keys.length > 0 && keyPolicy === 'none') {
    return {
      code: 'share.key-undecided',
      message: 'Its disks are encrypted: without the key the others cannot launch it.',
      fix: 'Choose whether Amiable adds to the key’s policy, or its owner does.',
      field: 'keyPolicy',
    };
  }
  return keyPolicy === 'apply' ? whyNotApply(request, state.keys) : undefined;
}

function whyNotApply({ imageId, receivers }: GiveRequest, keys: readonly ShareKey[]): ShareRefusal | undefined {
  const unread = keys.find(({ policy }) => policy === undefined);
  if (unread) {
    return {
      code: 'share.key-unreadable',
      message: `You may not read the policy of ${keyName(unread)}, so Amiable cannot add to it.`,
      fix: 'Give the text to the owner of the key instead.',
      field: 'keyPolicy',
    };
  }
  for (const { arn, alias, policy = '' } of keys) {
    const add = keyless(policy, receivers);
    const after = changedPolicy(policy, { imageId, add, remove: [], partition: partitionOf(arn) });
    if (after && utf8Length(after) > SHARE_LIMITS.keyPolicyBytes) {
      return {
        code: 'share.key-policy-full',
        message: `The policy of ${alias ?? arn} would grow beyond the ${SHARE_LIMITS.keyPolicyBytes.toLocaleString('en')} bytes that AWS allows.`,
        fix: 'Share with an organisation instead of many accounts, or take statements out of the policy that nobody needs.',
        field: 'receivers',
      };
    }
  }
  return undefined;
}

// Whatever is not ASCII counts for more than one byte.
function utf8Length(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '-').length;
}

/** Those whom a policy does not let in for sure. */
export function keyless(policy: string | undefined, receivers: readonly Receiver[]): Receiver[] {
  return receivers.filter((one) => keyAccess(policy, one) !== 'yes');
}

/** What will be added to a key's policy for these receivers; empty when all of them can use the key already. */
export function addedStatements(key: ShareKey, imageId: string, receivers: readonly Receiver[]): Statement[] {
  return keyStatements(imageId, keyless(key.policy, receivers), partitionOf(key.arn));
}

/** A key as a person knows it: by its alias, else by its ARN. */
export function keyName({ alias, arn }: Pick<ShareKey, 'alias' | 'arn'>): string {
  return alias ?? arn;
}
