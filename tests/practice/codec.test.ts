import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listOperations } from '../../main/practice/cloud/operations/table.ts';
import { answerResult } from '../../main/practice/cloud/wire/answers.ts';
import { decodeForm } from '../../main/practice/cloud/wire/form.ts';
import { decodeJson } from '../../main/practice/cloud/wire/json.ts';
import { findService, type ServiceName } from '../../main/practice/cloud/wire/services.ts';
import { readOperation, type Shape } from '../../main/practice/cloud/wire/shape.ts';

/**
 * The SDK is the other end: what it writes must be read, and what is written it must read, for any value that the
 * schemas allow. No server: the client's own request handler is the wire.
 */
const modules: Readonly<Record<string, object>> = { ec2, iam, sts, ssm };
const clients = { ec2: ec2.EC2Client, iam: iam.IAMClient, sts: sts.STSClient, ssm: ssm.SSMClient };

const implemented = (['ec2', 'sts', 'iam'] as const).flatMap((service) =>
  listOperations(service).map(({ name }): [ServiceName, string] => [service, name]),
);
// JSON 1.1 has no behaviour yet; the codec is held by operations that will come.
const json: [ServiceName, string][] = ['GetParameters', 'GetParametersByPath', 'DescribeInstanceInformation'].map(
  (name) => ['ssm', name],
);

describe.each([...implemented, ...json])('%s %s', (serviceName, name) => {
  const service = findService(serviceName);
  const module = modules[serviceName];
  const shape = module && readOperation(Reflect.get(module, `${name}$`));
  if (!service || !shape || !module) throw new Error(`There is no ${name}.`);

  test('an answer that is written is the answer that the SDK reads', async () => {
    await fc.assert(
      fc.asyncProperty(valuesOf(shape.output), async (output) => {
        const answer = answerResult(service, shape, output, 'request-1');
        if (typeof answer === 'string') throw new Error('An answer was expected.');
        const read = await exchange(serviceName, name, module, smallestOf(shape.input), () => answer.body);
        expect(read).toEqual(asRead(shape.output, output, serviceName));
      }),
      { numRuns: 8, seed: 7 },
    );
  });

  test('a request that the SDK writes is the request that is read', async () => {
    await fc.assert(
      fc.asyncProperty(valuesOf(shape.input), async (input) => {
        let read: unknown;
        await exchange(serviceName, name, module, input, (body) => {
          read =
            service.protocol === 'awsJson'
              ? decodeJson(shape.input, body)
              : decodeForm(service.protocol, shape.input, new URLSearchParams(body));
          const answer = answerResult(service, shape, smallestOf(shape.output), 'request-1');
          return typeof answer === 'string' ? '' : answer.body;
        });
        expect(withoutTokens(read, shape.input, input)).toEqual(asSent(shape.input, input, serviceName));
      }),
      { numRuns: 8, seed: 11 },
    );
  });
});

async function exchange(
  service: ServiceName,
  name: string,
  module: object,
  input: object,
  answer: (body: string) => string,
) {
  const Client = Reflect.get(clients, service) as typeof ec2.EC2Client;
  const Command = Reflect.get(module, `${name}Command`) as new (input: object) => ec2.DescribeInstancesCommand;
  const client = new Client({
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { body?: string }) => ({
        response: { statusCode: 200, headers: {}, body: new Blob([answer(request.body ?? '')]) },
      }),
    } as never,
  });
  const { $metadata, ...rest } = await client.send(new Command(input));
  return rest as Record<string, unknown>;
}

const text = fc
  .oneof(
    fc
      .string({ unit: 'binary', maxLength: 12 })
      .map((value) => value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')),
    fc.constantFrom(
      ' ',
      '  a  ',
      '<a>&amp;"\'',
      ']]>',
      '__proto__',
      '日本語 ü 🎈',
      'a\r\nb\tc',
      '0',
      'true',
      'a+b=c&d%20',
    ),
  )
  .filter((value) => value.trim() !== '');

function valuesOf(shape: Shape, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  if (shape.kind !== 'structure') return fc.constant({});
  const members = shape.members.filter(
    (member) => depth < 3 || !['structure', 'list', 'map'].includes(member.shape.kind),
  );
  const model = Object.fromEntries(members.map((member) => [member.name, anyOf(member.shape, depth)]));
  const needed = shape.required.filter((name) => Object.hasOwn(model, name));
  // Few members of a wide structure at a time: a value of all 40 says no more than 4 of them do.
  return fc
    .subarray(
      Object.keys(model).filter((name) => !needed.includes(name)),
      { maxLength: Math.min(4, members.length - needed.length) },
    )
    .chain((chosen) =>
      fc.record(Object.fromEntries([...needed, ...chosen].map((name) => [name, model[name] ?? fc.constant('x')]))),
    );
}

function anyOf(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'structure':
      return valuesOf(shape, depth + 1);
    case 'list':
      // An empty structure in a list cannot be said in a form.
      return fc.array(
        anyOf(shape.member.shape, depth + 1).filter((item) => !isEmpty(item)),
        { minLength: 1, maxLength: 3 },
      );
    case 'map':
      return fc.dictionary(fc.constantFrom('a', 'b c'), anyOf(shape.value.shape, depth + 1), {
        minKeys: 1,
        maxKeys: 2,
      });
    case 'number':
      return fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc
        .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
        .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 20 });
    case 'string':
      return text;
    default:
      return fc.constant({});
  }
}

/** The least value: what is required, with plain contents. */
function smallestOf(shape: Shape): Record<string, unknown> {
  return fc.sample(valuesOf(shape), { numRuns: 1, seed: 1 })[0] ?? {};
}

/** What the SDK makes of a value: empty structures vanish from XML's point of view as empty elements. */
function asRead(shape: Shape, value: unknown, service: ServiceName): unknown {
  return normal(shape, value, service, false);
}

function asSent(shape: Shape, value: unknown, service: ServiceName): unknown {
  return normal(shape, value, service, true);
}

function normal(shape: Shape, value: unknown, service: ServiceName, sent: boolean): unknown {
  if (shape.kind === 'structure') {
    const fields = value as Record<string, unknown>;
    const entries = shape.members
      .filter(({ name }) => fields[name] !== undefined)
      .map(({ name, shape: inner }) => [name, normal(inner, fields[name], service, sent)] as const)
      // A form cannot say that a structure or list is there and empty.
      .filter(([, held]) => !(sent && service !== 'ssm' && isEmpty(held)));
    return Object.fromEntries(entries);
  }
  if (shape.kind === 'list') {
    const items = (value as unknown[]).map((item) => normal(shape.member.shape, item, service, sent));
    return sent && service !== 'ssm' ? items.filter((item) => !isEmpty(item)) : items;
  }
  return value;
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    Object.keys(value).length === 0
  );
}

function withoutTokens(read: unknown, shape: Shape, given: Record<string, unknown>): unknown {
  if (shape.kind !== 'structure' || typeof read !== 'object' || read === null) return read;
  const own = shape.members
    .filter(({ name, merged }) => merged.idempotencyToken && given[name] === undefined)
    .map(({ name }) => name);
  return Object.fromEntries(Object.entries(read).filter(([name]) => !own.includes(name)));
}
