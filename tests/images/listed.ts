import type { RowsAnswer, RowsQuery } from '../../src/images/inventory.ts';
import type { MainSide } from '../desktop/main-side.ts';

/** A question for the first page of a list, with what a test wants otherwise. */
export function rowsQuery(change: Partial<RowsQuery> = {}): RowsQuery {
  return {
    view: 'own',
    everywhere: false,
    filter: { text: '' },
    sort: { column: 'created', descending: true },
    page: 1,
    pageSize: 100,
    ...change,
  };
}

/** The answer once everything is loaded, or has failed. */
export async function listed(side: MainSide, change: Partial<RowsQuery> = {}): Promise<RowsAnswer> {
  for (;;) {
    const answer = await side.handlers.images.rows(rowsQuery(change));
    if (answer.complete) return answer as RowsAnswer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
