import type { FamilyNode, ImageNode, LinkKind } from './graph.ts';

/** What stands on a link, read from the older to the younger. */
export const LINK_WORDS: Readonly<Record<LinkKind, string>> = {
  launched: 'launched as',
  made: 'made into',
  copied: 'copied to',
  based: 'basis of',
};

/** The same read from the younger to the older. */
export const ORIGIN_WORDS: Readonly<Record<LinkKind, string>> = {
  launched: 'Launched from',
  made: 'Made from',
  copied: 'Copied from',
  based: 'Based on',
};

/** What a member is called: its name, or its id where nobody told one. */
export function nameOf(node: FamilyNode): string {
  return node.name || node.awsId;
}

/** The same, short: publishers write paths, and what tells their images apart is the end. */
export function shortNameOf(node: FamilyNode): string {
  return nameOf(node).split('/').at(-1) || nameOf(node);
}

/** Image or instance, as a word. */
export function kindWord(node: FamilyNode): string {
  return node.kind === 'image' ? 'Image' : 'Instance';
}

/** In one or two words, how a member stands that has no state of its own here; undefined for one that has. */
export function standingWord(node: FamilyNode): string | undefined {
  switch (node.standing) {
    case 'mine':
    case 'others':
      return undefined;
    case 'gone':
      return 'Gone';
    case 'unseen':
      return 'Not visible';
    case 'unread':
      return 'Not read';
  }
}

/** What is to be said of a member that is not the account’s own, or is no more; undefined for an own one that is there. */
export function standingSentence(node: FamilyNode): string | undefined {
  switch (node.standing) {
    case 'mine':
      return undefined;
    case 'others':
      return `This image belongs to ${ownerWords(node as ImageNode)}. What else was made of it there cannot be seen from here.`;
    case 'gone':
      return node.kind === 'image'
        ? 'This image is gone: it was deregistered. What was made of it before keeps working.'
        : 'This instance is gone: it was terminated, and AWS forgets such an instance after about an hour.';
    case 'unseen':
      return 'This image cannot be seen any more: it was deregistered, or it belongs to another account that does not share it. The images and instances below still name it.';
    case 'unread':
      return `What ${node.region} holds could not be read, so more is not known.`;
  }
}

/** Who owns an image of others. */
export function ownerWords({ ownerAlias, ownerId }: Pick<ImageNode, 'ownerAlias' | 'ownerId'>): string {
  if (ownerAlias === 'amazon') return 'Amazon';
  if (ownerAlias === 'aws-marketplace') return 'a seller on AWS Marketplace';
  return ownerId ? `account ${ownerId}` : 'another account';
}

/** “1 image”, “3 images”. */
export function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
