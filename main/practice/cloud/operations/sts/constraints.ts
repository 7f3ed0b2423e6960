import type { Constraint, Constraints } from '../constraints.ts';

const tagKey: Constraint = { length: [1, 128], pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u };
const tagValue: Constraint = { length: [0, 256], pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u };
const arn: Constraint = { length: [20, 2_048] };

const parameters: Constraints = {
  RoleArn: arn,
  RoleSessionName: { length: [2, 64], pattern: /^[\w+=,.@-]*$/ },
  ExternalId: { length: [2, 1_224], pattern: /^[\w+=,.@:/-]*$/ },
  SourceIdentity: { length: [2, 64], pattern: /^[\w+=,.@-]*$/ },
  SerialNumber: { length: [9, 256], pattern: /^[\w+=/:,.@-]*$/ },
  TokenCode: { length: [6, 6], pattern: /^[\d]*$/ },
  DurationSeconds: { range: [900, 43_200] },
  Policy: { length: [1, 2_048], pattern: /^[\t\n\r\x20-\xff]+$/ },
  PolicyArns: { length: [0, 10], items: { fields: { arn } } },
  Tags: { length: [0, 50], items: { fields: { Key: tagKey, Value: tagValue } } },
  TransitiveTagKeys: { length: [0, 50], items: tagKey },
  EncodedMessage: { length: [1, 10_240] },
  AccessKeyId: { length: [16, 128], pattern: /^[\w]*$/ },
};

/** A user's own session may last a day and a half. */
const ofSessionTokens: Constraints = { ...parameters, DurationSeconds: { range: [900, 129_600] } };

/** What the parameters of an STS call may be. Source: STS API reference. */
export function stsConstraints(operation: string): Constraints {
  return operation === 'GetSessionToken' ? ofSessionTokens : parameters;
}
