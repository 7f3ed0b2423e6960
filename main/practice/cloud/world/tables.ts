import type {
  AccessKeyRecord,
  AccessReportRecord,
  AccountSettingsRecord,
  CredentialReportRecord,
  IamGroupRecord,
  IdentityRecord,
  InstanceProfileRecord,
  MfaDeviceRecord,
  PolicyRecord,
  RoleRecord,
  SessionRecord,
  UsageRecord,
  UserRecord,
} from './records/iam-records.ts';
import type { ImageRecord, PastImageRecord } from './records/image-records.ts';
import type { ConsoleRecord, InstanceRecord, KeyPairRecord, LaunchTemplateRecord } from './records/instance-records.ts';
import type { KmsKeyRecord } from './records/kms-records.ts';
import type {
  AddressRecord,
  GatewayRecord,
  GroupRecord,
  NetworkAclRecord,
  RouteTableRecord,
  RuleRecord,
  SubnetRecord,
  VpcRecord,
} from './records/network-records.ts';
import type { PlaceSettingsRecord, TokenRecord } from './records/place-records.ts';
import type { DiskRecord, SnapshotRecord, VolumeRecord } from './records/storage-records.ts';
import { type AnyTable, type Kept, type OnWrite, Table, type TableSpec } from './table.ts';

/** Makes the tables of one scope; `scope` is what stands before the table's name in its path. */
class Maker {
  readonly made: AnyTable[] = [];
  readonly #scope: string;
  readonly #onWrite: OnWrite;

  constructor(scope: string, onWrite: OnWrite) {
    this.#scope = scope;
    this.#onWrite = onWrite;
  }

  /** A table whose records are found by ID alone. */
  plain<T extends Kept>(name: string, due?: (record: T) => number | null): Table<T> {
    return this.indexed<T, never>(name, { ...(due ? { due } : {}) });
  }

