import type { ServiceName } from '../../main/practice/cloud/wire/services.ts';
import type { Member, Shape } from '../../main/practice/cloud/wire/shape.ts';
import type { Subject } from './codec-exchange.ts';
import { type Codec, practiceCodec } from './codec-properties.ts';

/** A codec with one fault, and the operations that it would be noticed at. */
export interface PlantedFault {
  readonly name: string;
  readonly codec: Codec;
  readonly at: readonly (readonly [ServiceName, string])[];
  readonly shows: 'answers' | 'requests';
}

const { read, write } = practiceCodec;

/** A codec that writes another value than it was given. */
const writing = (change: (value: unknown) => unknown): Codec => ({
  read,
  write: (subject, output) => write(subject, deep(output, change)),
});

/** A codec that reads another value than was sent. */
const reading = (change: (value: unknown) => unknown): Codec => ({
  write,
  read: (subject, body) => deep(read(subject, body), change),
});

/** A codec that has something wrong about the shapes. */
const misreadingShapes = (change: (member: Member) => Partial<Member>): Codec => {
  const wrong = ({ shape, ...rest }: Subject): Subject => ({
    ...rest,
    shape: { ...shape, input: reshape(shape.input, change, 0), output: reshape(shape.output, change, 0) },
  });
  return {
    read: (subject, body) => read(wrong(subject), body),
    write: (subject, output) => write(wrong(subject), output),
  };
};

const unescaped = (body: string) =>
  body.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

const instances = [['ec2', 'DescribeInstances']] as const;
const launch = [['ec2', 'RunInstances']] as const;
const key = [['kms', 'DescribeKey']] as const;

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'text that is not escaped',
    codec: { read, write: (...given) => unescaped(write(...given)) },
    at: instances,
    shows: 'answers',
  },
  {
    name: 'text that is escaped twice',
    codec: writing((value) => (typeof value === 'string' ? value.replaceAll('&', '&amp;') : value)),
    at: instances,
    shows: 'answers',
  },
  {
    name: 'lists that are flat where they are not, and the other way round',
    codec: misreadingShapes(({ merged }) => ({ merged: { ...merged, xmlFlattened: merged.xmlFlattened ? 0 : 1 } })),
    at: [...instances, ['iam', 'ListUsers']],
    shows: 'answers',
  },
  {
    name: 'forms that are flat where they are not',
    codec: misreadingShapes(({ merged }) => ({ merged: { ...merged, xmlFlattened: 1 } })),
    at: [['iam', 'SimulateCustomPolicy']],
    shows: 'requests',
  },
  {
    name: "a parameter's name in EC2 that is its XML name",
    codec: misreadingShapes(({ merged: { ec2QueryName: _, ...merged } }) => ({ merged })),
    at: launch,
    shows: 'requests',
  },
  {
    name: 'numbers of lists that begin at 0',
    codec: {
      write,
      read: (subject, body) =>
        read(
          subject,
          body.replace(/\.(\d+)(?=[.=])/g, (_, n) => `.${Number(n) - 1}`),
        ),
    },
    at: launch,
    shows: 'requests',
  },
  {
    name: 'numbers of lists in the order of the alphabet',
    codec: reading((value) => (Array.isArray(value) ? value.toReversed() : value)),
    at: launch,
    shows: 'requests',
  },
  {
    name: 'milliseconds that are lost in XML',
    codec: writing((value) => (value instanceof Date ? new Date(Math.floor(value.getTime() / 1000) * 1000) : value)),
    at: instances,
    shows: 'answers',
  },
  {
    name: 'milliseconds that are lost in JSON',
    codec: { read, write: (...given) => write(...given).replace(/(Date":-?\d+)\.\d+/g, '$1') },
    at: key,
    shows: 'answers',
  },
  {
    name: 'milliseconds that are cut where they should be rounded',
    codec: { write, read: (subject, body) => truncatedTimes(read(subject, body), body) },
    at: [['ssm', 'UpdateOpsItem']],
    shows: 'requests',
  },
  {
    name: 'empty texts that are left out',
    codec: writing((value) => (isRecord(value) ? without(value, (held) => held === '') : value)),
    at: instances,
    shows: 'answers',
  },
  {
    name: 'empty texts that are not read',
    codec: reading((value) => (isRecord(value) ? without(value, (held) => held === '') : value)),
    at: launch,
    shows: 'requests',
  },
  {
    name: 'empty lists that are left out',
    codec: writing((value) =>
      isRecord(value) ? without(value, (held) => Array.isArray(held) && held.length === 0) : value,
    ),
    at: instances,
    shows: 'answers',
  },
  {
    name: 'false that is left out',
    codec: writing((value) => (isRecord(value) ? without(value, (held) => held === false) : value)),
    at: key,
    shows: 'answers',
  },
  {
    name: 'characters beyond the first 65,536 in halves',
    codec: writing((value) =>
      typeof value === 'string' ? value.replace(/[\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}\u{FFFD}') : value,
    ),
    at: instances,
    shows: 'answers',
  },
  {
    name: 'numbers of 32 bits',
    codec: reading((value) => (typeof value === 'number' ? Math.trunc(value) | 0 : value)),
    at: launch,
    shows: 'requests',
  },
  {
    name: 'bytes in the alphabet of addresses',
    codec: {
      read,
      write: (...given) =>
        write(...given)
          .replaceAll('+', '-')
          .replaceAll('/', '_'),
    },
    at: [['kms', 'Encrypt']],
    shows: 'answers',
  },
  {
    name: 'maps whose keys and values have changed places',
    codec: reading((value) => (isRecord(value) ? swapped(value) : value)),
    at: [['kms', 'Encrypt']],
    shows: 'requests',
  },
];

function deep(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (Array.isArray(changed)) return changed.map((item) => deep(item, change));
  if (!isRecord(changed)) return changed;
  return Object.fromEntries(Object.entries(changed).map(([name, held]) => [name, deep(held, change)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function without(value: Record<string, unknown>, leaves: (held: unknown) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => !leaves(held)));
}

function swapped(value: Record<string, unknown>): Record<string, unknown> {
  const map = Object.values(value).every((held) => typeof held === 'string');
  return map ? Object.fromEntries(Object.entries(value).map(([name, held]) => [String(held), name])) : value;
}

/** What comes of 1.001 seconds where the 1000.9999999999999 milliseconds are cut. */
function truncatedTimes(value: unknown, body: string): unknown {
  const seconds = [...body.matchAll(/:(\d+\.\d+)[,}]/g)].map(([, text]) => Number(text));
  return deep(value, (held) => {
    const sent = held instanceof Date ? seconds.find((each) => Math.round(each * 1000) === held.getTime()) : undefined;
    return sent === undefined ? held : new Date(sent * 1000);
  });
}

/** Shapes hold themselves, so a copy ends at a depth that no value reaches. */
function reshape(shape: Shape, change: (member: Member) => Partial<Member>, depth: number): Shape {
  if (depth > 12) return shape;
  const renew = (member: Member): Member => {
    const { name, traits, merged } = member;
    const changed = change(member);
    return {
      ...{ name, traits, merged, ...changed },
      get shape() {
        return reshape(member.shape, change, depth + 1);
      },
    };
  };
  if (shape.kind === 'structure') return { ...shape, members: shape.members.map(renew) };
  if (shape.kind === 'list') return { ...shape, member: renew(shape.member) };
  return shape.kind === 'map' ? { ...shape, key: renew(shape.key), value: renew(shape.value) } : shape;
}
