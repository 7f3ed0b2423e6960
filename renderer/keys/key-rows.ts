import type { KeyPair } from '../../src/keys/contract.ts';

/** A row of the table: a key pair, or a private half that is kept here although its pair is gone from AWS. */
export interface KeyRow extends Pick<KeyPair, 'name' | 'privateHalfHere' | 'createdAt'> {
  readonly rowId: string;
  /** Undefined for a private half alone. */
  readonly pair: KeyPair | undefined;
  readonly type: string;
}

/** The rows of both kinds. */
export function keyRows(keyPairs: readonly KeyPair[], keptHalves: readonly string[]): readonly KeyRow[] {
  return [
    ...keyPairs.map(
      (pair): KeyRow => ({
        rowId: pair.keyPairId,
        name: pair.name,
        privateHalfHere: pair.privateHalfHere,
        createdAt: pair.createdAt,
        pair,
        type: pair.type,
      }),
    ),
    ...keptHalves.map(
      (name): KeyRow => ({
        rowId: `kept ${name}`,
        name,
        privateHalfHere: true,
        createdAt: undefined,
        pair: undefined,
        type: '–',
      }),
    ),
  ];
}
