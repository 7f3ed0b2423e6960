import type { Image } from './image.ts';
import type { Impact } from './retire.ts';

/**
 * What AWS lets the owner of an image do with its end.
 *
 * Source: EC2 user guide, "Deprecate an AMI", "Disable an AMI", "Protect an AMI from deregistration".
 */
export const DEPRECATION_YEARS = { own: 10, public: 2 } as const;
/** How long protection goes on after it was switched off, where that was chosen. */
export const COOLDOWN_HOURS = 24;

/** The last day that may be chosen: ten years from now, and for a public image two years from its creation. */
export function latestDeprecation(image: Pick<Image, 'public' | 'createdAt'>, now: Date): Date {
  const own = yearsAfter(now, DEPRECATION_YEARS.own);
  if (!image.public) return own;
  const created = new Date(image.createdAt);
  return Number.isNaN(created.getTime()) ? own : yearsAfter(created, DEPRECATION_YEARS.public);
}

/** What is wrong with a day of deprecation; undefined when AWS takes it. */
export function deprecationError(at: Date, image: Pick<Image, 'public' | 'createdAt'>, now: Date): string | undefined {
  if (Number.isNaN(at.getTime())) return 'Choose a day, or write it as year/month/day.';
  if (at.getTime() <= now.getTime()) return 'Choose a day that is still to come.';
  const latest = latestDeprecation(image, now);
  if (at.getTime() <= latest.getTime()) return undefined;
  const day = latest.toISOString().slice(0, 10);
  return image.public
    ? `A public image is deprecated two years after it was made at the latest: ${day}.`
    : `AWS takes a day within ten years: ${day} at the latest.`;
}

function yearsAfter(time: Date, years: number): Date {
  const later = new Date(time);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

/** Deregistration protection as it is. */
export type Protection =
  | { readonly state: 'off' }
  | { readonly state: 'on'; readonly cooldown: boolean }
  /** Switched off, and holding on until then. */
  | { readonly state: 'cooling'; readonly until: string };

/** Reads AWS's words: `enabled-with-cooldown`, `enabled-without-cooldown`, `disabled`, `disabled-after-<time>`. */
export function protectionOf({ deregistrationProtection = '' }: Pick<Image, 'deregistrationProtection'>): Protection {
  const cooling = /^disabled[- ]after[- ](.+)$/.exec(deregistrationProtection);
  if (cooling?.[1]) return { state: 'cooling', until: cooling[1] };
  if (deregistrationProtection.startsWith('enabled')) {
    return { state: 'on', cooldown: deregistrationProtection.includes('with-cooldown') };
  }
  return { state: 'off' };
}

/** Snapshots by what deregistering with them would do: those that nothing else needs go, the others stay. */
export function snapshotFates({ snapshots }: Pick<Impact, 'snapshots'>) {
  const all = snapshots.known ? snapshots.value : [];
  return {
    deletable: all.filter(({ otherImages }) => otherImages.length === 0),
    kept: all.filter(({ otherImages }) => otherImages.length > 0),
  };
}
