import { z } from 'zod';

/** How many images are remembered for each account and Region. */
const MOST = 8;

/** The images that were launched here last, newest first, by account and Region. */
export interface RecentImages {
  of(account: { readonly accountId: string; readonly region: string }): readonly string[];
  add(account: { readonly accountId: string; readonly region: string }, imageId: string): void;
}

const lists = z.record(z.string(), z.array(z.string()));
type RecentFile = z.infer<typeof lists>;

/** Reads what is on the disk; throws when it is not of this form. */
export function decodeRecents(value: unknown): RecentFile {
  return lists.parse(value);
}

/** Keeps them in a file; one that cannot be written keeps nobody from launching. */
export function rememberImages(
  file: { read(): { readonly value: RecentFile | undefined }; write(value: RecentFile): void },
  log: { warn(message: string, facts?: object): void },
): RecentImages {
  const keyOf = ({ accountId, region }: { accountId: string; region: string }): string => `${accountId}/${region}`;
  const all = (): RecentFile => file.read().value ?? {};
  return {
    of: (account) => all()[keyOf(account)] ?? [],
    add(account, imageId) {
      const key = keyOf(account);
      const before = all()[key] ?? [];
      const now = [imageId, ...before.filter((id) => id !== imageId)].slice(0, MOST);
      try {
        file.write({ ...all(), [key]: now });
      } catch (error) {
        log.warn('The image was not remembered', { error });
      }
    },
  };
}
