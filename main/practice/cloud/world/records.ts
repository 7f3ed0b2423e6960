import type { Disk, Platform } from '../machines/machine.ts';

/**
 * Everything that the practice cloud holds, as plain data that goes to JSON and back unchanged.
 *
 * Times are milliseconds of practice time. Tags are a list and not a map: a key may be `__proto__`.
 */
export interface WorldRecord {
  readonly format: 'amiable-practice-world';
  readonly version: 1;
  /** Practice time when it was last saved. */
  now: number;
  readonly accounts: AccountRecord[];
}

/** An account with its people and what it has in each Region. */
export interface AccountRecord {
  readonly id: string;
  readonly alias: string;
  readonly people: PersonRecord[];
  /** By Region name. */
  readonly places: Record<string, PlaceRecord>;
}

/** An IAM user of an account. */
export interface PersonRecord {
  readonly userName: string;
  readonly userId: string;
  readonly createdAt: number;
  /** Action patterns such as `ec2:Describe*` that are allowed on everything. */
  readonly allow: readonly string[];
}

/** One account's things in one Region. */
export interface PlaceRecord {
  readonly region: string;
  readonly vpcs: VpcRecord[];
  readonly subnets: SubnetRecord[];
  readonly gateways: GatewayRecord[];
  readonly groups: GroupRecord[];
  readonly keyPairs: KeyPairRecord[];
  readonly instances: InstanceRecord[];
  readonly volumes: VolumeRecord[];
  readonly snapshots: SnapshotRecord[];
  readonly images: ImageRecord[];
  /** Client tokens already used, with a digest of what they were used for. */
  readonly tokens: TokenRecord[];
}

/** A tag, in EC2's own words. */
export interface TagRecord {
  Key: string;
  Value: string;
}

/** A virtual network. */
export interface VpcRecord {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  tags: TagRecord[];
}

/** A part of a network in one zone. */
export interface SubnetRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly isDefault: boolean;
  readonly givesPublicAddress: boolean;
  tags: TagRecord[];
}

/** A network's door to the internet. */
export interface GatewayRecord {
  readonly id: string;
  readonly vpcId: string;
  tags: TagRecord[];
}

/** A security group. */
export interface GroupRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  rules: RuleRecord[];
  tags: TagRecord[];
}

/** One rule with one peer; a call with three ranges makes three rules, as in EC2. */
export interface RuleRecord {
  readonly id: string;
  readonly direction: 'ingress' | 'egress';
  /** `tcp`, `udp`, `icmp`, `-1` or a number. */
  readonly protocol: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly peer: { readonly kind: 'ipv4' | 'ipv6' | 'group' | 'prefix-list'; readonly value: string };
  readonly description: string | null;
}

/** The public half of a key pair. */
export interface KeyPairRecord {
  readonly id: string;
  readonly name: string;
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** OpenSSH form. */
  readonly publicKey: string;
  readonly createdAt: number;
  tags: TagRecord[];
}

/** EC2's states of an instance. */
export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** An instance with its machine. */
export interface InstanceRecord {
  readonly id: string;
  readonly reservationId: string;
  readonly launchIndex: number;
  readonly clientToken: string;
  readonly imageId: string;
  readonly platform: Platform;
  readonly platformDetails: string;
  readonly architecture: string;
  readonly type: string;
  readonly keyName: string | null;
  readonly publicKey: string | null;
  groupIds: string[];
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly privateIp: string;
  publicIp: string | null;
  readonly wantsPublicIp: boolean;
  readonly networkInterfaceId: string;
  readonly macAddress: string;
  readonly rootDevice: string;
  readonly metadata: MetadataRecord;
  /** Base64, as it was given. */
  readonly userData: string;
  readonly shutdownBehaviour: 'stop' | 'terminate';
  readonly terminationProtection: boolean;
  readonly monitoring: boolean;
  readonly ebsOptimized: boolean;
  readonly profileArn: string | null;
  state: InstanceState;
  /** When it goes on by itself, and to where; null when it stays. */
  next: { readonly state: InstanceState; readonly at: number } | null;
  launchedAt: number;
  /** When both status checks pass. */
  checksPassAt: number;
  stateReason: { readonly code: string; readonly message: string } | null;
  transitionReason: string;
  readonly hostKeys: readonly string[];
  /** What its disk held when it was last looked at; null before the first look and for a fresh system. */
  disk: Disk | null;
  /** Whether cloud-init's first boot is behind it. */
  bootedOnce: boolean;
  console: string;
  consoleAt: number;
  tags: TagRecord[];
}

/** How an instance may ask for its own metadata. */
export interface MetadataRecord {
  readonly tokens: 'required' | 'optional';
  readonly hopLimit: number;
  readonly endpoint: 'enabled' | 'disabled';
  readonly tagsInMetadata: 'enabled' | 'disabled';
}

/** A disk; unattached when its attachment is null. */
export interface VolumeRecord {
  readonly id: string;
  readonly zone: string;
  readonly size: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughput: number | null;
  readonly encrypted: boolean;
  readonly snapshotId: string;
  readonly createdAt: number;
  attachment: {
    readonly instanceId: string;
    readonly device: string;
    readonly attachedAt: number;
    readonly deleteOnTermination: boolean;
  } | null;
  tags: TagRecord[];
}

/** A copy of a disk at one moment. */
export interface SnapshotRecord {
  readonly id: string;
  readonly volumeId: string;
  readonly size: number;
  readonly description: string;
  readonly encrypted: boolean;
  readonly startedAt: number;
  readonly completesAt: number;
  state: 'pending' | 'completed' | 'error';
  /** A root volume's contents. */
  readonly disk: Disk | null;
  tags: TagRecord[];
}

/** An image that an account owns. */
export interface ImageRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly architecture: string;
  readonly platform: Platform;
  readonly platformDetails: string;
  readonly rootDevice: string;
  readonly mappings: readonly ImageMapping[];
  readonly createdAt: number;
  readonly sourceInstanceId: string | null;
  readonly sourceImageId: string | null;
  readonly imdsV2: boolean;
  state: 'pending' | 'available' | 'failed';
  next: { readonly state: 'available' | 'failed'; readonly at: number } | null;
  stateReason: { readonly code: string; readonly message: string } | null;
  tags: TagRecord[];
}

/** One disk that an image or a launch makes. */
export interface ImageMapping {
  readonly device: string;
  readonly snapshotId: string | null;
  readonly size: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughput: number | null;
  readonly encrypted: boolean;
  readonly deleteOnTermination: boolean;
}

/** A client token that was used, so that it is not acted on twice. */
export interface TokenRecord {
  readonly token: string;
  readonly operation: string;
  readonly digest: string;
  /** The IDs of what was made. */
  readonly made: readonly string[];
}
