import { expect, test } from 'vitest';
import { type SignedRequest, verifySignature } from '../../main/practice/cloud/wire/signature.ts';
import {
  longTermKey,
  meansTheSame,
  mutated,
  numbers,
  partsOf,
  type SignedPart,
  signedAt,
  signedRequests,
} from './signature-mutations.ts';

const accepts = (request: SignedRequest) =>
  'proof' in
  verifySignature(request, (id) => (id === longTermKey.accessKeyId ? longTermKey.secretAccessKey : null), signedAt);

/** Mutates one part after the other until there were enough; answers how many of each part's mutations were accepted. */
function attack(runs: number, take: (request: SignedRequest, part: SignedPart, original: SignedRequest) => boolean) {
  const next = numbers(20_261_124);
  const plan = signedRequests.flatMap((request) => partsOf(request).map((part) => ({ request, part })));
  const accepted = new Map<string, number>(plan.map(({ part }) => [part.name, 0]));
  let tried = 0;
  for (let round = 0; tried < runs; round += 1) {
    const { request, part } = plan[round % plan.length] ?? {};
    if (!request || !part) throw new Error('There is nothing to mutate.');
    const changed = part.with(mutated(part.text, next));
    if (meansTheSame(changed, request)) continue;
    tried += 1;
    if (take(changed, part, request)) accepted.set(part.name, (accepted.get(part.name) ?? 0) + 1);
  }
  return accepted;
}

test('the requests that are mutated are valid ones, of both forms, with and without a session', () => {
  expect(signedRequests.map(accepts)).toEqual(signedRequests.map(() => true));
});

test('of 10,000 mutated signed requests none is accepted', () => {
  const accepted = attack(10_000, accepts);
  expect([...accepted].filter(([, count]) => count > 0)).toEqual([]);
  expect([...accepted.keys()].sort()).toEqual([
    'authorization AWS4-HMAC-SHA256',
    'authorization Credential',
    'authorization Signature',
    'authorization SignedHeaders',
    'body',
    'header accept',
    'header content-type',
    'header host',
    'header user-agent',
    'header x-amz-date',
    'header x-amz-security-token',
    'method',
    'path',
    'query',
  ]);
});

test('a verifier that looks away from a part would be found out at that very part', () => {
  for (const blind of ['method', 'path', 'query', 'body', 'header host', 'authorization Signature']) {
    const accepted = attack(1_000, (request, part, original) => accepts(part.name === blind ? original : request));
    expect([...accepted].filter(([, count]) => count > 10).map(([name]) => name)).toEqual([blind]);
  }
});