  indexed<T extends Kept, Key extends string>(name: string, spec: TableSpec<T, Key>): Table<T, Key> {
    const table = new Table(`${this.#scope}/${name}`, spec, this.#onWrite);
    this.made.push(table);
    return table;
  }
}

/** A client token may be used again after two days. */
export const TOKEN_LIFE_MS = 48 * 3_600_000;

const DAY_MS = 24 * 3_600_000;

/** All that an account has in one Region. To keep a new kind of thing is to write one line here. */
export function openPlaceTables(accountId: string, region: string, onWrite: OnWrite) {
  const maker = new Maker(`${accountId}/${region}`, onWrite);
  const byVpc = { vpc: ({ vpcId }: { readonly vpcId: string | null }) => vpcId };
  const bySubnet = {
    subnet: ({ associations }: { readonly associations: readonly { readonly subnetId: string }[] }) =>
      associations.map(({ subnetId }) => subnetId),
  };
  return {
    tables: maker.made,
    settings: maker.plain<PlaceSettingsRecord>('settings'),
    vpcs: maker.plain<VpcRecord>('vpcs'),
    subnets: maker.indexed<SubnetRecord, 'vpc'>('subnets', { by: byVpc }),
    gateways: maker.indexed<GatewayRecord, 'vpc'>('gateways', { by: byVpc }),
    routeTables: maker.indexed<RouteTableRecord, 'vpc' | 'subnet' | 'association' | 'target'>('route-tables', {
      by: {
        ...byVpc,
        ...bySubnet,
        association: ({ associations, mainAssociationId }) => [
          ...associations.map(({ id }) => id),
          ...(mainAssociationId === null ? [] : [mainAssociationId]),
        ],
        target: ({ routes }) => routes.map(({ target }) => target),
      },
    }),
    networkAcls: maker.indexed<NetworkAclRecord, 'vpc' | 'subnet' | 'association'>('network-acls', {
      by: { ...byVpc, ...bySubnet, association: ({ associations }) => associations.map(({ id }) => id) },
    }),
    groups: maker.indexed<GroupRecord, 'vpc' | 'name'>('groups', { by: { ...byVpc, name: ({ name }) => name } }),
    groupRules: maker.indexed<RuleRecord, 'group' | 'peer'>('group-rules', {
      by: { group: ({ groupId }) => groupId, peer: ({ peer }) => peer.value },
    }),
    addresses: maker.indexed<AddressRecord, 'instance' | 'publicIp' | 'association'>('addresses', {
      by: {
        instance: ({ association }) => association?.instanceId ?? null,
        publicIp: ({ publicIp }) => publicIp,
        association: ({ association }) => association?.id ?? null,
      },
    }),
    keyPairs: maker.indexed<KeyPairRecord, 'name'>('key-pairs', { by: { name: ({ name }) => name } }),
    instances: maker.indexed<
      InstanceRecord,
      'image' | 'subnet' | 'group' | 'key' | 'privateIp' | 'publicIp' | 'interface' | 'profileAssociation' | 'live'
    >('instances', {
      by: {
        image: ({ imageId }) => imageId,
        subnet: ({ subnetId, state }) => (state === 'terminated' ? null : subnetId),
        group: ({ groupIds, state }) => (state === 'terminated' ? [] : groupIds),
        key: ({ keyName }) => keyName,
        privateIp: ({ privateIp, state }) => (state === 'terminated' ? null : privateIp),
        publicIp: ({ publicIp }) => publicIp,
        interface: ({ networkInterfaceId, state }) => (state === 'terminated' ? null : networkInterfaceId),
        profileAssociation: ({ profileAssociationId, state }) => (state === 'terminated' ? null : profileAssociationId),
        live: ({ state }) => (state === 'pending' || state === 'running' || state === 'stopping' ? 'yes' : null),
      },
      due: ({ next }) => next?.at ?? null,
    }),
    consoles: maker.plain<ConsoleRecord>('consoles'),
    launchTemplates: maker.indexed<LaunchTemplateRecord, 'name'>('launch-templates', {
      by: { name: ({ name }) => name },
    }),
    volumes: maker.indexed<VolumeRecord, 'instance' | 'snapshot' | 'provisioned'>('volumes', {
      by: {
        instance: ({ attachment }) => attachment?.instanceId ?? null,
        snapshot: ({ snapshotId }) => snapshotId,
        provisioned: ({ type }) => (type === 'io1' || type === 'io2' ? type : null),
      },
      due: ({ fate, availableAt }) => (fate === 'gone' ? availableAt : null),
    }),
    snapshots: maker.indexed<SnapshotRecord, 'volume' | 'pending' | 'viewer'>('snapshots', {
      by: {
        volume: ({ volumeId }) => volumeId,
        pending: ({ state }) => (state === 'pending' ? 'yes' : null),
        viewer: ({ sharedWith, isPublic }) => (isPublic ? [...sharedWith, 'all'] : sharedWith),
      },
      due: ({ state, completesAt }) => (state === 'pending' ? completesAt : null),
    }),
    images: maker.indexed<ImageRecord, 'name' | 'snapshot' | 'viewer'>('images', {
      by: { name: ({ name }) => name, snapshot: snapshotsOf, viewer: viewersOf },
      due: ({ next }) => next?.at ?? null,
    }),
    /** The Recycle Bin. */
    binnedImages: maker.indexed<ImageRecord, 'snapshot'>('binned-images', {
      by: { snapshot: snapshotsOf },
      due: ({ bin }) => bin?.exitsAt ?? null,
    }),
    pastImages: maker.indexed<PastImageRecord, 'snapshot'>('past-images', {
      by: { snapshot: ({ snapshotIds }) => snapshotIds },
    }),
    kmsKeys: maker.indexed<KmsKeyRecord, 'alias'>('kms-keys', {
      by: { alias: ({ aliases }) => aliases.map(({ name }) => name) },
      due: ({ deletionAt }) => deletionAt,
    }),
    tokens: maker.plain<TokenRecord>('tokens', ({ usedAt }) => usedAt + TOKEN_LIFE_MS),
  };
}

/** All that an account has once. */
export function openAccountTables(accountId: string, onWrite: OnWrite) {
  const maker = new Maker(`${accountId}/`, onWrite);
  const byPolicy = { policy: ({ attached }: IdentityRecord) => attached };
  return {
    tables: maker.made,
    accountSettings: maker.plain<AccountSettingsRecord>('settings'),
    users: maker.indexed<UserRecord, 'policy' | 'group' | 'boundary'>('users', {
      by: { ...byPolicy, group: ({ groups }) => groups.map(nameKey), boundary: ({ boundary }) => boundary },
    }),
    iamGroups: maker.indexed<IamGroupRecord, 'policy'>('groups', { by: byPolicy }),
    roles: maker.indexed<RoleRecord, 'policy' | 'boundary'>('roles', {
      by: { ...byPolicy, boundary: ({ boundary }) => boundary },
    }),
    instanceProfiles: maker.indexed<InstanceProfileRecord, 'role'>('instance-profiles', {
      by: { role: ({ roleName }) => roleName && nameKey(roleName) },
    }),
    policies: maker.indexed<PolicyRecord, 'name'>('policies', { by: { name: ({ name }) => nameKey(name) } }),
    accessKeys: maker.indexed<AccessKeyRecord, 'user'>('access-keys', {
      by: { user: ({ userName }) => nameKey(userName) },
    }),
    sessions: maker.indexed<SessionRecord, 'holder'>('sessions', {
      by: { holder: holderKeys },
      // Known for a day more, so that who comes with it hears that it has expired, and not that it never was.
      due: ({ expiresAt }) => expiresAt + DAY_MS,
    }),
    mfaDevices: maker.indexed<MfaDeviceRecord, 'user'>('mfa-devices', {
      by: { user: ({ holder }) => holder && nameKey(holder.userName) },
    }),
    usage: maker.indexed<UsageRecord, 'principal'>('usage', { by: { principal: ({ principalArn }) => principalArn } }),
    accessReports: maker.plain<AccessReportRecord>(
      'access-reports',
      // A report of what was last accessed can be read for a day.
      ({ startedAt }) => startedAt + DAY_MS,
    ),
    credentialReports: maker.plain<CredentialReportRecord>('credential-reports'),
  };
}

/** What belongs to nobody: the world's own facts and what disks hold. */
export function openWorldTables(onWrite: OnWrite) {
  const maker = new Maker('/', onWrite);
  return {
    tables: maker.made,
    meta: maker.plain<MetaRecord>('meta'),
    disks: maker.plain<DiskRecord>('disks'),
  };
}

/** The world's own facts; its ID is `world`. */
export interface MetaRecord {
  readonly id: 'world';
  readonly version: 2;
  /** Practice time when it was last saved. */
  readonly now: number;
  /** Makes the IDs of what every Region has from the start: the same in every run of one world, others in another. */
  readonly salt: string;
  /** Seals encoded authorization messages; 32 bytes, base64. */
  readonly sealKey: string;
  /** The account that a person starts in. */
  readonly homeAccount: string;
}

/** IAM's names differ by more than case; this is a name as records are found by it. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** Under what the sessions of a user, of a role, and of a role by the session's name are found. */
export function holderKeys({ holder }: Pick<SessionRecord, 'holder'>): string[] {
  if (holder.kind === 'user') return [`user ${nameKey(holder.userName)}`];
  const role = `role ${nameKey(holder.roleName)}`;
  return [role, `${role} ${holder.sessionName}`];
}

function snapshotsOf({ mappings }: ImageRecord): string[] {
  return mappings.flatMap(({ snapshotId }) => snapshotId ?? []);
}

/** Accounts that an image is shared with one by one, and `all` for a public one. */
function viewersOf({ permissions: { accounts, isPublic } }: ImageRecord): readonly string[] {
  return isPublic ? [...accounts, 'all'] : accounts;
}

export type PlaceTables = ReturnType<typeof openPlaceTables>;
export type AccountTables = ReturnType<typeof openAccountTables>;
