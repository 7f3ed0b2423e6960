import { Refusal } from '../refusal.ts';

/** How EC2 names a kind of thing in its refusals. */
export interface Kind {
  /** `i`, `ami`, `sg`: what stands before the dash of its IDs. */
  readonly prefix: string;
  /** `InvalidInstanceID` and the like; `.NotFound` and `.Malformed` follow. */
  readonly code: string;
  readonly missing: (ids: readonly string[]) => string;
}

/** The kinds with the codes and texts that EC2 has for each. */
export const kinds = {
  instance: {
    prefix: 'i',
    code: 'InvalidInstanceID',
    missing: (ids) =>
      ids.length === 1
        ? `The instance ID '${ids[0]}' does not exist`
        : `The instance IDs '${ids.join(', ')}' do not exist`,
  },
  image: {
    prefix: 'ami',
    code: 'InvalidAMIID',
    missing: (ids) =>
      ids.length === 1
        ? `The image id '[${ids[0]}]' does not exist`
        : `The image ids '[${ids.join(', ')}]' do not exist`,
  },
  snapshot: { prefix: 'snap', code: 'InvalidSnapshot', missing: (ids) => `The snapshot '${ids[0]}' does not exist.` },
  volume: { prefix: 'vol', code: 'InvalidVolume', missing: (ids) => `The volume '${ids[0]}' does not exist.` },
  group: { prefix: 'sg', code: 'InvalidGroup', missing: (ids) => `The security group '${ids[0]}' does not exist` },
  keyPair: { prefix: 'key', code: 'InvalidKeyPair', missing: (ids) => `The key pair '${ids[0]}' does not exist` },
  subnet: { prefix: 'subnet', code: 'InvalidSubnetID', missing: (ids) => `The subnet ID '${ids[0]}' does not exist` },
  vpc: { prefix: 'vpc', code: 'InvalidVpcID', missing: (ids) => `The vpc ID '${ids[0]}' does not exist` },
} as const satisfies Readonly<Record<string, Kind>>;

/** Finds each of the IDs, in their order; refuses malformed and unknown ones as EC2 does. */
export function findAll<T extends { readonly id: string }>(
  kind: Kind,
  list: readonly T[],
  ids: readonly string[],
): T[] {
  for (const id of ids) checkId(kind, id);
  const missing = ids.filter((id) => !list.some((item) => item.id === id));
  if (missing.length > 0) throw new Refusal(`${kind.code}.NotFound`, kind.missing(missing));
  return list.filter((item) => ids.includes(item.id));
}

/** Finds one thing by its ID. */
export function findOne<T extends { readonly id: string }>(kind: Kind, list: readonly T[], id: string | undefined): T {
  const found = findAll(kind, list, [required(id, `${kind.prefix} ID`)])[0];
  if (!found) throw new Refusal(`${kind.code}.NotFound`, kind.missing([id ?? '']));
  return found;
}

/** The value, or the refusal for a parameter that must be there. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === '') {
    throw new Refusal('MissingParameter', `The request must contain the parameter ${name}`);
  }
  return value;
}

function checkId(kind: Kind, id: string): void {
  if (!new RegExp(`^${kind.prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) {
    throw new Refusal(`${kind.code}.Malformed`, `Invalid id: "${id}" (expecting "${kind.prefix}-...")`);
  }
}
