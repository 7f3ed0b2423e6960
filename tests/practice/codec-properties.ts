import fc from 'fast-check';
import { expect } from 'vitest';
import { answerResult } from '../../main/practice/cloud/wire/answers.ts';
import { decodeForm } from '../../main/practice/cloud/wire/form.ts';
import { decodeJson } from '../../main/practice/cloud/wire/json.ts';
import type { Shape } from '../../main/practice/cloud/wire/shape.ts';
import { exchange, type Subject } from './codec-exchange.ts';
import { said, smallestOf, valuesOf } from './codec-values.ts';

/** Both ends of the wire that are ours. */
export interface Codec {
  /** Reads the body of a request. */
  read(subject: Subject, body: string): unknown;
  /** Writes the body of an answer. */
  write(subject: Subject, output: unknown): string;
}

/** The practice cloud's own. */
export const practiceCodec: Codec = {
  read: ({ service, shape }, body) =>
    service.protocol === 'awsJson'
      ? decodeJson(shape.input, body)
      : decodeForm(service.protocol, shape.input, new URLSearchParams(body)),
  write: ({ service, shape }, output) => {
    const answer = answerResult(service, shape, output, 'request-1');
    if (typeof answer === 'string') throw new Error('An answer was expected.');
    return answer.body;
  },
};

/** Whatever is answered is what the SDK reads. */
export function answersArrive(codec: Codec, subject: Subject, runs: number, seed = 7): Promise<void> {
  const { service, shape } = subject;
  const input = smallestOf(shape.input, { protocol: service.protocol, direction: 'request' });
  const outputs = valuesOf(shape.output, { protocol: service.protocol, direction: 'answer' });
  return fc.assert(
    fc.asyncProperty(outputs, async (output) => {
      expect(await exchange(subject, input, () => codec.write(subject, output))).toStrictEqual(output);
    }),
    { numRuns: runs, seed },
  );
}

/** Whatever the SDK sends is what is read. */
export function requestsArrive(codec: Codec, subject: Subject, runs: number, seed = 11): Promise<void> {
  const { service, shape } = subject;
  const way = { protocol: service.protocol, direction: 'request' } as const;
  const output = smallestOf(shape.output, { protocol: service.protocol, direction: 'answer' });
  return fc.assert(
    fc.asyncProperty(valuesOf(shape.input, way), async (input) => {
      let read: unknown;
      await exchange(subject, input, (body) => {
        read = codec.read(subject, body);
        return practiceCodec.write(subject, output);
      });
      expect(withoutOwn(read, shape.input, input)).toStrictEqual(said(shape.input, input, way) ?? {});
    }),
    { numRuns: runs, seed },
  );
}

/** Leaves out what the SDK adds of its own: tokens, and the address that it signs for copying a snapshot. */
function withoutOwn(read: unknown, shape: Shape, given: Readonly<Record<string, unknown>>): unknown {
  if (shape.kind !== 'structure' || typeof read !== 'object' || read === null) return read;
  const own = shape.members
    .filter(({ name, merged }) => merged.idempotencyToken || name === 'PresignedUrl' || name === 'DestinationRegion')
    .map(({ name }) => name)
    .filter((name) => given[name] === undefined);
  return Object.fromEntries(Object.entries(read).filter(([name]) => !own.includes(name)));
}
