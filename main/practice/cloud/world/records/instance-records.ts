import type { Platform } from '../../machines/machine.ts';
import type { TagRecord } from './tag-records.ts';

/** EC2's states of an instance. */
export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** Why something is as it is, in AWS's words. */
export interface ReasonRecord {
  readonly code: string;
  readonly message: string;
}

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
  /** What its image says of it; null where that says nothing. */
  readonly bootMode: string | null;
  readonly tenancy: 'default' | 'dedicated';
  readonly productCodes: readonly string[];
  readonly type: string;
  readonly keyName: string | null;
  readonly publicKey: string | null;
  readonly groupIds: readonly string[];
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly privateIp: string;
  readonly publicIp: string | null;
  readonly wantsPublicIp: boolean;
  readonly networkInterfaceId: string;
  readonly interfaceDescription: string;
  /** The tags of its network interface. */
  readonly interfaceTags: readonly TagRecord[];
  readonly macAddress: string;
  readonly sourceDestCheck: boolean;
  readonly rootDevice: string;
  readonly metadata: MetadataRecord;
  /** Base64, as it was given. */
  readonly userData: string;
  readonly shutdownBehaviour: 'stop' | 'terminate';
  readonly terminationProtection: boolean;
  readonly stopProtection: boolean;
  readonly monitoring: boolean;
  readonly ebsOptimized: boolean;
  readonly cpuCredits: 'standard' | 'unlimited' | null;
  readonly profileArn: string | null;
  /** `iip-assoc-…`, by which the instance profile is changed; null without one. */
  readonly profileAssociationId: string | null;
  readonly state: InstanceState;
  /** When it goes on by itself, and to where; null when it stays. */
  readonly next: { readonly state: InstanceState; readonly at: number } | null;
  /** When it was launched first; each start launches it again. */
  readonly createdAt: number;
  readonly launchedAt: number;
  /** When both status checks pass. */
  readonly checksPassAt: number;
  /** A fault keeps this check from passing. */
  readonly impaired: 'instance' | 'system' | null;
  /** A fault keeps its SSH port silent. */
  readonly sshClosed: boolean;
  readonly stateReason: ReasonRecord | null;
  readonly transitionReason: string;
  readonly hostKeys: readonly string[];
  /** What its disk held when it was last looked at (a row of `disks`); null for a fresh system. */
  readonly diskId: string | null;
  /** Whether cloud-init's first boot is behind it. */
  readonly bootedOnce: boolean;
  readonly tags: readonly TagRecord[];
}

/** How an instance may ask for its own metadata. */
export interface MetadataRecord {
  readonly tokens: 'required' | 'optional';
  readonly hopLimit: number;
  readonly endpoint: 'enabled' | 'disabled';
  readonly ipv6: 'enabled' | 'disabled';
  readonly tagsInMetadata: 'enabled' | 'disabled';
}

/** What an instance printed on its console by the last time that was looked at; its ID is the instance's. */
export interface ConsoleRecord {
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

/** A launch template with all its versions. */
export interface LaunchTemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly defaultVersion: number;
  readonly latestVersion: number;
  readonly versions: readonly LaunchTemplateVersionRecord[];
  readonly tags: readonly TagRecord[];
}

/** One version of a launch template; its data is a request as it came over the wire. */
export interface LaunchTemplateVersionRecord {
  readonly number: number;
  readonly description: string;
  readonly createdAt: number;
  readonly createdBy: string;
  /** RequestLaunchTemplateData as JSON. */
  readonly data: string;
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
  readonly tags: readonly TagRecord[];
}
