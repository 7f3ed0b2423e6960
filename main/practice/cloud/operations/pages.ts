import { Refusal } from '../refusal.ts';

/** One page of a list, and how to ask for the next. */
export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a list into pages; without MaxResults all of it comes at once, as in EC2.
 *
 * Items are taken one by one and no further than the page goes, so that a long list need not be made to show its start.
 */
export function pageOf<T>(
  items: Iterable<T>,
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
  const end = size === undefined ? Number.POSITIVE_INFINITY : start + size;
  const page: T[] = [];
  let index = 0;
  for (const item of items) {
    if (index >= end) return { items: page, nextToken: writeToken(end) };
    if (index >= start) page.push(item);
    index += 1;
  }
  return { items: page, nextToken: undefined };
}

function writeToken(offset: number): string {
  return Buffer.from(`practice:${offset}`).toString('base64url');
}

function readToken(token: string): number {
  const match = /^practice:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  if (!match) throw new Refusal('InvalidNextToken', 'The token in NextToken is not valid.');
  return Number(match[1]);
}
