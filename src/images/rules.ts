import { z } from 'zod';

/**
 * What an image may be called, and how the naming helper fills a name.
 *
 * Source: CreateImage, parameter Name (3-128 characters; letters, digits and ( ) [ ] space . / - ' @ _).
 * The console accepts 127; the shorter limit is the one that always works.
 */

export const IMAGE_NAME_LENGTH = { min: 3, max: 127 } as const;
export const DESCRIPTION_MAX = 255;

export const imageName = z
  .string()
  .min(1, 'Give the image a name.')
  .min(IMAGE_NAME_LENGTH.min, `A name needs at least ${IMAGE_NAME_LENGTH.min} characters.`)
  .max(IMAGE_NAME_LENGTH.max, `A name may have at most ${IMAGE_NAME_LENGTH.max} characters.`)
  .superRefine((name, ctx) => {
    const refused = [...new Set([...name].filter((character) => !/[A-Za-z0-9()[\] ./\-'@_]/.test(character)))];
    if (refused.length > 0) {
      const shown = refused.map((character) =>
        /[\s\p{C}]/u.test(character) ? 'a line break or hidden character' : `“${character}”`,
      );
      ctx.addIssue({
        code: 'custom',
        message: `${[...new Set(shown)].join(', ')} cannot be part of a name. Use letters, digits, spaces and ( ) [ ] . / - ' @ _`,
      });
    }
    if (name !== name.trim())
      ctx.addIssue({ code: 'custom', message: 'Remove the space at the beginning or end of the name.' });
  });

// The API takes any text; control characters are what a paste brings in by accident.
export const imageDescription = z
  .string()
  .max(DESCRIPTION_MAX, `A description may have at most ${DESCRIPTION_MAX} characters.`)
  .refine((text) => !/\p{Cc}/u.test(text), 'A description is one line: remove line breaks and hidden characters.');
