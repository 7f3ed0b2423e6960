import type {
  CreateVolumePermission,
  DescribeSnapshotAttributeRequest,
  DescribeSnapshotAttributeResult,
  ModifySnapshotAttributeRequest,
  PermissionGroup,
  ResetSnapshotAttributeRequest,
} from '@aws-sdk/client-ec2';
import { storageLimits } from '../../data/volume-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { SnapshotRecord } from '../../world/records/storage-records.ts';
import { required } from '../finding.ts';
import { isAwsKey } from '../kms-use.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { ownSnapshot } from './visible-snapshots.ts';

/** Who is let in and who is let out by one call. */
interface SharingChange {
  readonly add: readonly CreateVolumePermission[];
  readonly remove: readonly CreateVolumePermission[];
}

function readChange(input: ModifySnapshotAttributeRequest): SharingChange {
  const { OperationType, UserIds = [], GroupNames = [], CreateVolumePermission: given } = input;
  const listed: CreateVolumePermission[] = [
    ...UserIds.map((UserId) => ({ UserId })),
    ...GroupNames.map((name) => ({ Group: name as PermissionGroup })),
  ];
  if (listed.length > 0 && OperationType !== 'add' && OperationType !== 'remove') {
    throw new Refusal('MissingParameter', 'The request must contain the parameter operationType');
  }
  const change = {
    add: [...(given?.Add ?? []), ...(OperationType === 'add' ? listed : [])],
    remove: [...(given?.Remove ?? []), ...(OperationType === 'remove' ? listed : [])],
  };
  const count = change.add.length + change.remove.length;
  if (count === 0)
    throw new Refusal('MissingParameter', 'The request must contain the parameter createVolumePermission');
  if (count > storageLimits.changesPerCall) {
    throw new Refusal(
      'InvalidParameterValue',
      `A request may change ${storageLimits.changesPerCall} permissions at most.`,
    );
  }
  for (const { UserId, Group } of [...change.add, ...change.remove]) {
    if (UserId !== undefined && !/^\d{12}$/.test(UserId)) {
      throw new Refusal('InvalidUserID.Malformed', `Invalid user id: "${UserId}"`);
    }
    if (Group !== undefined && Group !== 'all') {
      throw new Refusal('InvalidParameterValue', `Value (${Group}) for parameter groupName is invalid. Expecting all.`);
    }
  }
  return change;
}

/** Refuses to share what cannot be shared: disks that AWS's own key encrypts, and in public what is encrypted at all. */
function checkSharing(snapshot: SnapshotRecord, { add }: SharingChange, call: CallContext): void {
  const refuse = (text: string): never => {
    throw new Refusal('OperationNotPermitted', text);
  };
  if (add.length > 0 && snapshot.kmsKeyId !== null && isAwsKey(call, snapshot.kmsKeyId)) {
    refuse('Encrypted snapshots with EBS default key cannot be shared');
  }
  if (!add.some(({ Group }) => Group === 'all')) return;
  if (snapshot.encrypted) refuse('Encrypted snapshots cannot be shared publicly');
  if (call.place.settings.get('region')?.snapshotBlockPublicAccess !== 'unblocked') {
    refuse(
      "You can't publicly share this snapshot because block public access for snapshots is enabled for this account. To publicly share the snapshot, you must call the DisableSnapshotBlockPublicAccess API.",
    );
  }
}

function changed(
  snapshot: SnapshotRecord,
  { add, remove }: SharingChange,
): Pick<SnapshotRecord, 'sharedWith' | 'isPublic'> {
  const users = (list: readonly CreateVolumePermission[]) => list.flatMap(({ UserId }) => UserId ?? []);
  const all = (list: readonly CreateVolumePermission[]) => list.some(({ Group }) => Group === 'all');
  const removed = new Set(users(remove));
  const sharedWith = [...new Set([...snapshot.sharedWith, ...users(add)])].filter((id) => !removed.has(id));
  if (sharedWith.length > storageLimits.sharesPerSnapshot) {
    throw new Refusal(
      'ResourceLimitExceeded',
      `A snapshot can be shared with ${storageLimits.sharesPerSnapshot} accounts at most.`,
    );
  }
  return { sharedWith, isPublic: (snapshot.isPublic || all(add)) && !all(remove) };
}

function checkAttribute(name: string | undefined, known: readonly string[]): string {
  const given = required(name, 'Attribute');
  if (!known.includes(given)) {
    throw new Refusal('InvalidParameterValue', `Value (${given}) for parameter attribute is invalid.`);
  }
  return given;
}

/** Who may make volumes of a snapshot, and copy it. */
export const snapshotSharing = [
  changes('ModifySnapshotAttribute', (input: ModifySnapshotAttributeRequest, call): object => {
    const snapshot = ownSnapshot(call, input.SnapshotId);
    if (input.Attribute !== undefined) checkAttribute(input.Attribute, ['createVolumePermission']);
    const change = readChange(input);
    checkSharing(snapshot, change, call);
    const sharing = changed(snapshot, change);
    call.proceed();
    call.place.snapshots.change(snapshot, sharing);
    return {};
  }),

  reads(
    'DescribeSnapshotAttribute',
    (input: DescribeSnapshotAttributeRequest, call): DescribeSnapshotAttributeResult => {
      const { id, isPublic, sharedWith } = ownSnapshot(call, input.SnapshotId);
      const attribute = checkAttribute(input.Attribute, ['createVolumePermission', 'productCodes']);
      if (attribute === 'productCodes') return { SnapshotId: id, ProductCodes: [] };
      return {
        SnapshotId: id,
        CreateVolumePermissions: [
          ...sharedWith.map((UserId) => ({ UserId })),
          ...(isPublic ? [{ Group: 'all' as const }] : []),
        ],
      };
    },
  ),

  changes('ResetSnapshotAttribute', (input: ResetSnapshotAttributeRequest, call): object => {
    const snapshot = ownSnapshot(call, input.SnapshotId);
    checkAttribute(input.Attribute, ['createVolumePermission']);
    call.proceed();
    call.place.snapshots.change(snapshot, { sharedWith: [], isPublic: false });
    return {};
  }),
];
