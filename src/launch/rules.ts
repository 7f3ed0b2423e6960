import { z } from 'zod';
import { TAG_LIMITS, type Tag } from '../core/fields.ts';

/** The most instances that one launch may ask for: a typing slip should not fill an account. */
export const MAX_INSTANCES = 20;

/** AWS takes 16 KB of user data before base64. Source: RunInstances, parameter UserData. */
export const USER_DATA_BYTES = 16_384;

/** UTF-8 length in bytes. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A script that runs at the first start; plain text here, base64 on the wire. Empty for none. */
export const userData = z.string().superRefine((text, ctx) => {
  const bytes = utf8Bytes(text);
  if (bytes > USER_DATA_BYTES) {
    ctx.addIssue({
      code: 'custom',
      message: `User data may have at most 16 KB (${USER_DATA_BYTES.toLocaleString('en')} bytes); this has ${bytes.toLocaleString('en')} bytes. Shorten it, or let the script download the rest.`,
    });
  }
});

/** What is wrong with a name beside these tags: it becomes the tag “Name”, and counts as one of them. */
export function nameTagTroubles(request: {
  readonly name: string;
  readonly tags: readonly Tag[];
}): { path: (string | number)[]; message: string }[] {
  if (request.name === '') return [];
  const second = request.tags.findIndex((tag) => tag.key === 'Name');
  const tooMany = request.tags.length === TAG_LIMITS.keys;
  return [
    ...(second < 0
      ? []
      : [
          {
            path: ['tags', second, 'key'],
            message: 'The name above is the tag “Name” already. Remove one of the two.',
          },
        ]),
    ...(tooMany
      ? [
          {
            path: ['tags'],
            message: `With the name this makes ${TAG_LIMITS.keys + 1} tags; ${TAG_LIMITS.keys} are allowed. Remove one.`,
          },
        ]
      : []),
  ];
}
