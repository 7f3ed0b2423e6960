import type { ShareState } from './contract.ts';
import { SHARE_LIMITS } from './limits.ts';
import { keyName, whyKeyCloses } from './rules.ts';

/** One thing that decides about sharing: what is so, and what follows from it. */
export interface ShareFact {
  readonly id: 'storage' | 'key' | 'region' | 'receivers' | 'public-block' | 'public-images' | 'product' | 'watermark';
  /** `stop`: it cannot be shared so. `open`: there is something to do. */
  readonly tone: 'fine' | 'open' | 'stop';
  readonly title: string;
  readonly text: string;
}

/** Everything to know before the image is shared, in order; `toEveryone` says whether it is to become public. */
export function factsOf(state: ShareState, toEveryone: boolean): ShareFact[] {
  return [
    {
      id: 'storage',
      tone: 'open',
      title: 'Everything on its disks goes along',
      text: 'Whoever launches it can read every file: passwords, private keys, command histories, deleted files too. Clean the machine first, then make the image anew.',
    },
    keyFact(state, toEveryone),
    ...(toEveryone ? publicFacts(state) : [receiversFact(state)]),
    ...markFacts(state, toEveryone),
    {
      id: 'region',
      tone: 'fine',
      title: `Shared in ${state.image.region} only`,
      text: 'For another Region, copy the image there and share the copy. Names and tags of yours are not shown to others; the AMI name is.',
    },
  ];
}

function keyFact({ keys, image }: ShareState, toEveryone: boolean): ShareFact {
  const closed = whyKeyCloses(keys);
  const [first] = keys;
  if (toEveryone && first) {
    return { id: 'key', tone: 'stop', title: 'Encrypted', text: 'AWS lets no encrypted image be public.' };
  }
  if (closed) return { id: 'key', tone: 'stop', title: 'Encrypted with the default key', text: closed.message };
  if (first) {
    return {
      id: 'key',
      tone: 'open',
      title: `Encrypted with ${keys.map(keyName).join(', ')}`,
      text:
        first.manager === 'customer'
          ? 'A key of your own choice, which can be shared: its policy must let the others use it. The next step does that.'
          : 'You may not look at this key. If it is one of your own choice, its owner must let the others use it.',
    };
  }
  // An image can name an encrypted disk whose snapshot is hidden from this person.
  return image.volumes.some(({ encrypted }) => encrypted)
    ? {
        id: 'key',
        tone: 'open',
        title: 'Encrypted',
        text: 'Amiable could not find out with which key. If it is AWS’s default key, the others cannot launch the image.',
      }
    : { id: 'key', tone: 'fine', title: 'Not encrypted', text: 'Nobody needs a key to launch it.' };
}

function receiversFact({ access }: ShareState): ShareFact {
  const used = access.filter(({ receiver }) => receiver.kind !== 'everyone').length;
  const limit = SHARE_LIMITS.receivers.toLocaleString('en');
  return {
    id: 'receivers',
    tone: used >= SHARE_LIMITS.receivers ? 'open' : 'fine',
    title: `Shared with ${used} of ${limit}`,
    text:
      used >= SHARE_LIMITS.receivers
        ? 'AWS will refuse more accounts, organisations and units, unless your account was given a higher quota.'
        : `AWS lets one image be shared with ${limit} accounts, organisations and units, unless you ask for more.`,
  };
}

function publicFacts({ publicBlock, publicImages }: ShareState): ShareFact[] {
  const { publicImages: limit, publicBlockMinutes } = SHARE_LIMITS;
  const block: ShareFact = {
    id: 'public-block',
    ...{
      on: {
        tone: 'stop' as const,
        title: 'Public images are blocked',
        text: publicBlock.managed
          ? 'Your organisation keeps this setting (block public access for AMIs): ask whoever looks after it.'
          : `This account blocks them in this Region (block public access for AMIs). Switching the block off takes AWS up to ${publicBlockMinutes} minutes.`,
      },
      off: {
        tone: 'fine' as const,
        title: 'Public images are allowed',
        text: 'The block of public images is off in this Region. Switch it on again when you are done.',
      },
      unknown: {
        tone: 'open' as const,
        title: 'Public images: not known',
        text: 'You may not see whether this account blocks public images. If it does, AWS refuses.',
      },
    }[publicBlock.state],
  };
  const count: ShareFact =
    publicImages === undefined
      ? {
          id: 'public-images',
          tone: 'open',
          title: 'Public images: not counted',
          text: `AWS allows ${limit} a Region.`,
        }
      : {
          id: 'public-images',
          tone: publicImages >= limit ? 'open' : 'fine',
          title: `${publicImages} of ${limit} public images`,
          text:
            publicImages >= limit
              ? 'AWS will refuse one more in this Region, unless your account was given a higher quota. Make another one private first.'
              : `AWS allows ${limit} in a Region, unless you ask for more.`,
        };
  return [block, count];
}

function markFacts({ image, watermarks }: ShareState, toEveryone: boolean): ShareFact[] {
  const facts: ShareFact[] = [];
  if (image.productCodes.length > 0) {
    facts.push({
      id: 'product',
      tone: toEveryone ? 'stop' : 'open',
      title: `Product ${image.productCodes.join(', ')}`,
      text: toEveryone
        ? 'An image with a product of AWS Marketplace cannot be public.'
        : 'Each of the others needs a subscription to this product of AWS Marketplace, and cannot copy the image.',
    });
  }
  if (watermarks.length > 0) {
    facts.push({
      id: 'watermark',
      tone: toEveryone ? 'stop' : 'fine',
      title: `Watermark ${watermarks.join(', ')}`,
      text: toEveryone
        ? 'An image with a watermark cannot be public.'
        : 'It stays on every copy and on every image made from it.',
    });
  }
  return facts;
}
