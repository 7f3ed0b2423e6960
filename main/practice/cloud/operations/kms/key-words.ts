import { Refusal } from '../../refusal.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import { type Constraints, checkConstraints } from '../constraints.ts';

/** What KMS says of the parameters of all its calls. Source: API reference of KMS. */
const constraints: Constraints = {
  KeyId: { length: [1, 2048] },
  TargetKeyId: { length: [1, 2048] },
  SourceKeyId: { length: [1, 2048] },
  DestinationKeyId: { length: [1, 2048] },
  AliasName: { length: [1, 256], pattern: /^[a-zA-Z0-9:/_-]+$/ },
  Description: { length: [0, 8192] },
  Policy: { length: [1, 131_072], pattern: /^[\t\n\r\u0020-\u00FF]+$/ },
  PolicyName: { length: [1, 128], pattern: /^[\w]+$/ },
  GranteePrincipal: { length: [1, 256], pattern: /^[\w+=,.@:/-]+$/ },
  RetiringPrincipal: { length: [1, 256], pattern: /^[\w+=,.@:/-]+$/ },
  GrantId: { length: [1, 128] },
  GrantToken: { length: [1, 8192] },
  Name: { length: [1, 256], pattern: /^[a-zA-Z0-9:/_-]+$/ },
  Limit: { range: [1, 1000] },
  Marker: { length: [1, 1024] },
  PendingWindowInDays: { range: [1, 365] },
  RotationPeriodInDays: { range: [90, 2560] },
  NumberOfBytes: { range: [1, 1024] },
  Tags: { items: { fields: { TagKey: { length: [1, 128] }, TagValue: { length: [0, 256] } } } },
  TagKeys: { items: { length: [1, 128] } },
};

/** Refuses parameters that are not of the form that KMS describes. */
export function checkParameters(input: object): void {
  checkConstraints(input, constraints, 'ValidationException');
}

/** The value, or the refusal for a parameter that must be there. */
export function needed<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new Refusal(
    'ValidationException',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

/** The refusal of what goes beyond a limit. */
export function limitExceeded(text: string): Refusal {
  return new Refusal('LimitExceededException', text);
}

/** Refuses a key that is waiting for its deletion: it can be looked at, and the deletion can be called off. */
export function checkNotGoing({ arn, deletionAt }: KmsKeyRecord): void {
  if (deletionAt !== null) throw new Refusal('KMSInvalidStateException', `${arn} is pending deletion.`);
}

/** Refuses a key that cannot encrypt or decrypt at the moment. */
export function checkUsable(key: KmsKeyRecord): void {
  checkNotGoing(key);
  if (!key.enabled) throw new Refusal('DisabledException', `${key.arn} is disabled.`);
}

/** Refuses what of KMS is not modelled, by its name. */
export function refuseUnsupported(input: object, names: readonly string[]): void {
  const fields = new Map(Object.entries(input));
  const given = names.find((name) => fields.get(name) !== undefined);
  if (given) throw new Refusal('UnsupportedOperationException', `The practice cloud does not do ${given} yet.`);
}
