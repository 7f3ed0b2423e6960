import type { FileSpec } from '../../main/app/store.ts';

/** What the tests store. */
export interface State {
  readonly n: number;
  readonly names: readonly string[];
}

/** Its format. */
export const spec: FileSpec<State> = {
  version: 1,
  decode(value) {
    const state = value as State;
    if (typeof state.n !== 'number' || !Array.isArray(state.names)) throw new Error('Not a state');
    return state;
  },
};
/** What is stored first, and then. */
export const first: State = { n: 1, names: ['web', 'größer', '名前'] };
export const second: State = { n: 2, names: [] };
