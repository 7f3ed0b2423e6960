import { Refusal } from '../refusal.ts';

/** One page of a list, and how to ask for the next. */
export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

/** Cuts a list into pages; without MaxResults all of it comes at once, as in EC2. */
export function pageOf<T>(
  items: readonly T[],
  input: { MaxResults?: number | undefined; NextToken?: string | undefined },
  limits: { readonly least: number; readonly most: number } = { least: 5, most: 1000 },
): Page<T> {
  const size = input.MaxResults;
  if (size !== undefined && (size < limits.least || size > limits.most || !Number.isInteger(size))) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${limits.least} and ${limits.most}.`,
    );
  }
  const start = input.NextToken === undefined ? 0 : readToken(input.NextToken);
  if (size === undefined) return { items: items.slice(start), nextToken: undefined };
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? writeToken(end) : undefined };
}

function writeToken(offset: number): string {
  return Buffer.from(`practice:${offset}`).toString('base64url');
}

function readToken(token: string): number {
  const match = /^practice:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  if (!match) throw new Refusal('InvalidNextToken', 'The token in NextToken is not valid.');
  return Number(match[1]);
}
