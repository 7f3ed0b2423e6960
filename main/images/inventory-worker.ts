import { parentPort } from 'node:worker_threads';
import { serveListings } from './serve-listing.ts';

// The file that the listing thread runs; it ends with the thread's owner.
if (parentPort) serveListings(parentPort);
