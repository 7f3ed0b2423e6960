import { Worker } from 'node:worker_threads';
import type { ListerPort } from '../images/listing.ts';

/** Starts the thread that lists images from its built file; it does not keep the process alive. */
export function startListerThread(file: string): ListerPort {
  const worker = new Worker(file);
  // What it threw is told by its end; with nobody to hear it, it would end the main process.
  worker.on('error', () => undefined);
  worker.unref();
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => void worker.on('exit', () => listener()),
    end: () => void worker.terminate(),
  };
}
