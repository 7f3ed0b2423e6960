/**
 * What the world of the practice cloud asks of the machines that people log in to.
 *
 * The world decides what exists, in which state, and who may reach it; the machines are the SSH servers,
 * the shells and the disks. Neither knows more of the other than this page.
 */

import type { InstanceMetadata } from './instance-metadata.ts';

export type { AttachedVolume, InstanceMetadata, InstanceRole } from './instance-metadata.ts';

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

/** The systems that practice machines run. */
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

/** Why a machine is halted: the sessions on it are told, in systemd's words, and a reboot is not a power-off. */
export type HaltReason = 'power-off' | 'reboot';

/** The machines that the world runs. */
export interface Machines {
  /**
   * Starts listening on 127.0.0.1 and answers at once; the computer behind it is put together when it is first needed.
   *
   * User data makes it needed at once: its script is waited for, for a few seconds at most; a longer one goes on by itself. `console` is what the
   * console shows by then; ask {@link Machines.console} for what it shows later.
   */
  boot(spec: MachineSpec): Promise<{ readonly port: number; readonly console: string }>;
  /** Ends its sessions and its listeners; answers the disk as it was at that moment. */
  halt(instanceId: string, why?: HaltReason): Promise<Disk | null>;
  /**
   * The disk of a running machine right now, without stopping it.
   *
   * The same object as before while nothing on it changed; the spec's own while nobody has touched the machine.
   */
  disk(instanceId: string): Promise<Disk | null>;
  /** The disk as an image of it holds it: with what cloud-init wrote, also where nobody has touched the machine yet. */
  snapshot(instanceId: string): Promise<Disk | null>;
  /** The port of a running machine, or null. */
  port(instanceId: string): number | null;
  /** What the console of a running machine shows by now; empty for one that does not run. */
  console(instanceId: string): Promise<string>;
  /** Where on 127.0.0.1 the machine's web server answers; null while none runs or the world has no {@link MachineWorld.admitsPort}. */
  webAddress(instanceId: string): { readonly port: number } | null;
  /** Ends everything. */
  close(): Promise<void>;
}

/** What the machines ask of the world. */
export interface MachineWorld {
  /** Whether the security groups let this computer's practice address reach port 22 of the machine; when not, a connection is met with silence. */
  admits(instanceId: string): boolean;
  /** The same for another TCP port; without it no port but 22 is ever open. */
  admitsPort?(instanceId: string, port: number): boolean;
  /** Which running machine answers at a private address and port when `instanceId` calls; null when nothing does. */
  reaches?(instanceId: string, address: string, port: number): string | null;
  /** What the metadata service tells; null for an instance that the world does not know. */
  metadata?(instanceId: string): InstanceMetadata | null;
  /** Public keys that EC2 Instance Connect has pushed for a user and that are not over yet, in OpenSSH form. */
  pushedKeys?(instanceId: string, user: string): readonly string[];
  /** The machine was shut down from inside: it stops or terminates, by its shutdown behaviour. */
  powerOff?(instanceId: string): void;
  /** The machine was told from inside to start again. */
  reboot?(instanceId: string): void;
  /** What a volume other than the root volume holds; null for one that was never formatted. */
  volume?(volumeId: string): VolumeContent | null;
  /** Keeps what a volume holds from now on. */
  keepVolume?(volumeId: string, content: VolumeContent): void;
  /** Real time, for the ten seconds of cloud-init's root line. */
  sleep(ms: number): Promise<void>;
  /** The world's clock, for `date`, the welcome message and file times. */
  now(): Date;
  /** The address people come from, for `Last login: … from …`; 203.0.113.25 when not told. */
  readonly callerAddress?: string;
}

/** A formatted volume: its file system, and its files by paths that begin at its own top. */
export interface VolumeContent {
  readonly type: 'ext4' | 'xfs';
  readonly uuid: string;
  readonly disk: Disk;
}

/** Makes a machine's host keys (ed25519 and ecdsa), OpenSSH PEM. */
export type CreateHostKeys = () => readonly string[];
