/**
 * What the world of the practice cloud asks of the machines that people log in to.
 *
 * The world decides what exists, in which state, and who may reach it; the machines are the SSH servers,
 * the shells and the disks. Neither knows more of the other than this page.
 */

/** A disk's contents as plain data: it goes into snapshots and images and comes back in clones. */
export interface Disk {
  /** Absolute path to what is there. Only what differs from a fresh system of that platform need be held. */
  readonly files: Readonly<Record<string, DiskEntry>>;
}

/** `owner` is a user's name; without it, what lies in a home belongs to its user and all else to root. */
export type DiskEntry =
  | {
      readonly kind: 'file';
      readonly mode: number;
      readonly modifiedAt: string;
      readonly base64: string;
      readonly owner?: string;
    }
  | { readonly kind: 'directory'; readonly mode: number; readonly modifiedAt: string; readonly owner?: string }
  | { readonly kind: 'link'; readonly target: string; readonly owner?: string }
  /** A file of the fresh system that was deleted. */
  | { readonly kind: 'removed' };

export type Platform = 'ubuntu' | 'amazon-linux' | 'debian';

/** All that a machine needs to start. */
export interface MachineSpec {
  readonly instanceId: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly platform: Platform;
  /** `ip-172-31-5-9`, as EC2 names machines by their private address. */
  readonly hostname: string;
  readonly privateIp: string;
  readonly publicIp: string | null;
  /** The instance's own SSH host keys, OpenSSH PEM; made by `createHostKeys` once and kept in the world. */
  readonly hostKeys: readonly string[];
  /** The key pair's public half in OpenSSH form, or null when launched without. cloud-init appends it to authorized_keys. */
  readonly publicKey: string | null;
  readonly userData: string;
  /** What the image or the stopped instance held; null for a fresh system. */
  readonly disk: Disk | null;
  /** True at the first boot of an instance: cloud-init runs (authorized_keys, hostname, user data). */
  readonly firstBoot: boolean;
}

export interface Machines {
  /** Starts listening on 127.0.0.1 and runs cloud-init; answers the port and the console output of the boot. */
  boot(spec: MachineSpec): Promise<{ readonly port: number; readonly console: string }>;
  /** Ends its sessions and its listener; answers the disk as it was at that moment. */
  halt(instanceId: string): Promise<Disk>;
  /** The disk of a running machine right now, without stopping it. */
  disk(instanceId: string): Promise<Disk>;
  /** The port of a running machine, or null. */
  port(instanceId: string): number | null;
  /** Ends everything. */
  close(): Promise<void>;
}

/** What the machines ask of the world. */
export interface MachineWorld {
  /** Whether the security groups let this computer's practice address reach port 22 of the machine; when not, a connection is met with silence. */
  admits(instanceId: string): boolean;
  /** Real time, for the ten seconds of cloud-init's root line. */
  sleep(ms: number): Promise<void>;
  /** The world's clock, for `date`, the welcome message and file times. */
  now(): Date;
  /** The address people come from, for `Last login: … from …`; 203.0.113.25 when not told. */
  readonly callerAddress?: string;
}

/** Makes a machine's host keys (ed25519 and ecdsa), OpenSSH PEM. */
export type CreateHostKeys = () => readonly string[];
