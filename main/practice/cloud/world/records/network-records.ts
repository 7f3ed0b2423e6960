import type { TagRecord } from './tag-records.ts';

/** A virtual network. */
export interface VpcRecord {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly dnsSupport: boolean;
  readonly dnsHostnames: boolean;
  readonly usageMetrics: boolean;
  readonly tags: readonly TagRecord[];
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
  readonly tags: readonly TagRecord[];
}

/** A network's door to the internet; unattached when it has no network. */
export interface GatewayRecord {
  readonly id: string;
  readonly vpcId: string | null;
  readonly tags: readonly TagRecord[];
}

/** Where traffic of a network's subnets goes. A subnet without an association follows the main table. */
export interface RouteTableRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly isMain: boolean;
  readonly mainAssociationId: string | null;
  readonly routes: readonly RouteRecord[];
  readonly associations: readonly { readonly id: string; readonly subnetId: string }[];
  readonly tags: readonly TagRecord[];
}

/** One route: to `local`, or to the ID of a gateway or a network interface. */
export interface RouteRecord {
  readonly cidr: string;
  readonly target: string;
  readonly origin: 'CreateRouteTable' | 'CreateRoute';
}

/** A network access control list: numbered, stateless rules for whole subnets. */
export interface NetworkAclRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly isDefault: boolean;
  readonly entries: readonly AclEntryRecord[];
  readonly associations: readonly { readonly id: string; readonly subnetId: string }[];
  readonly tags: readonly TagRecord[];
}

/** One rule of a network access control list; the lowest number that fits decides. */
export interface AclEntryRecord {
  readonly number: number;
  readonly egress: boolean;
  /** A protocol number, or `-1` for all. */
  readonly protocol: string;
  readonly allow: boolean;
  /** An IPv4 or IPv6 block. */
  readonly cidr: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly icmp: { readonly type: number; readonly code: number } | null;
}

/** A security group. */
export interface GroupRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  /** 0 for the one that came with its network. */
  readonly createdAt: number;
  readonly tags: readonly TagRecord[];
}

/** One rule of a security group with one peer; a call with three ranges makes three rules, as in EC2. */
export interface RuleRecord {
  /** `sgr-…` */
  readonly id: string;
  readonly groupId: string;
  readonly direction: 'ingress' | 'egress';
  /** `tcp`, `udp`, `icmp`, `-1` or a number. */
  readonly protocol: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly peer: { readonly kind: 'ipv4' | 'ipv6' | 'group' | 'prefix-list'; readonly value: string };
  readonly description: string | null;
  readonly tags: readonly TagRecord[];
}

/** An elastic address. */
export interface AddressRecord {
  /** `eipalloc-…` */
  readonly id: string;
  readonly publicIp: string;
  readonly association: { readonly id: string; readonly instanceId: string } | null;
  readonly tags: readonly TagRecord[];
}
