import fc from 'fast-check';
import { listOperations } from '../../main/practice/cloud/operations/table.ts';
import { type ServiceName, serviceNames } from '../../main/practice/cloud/wire/services.ts';
import { exchange, subjectOf } from '../practice/codec-exchange.ts';
import { practiceCodec } from '../practice/codec-properties.ts';
import { smallestOf, valuesOf } from '../practice/codec-values.ts';

/** A request that is to be signed and sent. */
export interface Malformed {
  readonly service: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is done to it after it was signed. */
  readonly broken: 'nothing' | 'body' | 'secret' | 'key' | 'old';
}

const versions: Readonly<Record<string, string>> = { ec2: '2016-11-15', sts: '2011-06-15', iam: '2010-05-08' };
const targets: Readonly<Record<string, string>> = {
  ssm: 'AmazonSSM',
  kms: 'TrentService',
  'ec2-instance-connect': 'AWSEC2InstanceConnectService',
};

const operations = serviceNames.flatMap((service) =>
  (listOperations(service) ?? []).map(({ name }) => [service, name] as const),
);
const queryOperations = operations.filter(([service]) => Object.hasOwn(versions, service));

const wrongNames = fc.constantFrom(
  ...[
    'Filter.1.Name',
    'Filter.1.Value.1',
    'Filter.4294967296.Value.99999',
    'Filter.0.Name',
    'Filter.-1.Name',
    'Filter',
  ],
  ...[
    'Filter.1',
    'Filter.1.Value.1.Value.1',
    '__proto__',
    '__proto__.1',
    'constructor',
    'toString.1',
    'Action',
    'DryRun',
  ],
  ...[
    'MaxResults',
    'NextToken',
    'InstanceId.1',
    'TagSpecification.1.Tag.1.Key',
    'Tag.1',
    'MinCount',
    '.',
    '..',
    'a..b',
    '',
  ],
  ...[
    'a.'.repeat(15),
    'a.'.repeat(500),
    'UserData',
    'ClientToken',
    'Version',
    'X-Amz-Date',
    'ü.1',
    '\u0000',
    'Owner.1',
  ],
);
const wrongValues = fc.oneof(
  fc.constantFrom(
    ...['', '0', '-1', '1e400', 'NaN', 'true', 'TRUE', 'null', '[]', '{}', '\u0000', '%00', '\ud83d', '<a>&amp;]]>'],
    ...[
      '99999999999999999999',
      '2026-13-40',
      '0.0.0.0/0',
      '::/0',
      '*',
      '?',
      '../..',
      '$\u007Baws:username}',
      "' OR 1=1",
      '\r\n',
    ],
  ),
  fc.constantFrom('x'.repeat(70_000), '*'.repeat(3_000), `${'a?*'.repeat(500)}b`, '9'.repeat(400)),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Query parameters that no model has, or not so. */
const queries: fc.Arbitrary<Malformed> = fc
  .record({
    call: fc.constantFrom(...queryOperations),
    parameters: fc.array(fc.tuple(wrongNames, wrongValues), { maxLength: 12 }),
    many: fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1_000, 6_000) }),
  })
  .map(({ call: [service, name], parameters, many }) => {
    const pairs = [['Action', name], ['Version', versions[service] ?? ''], ...parameters];
    const more = Array.from({ length: many }, (_, n) => [`Filter.${n + 1}.Value.${n + 1}`, 'a']);
    const body = [...pairs, ...more].map(([key = '', value = '']) => `${formText(key)}=${formText(value)}`).join('&');
    return { service, body, headers: {}, broken: 'nothing' };
  });

/** Half a character is sent as the bytes that it would have: no valid UTF-8, which the SDK would never send. */
function formText(text: string): string {
  return text
    .split(/(\p{Surrogate})/u)
    .map((part) => (/^\p{Surrogate}$/u.test(part) ? '%ED%A0%BD' : encodeURIComponent(part)))
    .join('');
}

/** JSON that no model has, JSON that is none, and JSON that is deep. */
const documents: fc.Arbitrary<Malformed> = fc
  .record({
    service: fc.constantFrom('ssm', 'kms', 'ec2-instance-connect', 'practice'),
    name: fc.constantFrom(
      ...['GetParameters', 'GetParametersByPath', 'DescribeKey', 'ListKeys', 'Encrypt', 'SendSSHPublicKey', 'Status'],
      ...['AddFault', 'Step', 'SetSpeed', '__proto__', 'constructor', '', 'a.b', 'X'.repeat(500)],
    ),
    body: fc.oneof(
      fc.json(),
      fc.json({ maxDepth: 6 }).map((text) => text.slice(0, -1)),
      fc.constantFrom('', 'null', '[]', '"a"', '1', '{"__proto__":{"a":1}}', '{"Names":["\\ud800"]}', '{"Names":null}'),
      fc.constantFrom(
        '['.repeat(50_000),
        `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
        '{"Names":[1e999]}',
        '\ufeff{}',
      ),
      fc
        .dictionary(
          fc.constantFrom('Names', 'Path', 'KeyId', 'seconds', 'speed', 'Plaintext', '__proto__'),
          fc.jsonValue(),
        )
        .map((value) => JSON.stringify(value)),
    ),
  })
  .map(({ service, name, body }) => ({
    ...{ service, body, broken: 'nothing' as const },
    headers: { 'x-amz-target': `${targets[service] ?? 'Practice'}.${name}` },
  }));

/** Well-formed requests of every operation with arbitrary values in them, written by the SDK. */
async function wellFormed(service: ServiceName, name: string, seed: number): Promise<Malformed> {
  const subject = subjectOf(service, name);
  const { protocol } = subject.service;
  const [input = {}] = fc.sample(valuesOf(subject.shape.input, { protocol, direction: 'request' }), {
    numRuns: 1,
    seed,
  });
  let body = '';
  await exchange(subject, input, (sent) => {
    body = sent;
    return practiceCodec.write(subject, smallestOf(subject.shape.output, { protocol, direction: 'answer' }));
  });
  const target = targets[service];
  return { service, body, headers: target ? { 'x-amz-target': `${target}.${name}` } : {}, broken: 'nothing' };
}

/** Requests to be signed: wrong parameters, wrong JSON, arbitrary values, and some of each broken after the signing. */
export async function malformedRequests(count: number, seed: number): Promise<readonly Malformed[]> {
  const third = Math.ceil(count / 3);
  const arbitrary: Malformed[] = [];
  for (let index = 0; index < third; index += 1) {
    const [service, name] = operations[(seed * 7 + index) % operations.length] ?? ['sts', 'GetCallerIdentity'];
    arbitrary.push(await wellFormed(service, name, seed * 1_000 + index));
  }
  const all = [
    ...fc.sample(queries, { numRuns: third, seed }),
    ...fc.sample(documents, { numRuns: third, seed }),
    ...arbitrary,
  ];
  const ways = ['body', 'secret', 'key', 'old'] as const;
  return all
    .slice(0, count)
    .map((one, index) => (index % 10 === 0 ? { ...one, broken: ways[(index / 10) % 4] ?? 'body' } : one));
}
