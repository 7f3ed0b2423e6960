import type { Constraint, Constraints } from '../constraints.ts';

const nameLetters = /^[\w+=,.@-]+$/;

function name(most: number): Constraint {
  return {
    length: [1, most],
    pattern: nameLetters,
    words: (parameter) =>
      `The specified value for ${parameter} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  };
}

const path: Constraint = {
  length: [1, 512],
  pattern: /^(\/|\/[\x21-\x7f]+\/)$/,
  words: (parameter) =>
    `The specified value for ${parameter} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
};

const arn: Constraint = { length: [20, 2_048] };
const document: Constraint = {
  length: [1, 131_072],
  pattern: /^[\t\n\r\x20-\xff]+$/,
  words: (parameter) =>
    `The specified value for ${parameter} is invalid. It must contain only printable ASCII characters.`,
};
const documents: Constraint = { items: document };
const description: Constraint = { length: [0, 1_000], pattern: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/ };
const code: Constraint = { length: [6, 6], pattern: /^\d+$/ };
const tagKey: Constraint = { length: [1, 128], pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u };

const entityTypes = ['Role', 'Group', 'AWSManagedPolicy', 'User', 'LocalManagedPolicy'] as const;

const parameters: Constraints = {
  UserName: name(128),
  NewUserName: name(64),
  GroupName: name(128),
  NewGroupName: name(128),
  RoleName: name(64),
  InstanceProfileName: name(128),
  PolicyName: name(128),
  VirtualMFADeviceName: { length: [1, 226], pattern: /^[\w+=,.@-]+$/ },
  Path: path,
  NewPath: path,
  PathPrefix: { length: [1, 512], pattern: /^\/[\x21-\x7f]*$/ },
  MaxItems: { range: [1, 1_000] },
  // AWS's markers have 320 characters at the most; those here hold a path and a name.
  Marker: { length: [1, 1_600], pattern: /^[\x20-\xff]*$/ },
  PolicyArn: arn,
  PermissionsBoundary: arn,
  PolicySourceArn: arn,
  Arn: arn,
  PolicyDocument: document,
  AssumeRolePolicyDocument: document,
  PolicyInputList: documents,
  PermissionsBoundaryPolicyInputList: documents,
  VersionId: { pattern: /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/ },
  Description: description,
  MaxSessionDuration: { range: [3_600, 43_200] },
  AccessKeyId: { length: [16, 128], pattern: /^[\w]+$/ },
  Status: { values: ['Active', 'Inactive'] },
  Password: { length: [1, 128] },
  OldPassword: { length: [1, 128] },
  NewPassword: { length: [1, 128] },
  SerialNumber: { length: [9, 256], pattern: /^[\w+=/:,.@-]+$/ },
  AuthenticationCode1: code,
  AuthenticationCode2: code,
  AssignmentStatus: { values: ['Assigned', 'Unassigned', 'Any'] },
  AccountAlias: { length: [3, 63], pattern: /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/ },
  MinimumPasswordLength: { range: [6, 128] },
  MaxPasswordAge: { range: [1, 1_095] },
  PasswordReusePrevention: { range: [1, 24] },
  Tags: {
    length: [0, 50],
    items: { fields: { Key: tagKey, Value: { length: [0, 256], pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u } } },
  },
  TagKeys: { length: [0, 50], items: tagKey },
  Scope: { values: ['All', 'AWS', 'Local'] },
  PolicyUsageFilter: { values: ['PermissionsPolicy', 'PermissionsBoundary'] },
  EntityFilter: { values: entityTypes },
  Filter: { items: { values: entityTypes } },
  ActionNames: { items: { length: [3, 128] } },
  ResourceArns: { items: { length: [1, 2_048] } },
  ContextEntries: { items: { fields: { ContextKeyName: { length: [5, 256] } } } },
  JobId: { length: [36, 36] },
  Granularity: { values: ['SERVICE_LEVEL', 'ACTION_LEVEL'] },
  ServiceNamespace: { length: [1, 64], pattern: /^[\w-]*$/ },
  ServiceNamespaces: { length: [1, 200], items: { length: [1, 64], pattern: /^[\w-]*$/ } },
};

/** Users that are there may have older, longer names than a new one may be given. */
const ofNewUsers: Constraints = { ...parameters, UserName: name(64) };

/**
 * What the parameters of an IAM call may be.
 *
 * Source: IAM API reference, and reference_iam-quotas of the user guide.
 */
export function iamConstraints(operation: string): Constraints {
  return operation === 'CreateUser' ? ofNewUsers : parameters;
}
