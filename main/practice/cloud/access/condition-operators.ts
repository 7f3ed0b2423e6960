import { compileArn } from './arn.ts';
import { readInstant } from './instant.ts';
import { holds, readAddress, readRange } from './ip-address.ts';
import { compilePattern, type Matcher, type PatternPart } from './wildcard.ts';

/** How a policy's value is compared with a value of the request. */
export type Comparison =
  /** The policy's value may hold variables, and wildcards where that is said. */
  | {
      readonly takes: 'text';
      readonly wildcards: boolean;
      readonly compile: (parts: readonly PatternPart[]) => Matcher | null;
    }
  /** The policy's value stands for a number, a date and so on, and holds no variables. */
  | { readonly takes: 'value'; readonly compile: (text: string) => Matcher }
  /** Null asks whether the key is there at all. */
  | { readonly takes: 'presence' };

/** One of the base operators. */
export interface Operator {
  readonly name: string;
  readonly comparison: Comparison;
  /** Whether it is the opposite of another operator. */
  readonly negated: boolean;
}

/** What is of the wrong kind is equal to nothing. */
const never: Matcher = () => false;

const exactly: Comparison = { takes: 'text', wildcards: false, compile: compilePattern };

const ignoringCase: Comparison = {
  takes: 'text',
  wildcards: false,
  compile: (parts) => {
    const wanted = parts
      .map((part) => (part.kind === 'text' ? part.text : ''))
      .join('')
      .toLowerCase();
    return (value) => value.toLowerCase() === wanted;
  },
};

const like: Comparison = { takes: 'text', wildcards: true, compile: compilePattern };

const arn: Comparison = { takes: 'text', wildcards: true, compile: compileArn };

const bool: Comparison = {
  takes: 'value',
  compile: (text) => {
    const wanted = text.toLowerCase();
    return wanted === 'true' || wanted === 'false' ? (value) => value.toLowerCase() === wanted : never;
  },
};

const binary: Comparison = {
  takes: 'value',
  compile: (text) => {
    const wanted = readBase64(text);
    return wanted ? (value) => readBase64(value)?.equals(wanted) === true : never;
  },
};

const ipRange: Comparison = {
  takes: 'value',
  compile: (text) => {
    const range = readRange(text);
    if (!range) return never;
    return (value) => {
      const address = readAddress(value);
      return address !== null && holds(range, address);
    };
  },
};

function ordered(
  read: (text: string) => number | null,
  holdsFor: (held: number, wanted: number) => boolean,
): Comparison {
  return {
    takes: 'value',
    compile: (text) => {
      const wanted = read(text);
      if (wanted === null) return never;
      return (value) => {
        const held = read(value);
        return held !== null && holdsFor(held, wanted);
      };
    },
  };
}

function readNumber(text: string): number | null {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : null;
}

function readBase64(text: string): Buffer | null {
  return /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? Buffer.from(text, 'base64') : null;
}

/** The six operators of a kind that has an order. */
function sixOf(kind: 'Numeric' | 'Date', read: (text: string) => number | null): [string, Comparison][] {
  return [
    [`${kind}Equals`, ordered(read, (held, wanted) => held === wanted)],
    [`${kind}LessThan`, ordered(read, (held, wanted) => held < wanted)],
    [`${kind}LessThanEquals`, ordered(read, (held, wanted) => held <= wanted)],
    [`${kind}GreaterThan`, ordered(read, (held, wanted) => held > wanted)],
    [`${kind}GreaterThanEquals`, ordered(read, (held, wanted) => held >= wanted)],
  ];
}

const positive: readonly [string, Comparison][] = [
  ['StringEquals', exactly],
  ['StringEqualsIgnoreCase', ignoringCase],
  ['StringLike', like],
  ...sixOf('Numeric', readNumber),
  ...sixOf('Date', readInstant),
  ['Bool', bool],
  ['BinaryEquals', binary],
  ['IpAddress', ipRange],
  ['ArnEquals', arn],
  ['ArnLike', arn],
  ['Null', { takes: 'presence' }],
];

const negative: readonly [string, Comparison][] = [
  ['StringNotEquals', exactly],
  ['StringNotEqualsIgnoreCase', ignoringCase],
  ['StringNotLike', like],
  ['NumericNotEquals', ordered(readNumber, (held, wanted) => held === wanted)],
  ['DateNotEquals', ordered(readInstant, (held, wanted) => held === wanted)],
  ['NotIpAddress', ipRange],
  ['ArnNotEquals', arn],
  ['ArnNotLike', arn],
];

/**
 * The 27 base operators by name; their names are written exactly so.
 *
 * Source: IAM user guide, reference_policies_elements_condition_operators.
 */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [
    ...positive.map(([name, comparison]) => ({ name, comparison, negated: false })),
    ...negative.map(([name, comparison]) => ({ name, comparison, negated: true })),
  ].map((operator) => [operator.name, operator]),
);
