import type { ImageView } from './inventory.ts';

/** What a view is called, and what stands where it has no rows. */
export interface ViewWords {
  readonly label: string;
  readonly empty: { readonly title: string; readonly text: string };
}

/** The lists of the AMIs page, in the console's words where it has any. */
export const VIEW_WORDS: Readonly<Record<ImageView, ViewWords>> = {
  own: {
    label: 'Owned by me',
    empty: {
      title: 'No images of yours',
      text: 'Make one from an instance: Actions, Image and templates, Create image.',
    },
  },
  shared: {
    label: 'Shared with me',
    empty: {
      title: 'No images are shared with this account',
      text: 'Give the owner of an image your account number and ask to share it. Disabled images are not shown to others.',
    },
  },
  public: {
    label: 'Public',
    empty: {
      title: 'Look for a public image by its name',
      text: 'Type at least three letters, for example ubuntu. Publishers that AWS has verified come first.',
    },
  },
  disabled: {
    label: 'Disabled',
    empty: { title: 'No disabled images', text: 'An image that is disabled is kept, but nobody can launch it.' },
  },
  bin: {
    label: 'Recycle Bin',
    empty: {
      title: 'The Recycle Bin is empty',
      text: 'Deregistered images come here only where a retention rule of the account says so, and can be had back for some days.',
    },
  },
};
