import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** What this checkout remembers between runs; safe to delete. */
export const checkoutCache = join(root, '.cache');

/** What all checkouts of one person share, so that a second one downloads nothing again. */
export const personCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'amiable');
