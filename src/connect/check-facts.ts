import type { Known } from '../core/known.ts';
import type { HealthCheck } from '../instances/health.ts';
import type { InstanceState } from '../instances/instance.ts';
import type { SecurityGroup } from '../network/contract.ts';

/** A route of a table. */
export interface RouteFact {
  /** An IPv4 range, or a prefix list's id. */
  readonly to: string;
  readonly target: string;
  /** Where it leads: within the network, to an internet gateway, out through a NAT, or elsewhere. */
  readonly leads: 'local' | 'internet' | 'nat' | 'elsewhere';
  /** What it leads to is gone. */
  readonly blackhole: boolean;
}

export interface RouteTableFact {
  readonly routeTableId: string;
  readonly routes: readonly RouteFact[];
  /** How many other subnets follow the same table. */
  readonly otherSubnets: number;
}

/** A rule of a network ACL. */
export interface AclRuleFact {
  readonly number: number;
  readonly outbound: boolean;
  readonly allow: boolean;
  /** A protocol's number, or `-1` for all. */
  readonly protocol: string;
  readonly cidr: string;
  readonly fromPort: number;
  readonly toPort: number;
}

export interface AclFact {
  readonly aclId: string;
  readonly rules: readonly AclRuleFact[];
}

/** The internet gateways that matter: the one on the machine's network, and those that are on none. */
export interface GatewayFacts {
  readonly attached: string | undefined;
  readonly free: readonly string[];
}

/** The machine as far as a connection to it is concerned. */
export interface MachineFact {
  readonly instanceId: string;
  readonly name: string;
  readonly state: InstanceState;
  readonly stateReason?: string | undefined;
  readonly health: readonly HealthCheck[];
  readonly publicIp?: string | undefined;
  readonly ipv6?: string | undefined;
  readonly vpcId: string;
  readonly subnetId: string;
}

/** A host key as a person compares it. */
export interface HostKeyFact {
  readonly type: string;
  readonly fingerprint: string;
}

/** What came of knocking at the machine's SSH port. */
export type Knock =
  | { readonly kind: 'not-tried' }
  /** Nothing came back in time. */
  | { readonly kind: 'silent' }
  /** The machine itself says that nothing listens. */
  | { readonly kind: 'refused' }
  /** This computer found no way. */
  | { readonly kind: 'no-way' }
  /** Something answered, and no SSH log-in was possible with it: one sentence each. */
  | { readonly kind: 'odd'; readonly sentence: string; readonly fix: string }
  | { readonly kind: 'ssh'; readonly hostKey: HostKeyFinding; readonly login: LoginTry };

/** What is to be said of the host key that the machine showed. */
export type HostKeyFinding =
  | { readonly kind: 'known' | 'confirmed'; readonly shown: HostKeyFact }
  | { readonly kind: 'unknown'; readonly shown: HostKeyFact; readonly contradicted: boolean }
  | {
      readonly kind: 'changed';
      readonly shown: HostKeyFact;
      readonly before: HostKeyFact;
      /** The fingerprint of this type in the machine's start-up record, where there is one. */
      readonly console?: string | undefined;
    };

/** Whether the machine lets a user in with the key; nothing is tried before its host key is trusted. */
export type LoginTry =
  | { readonly kind: 'not-tried' }
  | { readonly kind: 'accepted' }
  /** Refused; `instead` is a likely user whom it does let in. */
  | { readonly kind: 'denied'; readonly tried: readonly string[]; readonly instead?: string | undefined }
  | { readonly kind: 'broken-off'; readonly sentence: string; readonly fix: string };

/** How the last session with this machine failed. */
export interface LastFailure {
  readonly code: string;
  readonly user: string;
}

/** All that the links are judged by. */
export interface CheckFacts {
  readonly accountId: string;
  readonly region: string;
  /** This computer's public IPv4 address. */
  readonly myAddress: string | undefined;
  readonly machine: MachineFact;
  readonly gateways: Known<GatewayFacts>;
  readonly table: Known<RouteTableFact | undefined>;
  readonly acl: Known<AclFact | undefined>;
  readonly groups: Known<readonly SecurityGroup[]>;
  readonly knock: Knock;
  readonly user: string;
  /** The users of the image, the likeliest first. */
  readonly likelyUsers: readonly string[];
  readonly keyName: string | undefined;
  readonly privateHalfHere: boolean;
  readonly lastFailure: LastFailure | undefined;
}
