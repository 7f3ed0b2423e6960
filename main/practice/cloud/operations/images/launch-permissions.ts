import type { LaunchPermission, ModifyImageAttributeRequest } from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageRecord, LaunchPermissionRecord } from '../../world/records/image-records.ts';
import { isAwsKey } from '../kms-use.ts';
import type { CallContext } from '../operation.ts';
import { publicAccessOf } from './public-access.ts';

/** Permissions to add and to take away, as they were asked for. */
interface Change {
  readonly add: readonly LaunchPermission[];
  readonly remove: readonly LaunchPermission[];
}

/** Reads a change in either of its two forms: `LaunchPermission`, or `OperationType` with lists. */
export function readChange(input: ModifyImageAttributeRequest): Change {
  const { LaunchPermission: given, OperationType } = input;
  if (given) return { add: given.Add ?? [], remove: given.Remove ?? [] };
  const listed: LaunchPermission[] = [
    ...(input.UserIds ?? []).map((UserId) => ({ UserId })),
    ...(input.UserGroups ?? []).map((Group) => ({ Group: Group as 'all' })),
    ...(input.OrganizationArns ?? []).map((OrganizationArn) => ({ OrganizationArn })),
    ...(input.OrganizationalUnitArns ?? []).map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ];
  if (OperationType === 'add') return { add: listed, remove: [] };
  if (OperationType === 'remove') return { add: [], remove: listed };
  throw new Refusal('InvalidParameterValue', `Value (${OperationType ?? ''}) for parameter operationType is invalid.`);
}

/** The four things that an image is shared with, by the words of their refusals and the form that each has. */
const forms = {
  userId: /^\d{12}$/,
  UserGroup: /^all$/,
  organizationArn: /^arn:aws[a-z-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/,
  organizationalUnitArn:
    /^arn:aws[a-z-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/,
} as const;

function checked(kind: keyof typeof forms, value: string): string {
  if (!forms[kind].test(value)) {
    throw new Refusal('InvalidAMIAttributeItemValue', `Invalid attribute item value "${value}" for ${kind} item type.`);
  }
  return value;
}

/** Permissions as sets, each value checked. */
function readPermissions(given: readonly LaunchPermission[]): LaunchPermissionRecord {
  const groups = given.flatMap(({ Group }) => (Group === undefined ? [] : checked('UserGroup', Group)));
  return {
    accounts: given.flatMap(({ UserId }) => (UserId === undefined ? [] : checked('userId', UserId))),
    organizations: given.flatMap(({ OrganizationArn: arn }) =>
      arn === undefined ? [] : checked('organizationArn', arn),
    ),
    organizationalUnits: given.flatMap(({ OrganizationalUnitArn: arn }) =>
      arn === undefined ? [] : checked('organizationalUnitArn', arn),
    ),
    isPublic: groups.length > 0,
  };
}

/** The permissions that an image has after a change; refuses what EC2 does not let out. */
export function changedPermissions(image: ImageRecord, change: Change, call: CallContext): LaunchPermissionRecord {
  const held = image.permissions;
  const add = readPermissions(change.add);
  const remove = readPermissions(change.remove);
  const join = (name: 'accounts' | 'organizations' | 'organizationalUnits') =>
    [...new Set([...held[name], ...add[name]])].filter((value) => !remove[name].includes(value));
  const after: LaunchPermissionRecord = {
    accounts: join('accounts'),
    organizations: join('organizations'),
    organizationalUnits: join('organizationalUnits'),
    isPublic: (held.isPublic || add.isPublic) && !remove.isPublic,
  };
  if (change.add.length > 0) checkStorage(image, add.isPublic, call);
  if (after.isPublic && !held.isPublic) checkPublic(image, call);
  const entities = after.accounts.length + after.organizations.length + after.organizationalUnits.length;
  if (change.add.length > 0 && entities > imageLimits.sharingEntities) {
    throw new Refusal(
      'ResourceLimitExceeded',
      `You have reached your quota of ${imageLimits.sharingEntities} for the number of entities that an image can be shared with.`,
    );
  }
  return after;
}

/** A key that AWS keeps opens disks for its own account alone, and nothing encrypted is for everyone. */
function checkStorage(image: ImageRecord, toAll: boolean, call: CallContext): void {
  const encrypted = image.mappings.filter((mapping) => mapping.snapshotId !== null && mapping.encrypted);
  if (toAll && encrypted.length > 0) {
    throw new Refusal(
      'UnsupportedOperation',
      "Encrypted snapshots can't be shared publicly. Specify another snapshot.",
    );
  }
  if (encrypted.some(({ kmsKeyId }) => kmsKeyId === null || isAwsKey(call, kmsKeyId))) {
    throw new Refusal(
      'InvalidParameter',
      "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.",
    );
  }
}

function checkPublic(image: ImageRecord, call: CallContext): void {
  const { place } = call;
  if (publicAccessOf(call) === 'block-new-sharing') {
    throw new Refusal(
      'OperationNotPermitted',
      "You can't publicly share this image because block public access for AMIs is enabled for this account. To publicly share the image, you must call the DisableImageBlockPublicAccess API.",
    );
  }
  if (image.productCodes.length > 0) {
    throw new Refusal('UnsupportedOperation', `Image ${image.id} has product codes and can't be shared publicly.`);
  }
  const quota = place.settings.get('region')?.publicImageQuota ?? 0;
  if (place.images.by('viewer', 'all').length >= quota) {
    throw new Refusal(
      'ResourceLimitExceeded',
      `You have reached your quota of ${quota} for the number of public images allowed in this Region. Deregister unused public images or make them private, or request an increase in your public AMIs quota.`,
    );
  }
}

/** Permissions as EC2 lists them. */
export function showPermissions(permissions: LaunchPermissionRecord): LaunchPermission[] {
  return [
    ...(permissions.isPublic ? [{ Group: 'all' as const }] : []),
    ...permissions.accounts.map((UserId) => ({ UserId })),
    ...permissions.organizations.map((OrganizationArn) => ({ OrganizationArn })),
    ...permissions.organizationalUnits.map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ];
}
