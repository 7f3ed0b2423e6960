import type { Recovery } from '../../src/settings/contract.ts';
import type { Publish } from './platform.ts';

/** One damaged file, as whoever read it tells of it. */
export interface Damage {
  /** The file's name in its folder. */
  readonly name: string;
  readonly from: 'copy' | 'previous' | 'nothing';
  /** Full paths of the damaged files, which were kept. */
  readonly setAside: readonly string[];
}

/** What the app tells the person about damaged files. */
export interface Recoveries {
  /** A stored file was damaged. */
  file(damage: Damage): void;
  /** The job journal was damaged: at least so many of its entries are gone. */
  jobs(damage: { readonly lost: number; readonly kept: string }): void;
  /** All of this start, oldest first. */
  list(): readonly Recovery[];
}

/** Remembers what was found, so that a window that opens later still tells it, and tells the window that is open. */
export function createRecoveries(publish: Publish): Recoveries {
  const told: Recovery[] = [];

  const tell = (message: string, fix: string, lost: boolean): void => {
    // A file that cannot be put right, on a full disk, is found damaged at each reading.
    if (told.some((each) => each.message === message && each.fix === fix)) return;
    const recovery = { id: told.length + 1, lost, message, fix };
    told.push(recovery);
    publish('settings.recovered', recovery);
  };

  return {
    file({ name, from, setAside }) {
      const what = contentOf(name);
      const message = {
        copy: `The file with ${what} was damaged. Nothing was lost: it was restored from its second copy.`,
        previous: `The file with ${what} was damaged. It was restored to how it was one change earlier.`,
        nothing: `The file with ${what} was damaged and could not be restored, so Amiable goes on without it.`,
      }[from];
      tell(message, adviceOn(setAside), from !== 'copy');
    },
    jobs({ lost, kept }) {
      const message =
        lost === 0
          ? 'The list of jobs was damaged on the disk. Nothing was lost: it was restored from its second copy.'
          : 'The list of jobs was damaged on the disk, and a part of it could not be restored.';
      const look = 'Check your images and instances for something that is only half made. ';
      tell(message, `${lost === 0 ? '' : look}${adviceOn([kept])}`, lost > 0);
    },
    list: () => told,
  };
}

function contentOf(name: string): string {
  if (name === 'account') return 'the account and Region you used last';
  if (name === 'connect-memory') return 'what Amiable remembers of your connections';
  if (name === 'world') return 'your practice cloud';
  if (name === 'vault-keys' || name.startsWith('secret-')) return 'a private key';
  return `“${name}”`;
}

function adviceOn(setAside: readonly string[]): string {
  const kept = setAside.length > 0 ? `The damaged file was kept as ${setAside.join(' and ')}. ` : '';
  return `${kept}Damaged files can mean that a disk is failing: make a copy of what matters to you.`;
}
