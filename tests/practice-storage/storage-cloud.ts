import * as sdk from '@aws-sdk/client-ec2';
import * as kms from '@aws-sdk/client-kms';
import type { CloudOptions } from '../../main/practice/cloud/cloud.ts';
import { storageDurations } from '../../main/practice/cloud/data/volume-limits.ts';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';

/** The two practice accounts. */
export const accounts = { own: '111122223333', other: '444455556666' } as const;

/** An ID of EC2's form that nothing has. */
export const nobody = '0123456789abcdef0';

/** An instance with its disks. */
export interface Machine {
  readonly id: string;
  readonly zone: string;
  readonly root: string;
  /** The first data volume; empty for none. */
  readonly data: string;
}

/** A practice cloud with clients of both accounts, and what tests of storage need again and again. */
export interface StorageCloud extends TestCloud {
  readonly own: sdk.EC2Client;
  readonly other: sdk.EC2Client;
  readonly auditor: sdk.EC2Client;
  /** `web-01`, running with one disk; `db-01`, running with two; `build-01`, stopped. */
  machine(name: string): Promise<Machine>;
  /** Makes a volume, and waits until it is there. */
  volume(more?: Partial<sdk.CreateVolumeCommandInput>): Promise<string>;
  /** Makes a snapshot, and waits until it is complete. */
  snapshot(volumeId: string, more?: Partial<sdk.CreateSnapshotCommandInput>): Promise<string>;
  /** Waits until two snapshots of one volume are far enough from each other. */
  pause(): Promise<void>;
  lookAtVolume(id: string): Promise<sdk.Volume>;
  lookAtSnapshot(id: string, client?: sdk.EC2Client): Promise<sdk.Snapshot>;
  /** Makes a key. */
  key(more?: kms.CreateKeyCommandInput): Promise<string>;
}

/** Starts it. */
export async function startStorageCloud(options: Partial<CloudOptions> = {}): Promise<StorageCloud> {
  const it = await startTestCloud(options);
  const own = it.ec2('trainee');
  const cloud: StorageCloud = {
    ...it,
    own,
    other: it.ec2('partner'),
    auditor: it.ec2('auditor'),
    machine: async (name) => {
      const instance = await instanceNamed(own, name);
      const mapped = (isRoot: boolean) =>
        instance.BlockDeviceMappings?.find(({ DeviceName }) => (DeviceName === instance.RootDeviceName) === isRoot)?.Ebs
          ?.VolumeId ?? '';
      return {
        id: instance.InstanceId ?? '',
        zone: instance.Placement?.AvailabilityZone ?? '',
        root: mapped(true),
        data: mapped(false),
      };
    },
    volume: async (more = {}) => {
      const size = more.SnapshotId ? {} : { Size: 10 };
      const { VolumeId = '' } = await own.send(
        new sdk.CreateVolumeCommand({ AvailabilityZone: 'eu-central-1a', VolumeType: 'gp3', ...size, ...more }),
      );
      await it.step(durations.volume / 1000);
      return VolumeId;
    },
    snapshot: async (VolumeId, more = {}) => {
      const { SnapshotId = '' } = await own.send(new sdk.CreateSnapshotCommand({ VolumeId, ...more }));
      await it.step(storageDurations.snapshot / 1000);
      return SnapshotId;
    },
    pause: () => it.step(15),
    lookAtVolume: async (id) => {
      const { Volumes = [] } = await own.send(new sdk.DescribeVolumesCommand({ VolumeIds: [id] }));
      if (!Volumes[0]) throw new Error(`The volume ${id} is not shown.`);
      return Volumes[0];
    },
    lookAtSnapshot: async (id, client = own) => {
      const { Snapshots = [] } = await client.send(new sdk.DescribeSnapshotsCommand({ SnapshotIds: [id] }));
      if (!Snapshots[0]) throw new Error(`The snapshot ${id} is not shown.`);
      return Snapshots[0];
    },
    key: async (more = {}) => {
      const { KeyMetadata } = await it.kms().send(new kms.CreateKeyCommand(more));
      return KeyMetadata?.Arn ?? '';
    },
  };
  return cloud;
}

/** A call by its operation's name, for tables of refusals. */
export function commandOf(name: string, input: object): sdk.DescribeVolumesCommand {
  const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeVolumesCommand;
  return new Command(input);
}

/** A key's policy that lets its own account do everything, and another account use the key for disks. */
export function sharedKeyPolicy(principal: string): string {
  const allow = (AWS: string, Action: readonly string[]) => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action,
    Resource: '*',
  });
  const use = ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant'];
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow(`arn:aws:iam::${accounts.own}:root`, ['kms:*']), allow(principal, use)],
  });
}
