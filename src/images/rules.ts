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

/** Why an image cannot be made of this instance now; undefined when it can. */
export function whyNotImageable(instance: {
  readonly state: string;
  readonly rootDeviceType: string;
}): string | undefined {
  if (instance.rootDeviceType !== 'ebs') {
    return 'Its root disk is an instance store, which AWS cannot copy into an image from here. Only instances with an EBS root disk can.';
  }
  switch (instance.state) {
    case 'running':
    case 'stopped':
      return undefined;
    case 'pending':
      return 'It is still starting. Wait until it runs.';
    case 'stopping':
      return 'It is being switched off. Wait until it has stopped.';
    default:
      return 'It has been terminated: its disks are gone, and there is nothing left to copy.';
  }
}

/** Why no instance can be launched from this image now; undefined when it can. */
export function whyNotLaunchable(image: {
  readonly state: string;
  readonly progress?: number | undefined;
  readonly stateReason?: string | undefined;
}): string | undefined {
  switch (image.state) {
    case 'available':
      return undefined;
    case 'transient':
      return 'The image is changing at the moment. Wait a little: it can be launched as soon as it is Available.';
    case 'pending': {
      const done = image.progress === undefined ? '' : ` (${Math.floor(image.progress)} % done)`;
      return `AWS is still copying the disks into this image${done}. It can be launched as soon as it is Available; you will be told.`;
    }
    case 'disabled':
      return 'The image is switched off. It can be launched again once its owner switches it on.';
    case 'deregistered':
      return 'The image was removed and can no longer be launched.';
    default:
      return `Making this image did not succeed, so it cannot be launched. Create it again from the instance.${
        image.stateReason ? ` AWS says: ${image.stateReason}` : ''
      }`;
  }
}
