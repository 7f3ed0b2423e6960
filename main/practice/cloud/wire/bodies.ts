import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../refusal.ts';
import { MAX_BODY, mostBytes, type Objection, tooLong } from './guards.ts';

/** The most bytes of all bodies together: two whole worlds that are brought in, or a hundred of everything else. */
const MAX_HELD = 128 * MAX_BODY;

const tooMuch: Objection = { status: 429, text: 'Too much is being sent at once; try again later.' };

/** Reads the bodies of requests, of one server; they come in before anybody knows who sends them. */
export class Bodies {
  #held = 0;

  /** The whole body, or why it is not read; it counts as held until its request is answered. */
  read(request: IncomingMessage, response: ServerResponse): Promise<Uint8Array | Objection> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      let given = false;
      const give = (answer: Uint8Array | Objection) => {
        given = true;
        chunks.length = 0;
        resolve(answer);
      };
      request.on('data', (chunk: Buffer) => {
        if (given) return;
        length += chunk.length;
        this.#held += chunk.length;
        if (length > mostBytes(request)) give(tooLong);
        else if (this.#held > MAX_HELD) give(tooMuch);
        else chunks.push(chunk);
      });
      request.on('end', () => {
        if (!given) give(Buffer.concat(chunks));
      });
      request.on('close', () => reject(new Refusal('RequestTimeout', 'The request ended before its end.')));
      response.once('close', () => {
        this.#held -= length;
      });
    });
  }
}
