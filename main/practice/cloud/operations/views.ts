import type { Instance, Tag } from '@aws-sdk/client-ec2';
import { findInstanceType } from '../data/instance-types.ts';
import type { InstanceRecord } from '../world/records/instance-records.ts';
import type { TagRecord } from '../world/records/tag-records.ts';
import type { Place } from '../world/world.ts';
import type { CallContext } from './operation.ts';

/** AWS's number for each instance state. */
export const stateCodes = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

/** Tags as EC2 answers them. */
export function showTags(tags: readonly TagRecord[]): Tag[] {
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

/** The public name of an address. */
export function publicDnsName(region: string, address: string): string {
  const zone = region === 'us-east-1' ? 'compute-1' : `${region}.compute`;
  return `ec2-${address.replaceAll('.', '-')}.${zone}.amazonaws.com`;
}

/** The name that a machine has inside its network. */
export function privateDnsName(region: string, address: string): string {
  const zone = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${address.replaceAll('.', '-')}.${zone}`;
}

/** An instance as EC2 describes it. */
export function showInstance(instance: InstanceRecord, call: CallContext): Instance {
  const { place, region, account } = call;
  const gone = instance.state === 'terminated';
  const groups = groupsOf(place, instance);
  const volumes = place.volumes.by('instance', instance.id);
  const publicName = instance.publicIp ? publicDnsName(region, instance.publicIp) : '';
  const privateName = privateDnsName(region, instance.privateIp);
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    State: { Code: stateCodes[instance.state], Name: instance.state },
    PrivateDnsName: gone ? '' : privateName,
    PublicDnsName: publicName,
    StateTransitionReason: instance.transitionReason,
    ...(instance.stateReason
      ? { StateReason: { Code: instance.stateReason.code, Message: instance.stateReason.message } }
      : {}),
    ...(instance.keyName ? { KeyName: instance.keyName } : {}),
    AmiLaunchIndex: instance.launchIndex,
    ProductCodes: instance.productCodes.map((ProductCodeId) => ({ ProductCodeId, ProductCodeType: 'marketplace' })),
    InstanceType: instance.type as Instance['InstanceType'],
    LaunchTime: new Date(instance.launchedAt),
    Placement: { AvailabilityZone: instance.zone, GroupName: '', Tenancy: 'default' },
    Monitoring: { State: instance.monitoring ? 'enabled' : 'disabled' },
    Architecture: instance.architecture as Instance['Architecture'],
    RootDeviceType: 'ebs',
    RootDeviceName: instance.rootDevice,
    PlatformDetails: instance.platformDetails,
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: new Date(instance.launchedAt),
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    ClientToken: instance.clientToken,
    EbsOptimized: instance.ebsOptimized,
    EnaSupport: true,
    SourceDestCheck: gone ? undefined : instance.sourceDestCheck,
    BootMode: 'uefi-preferred',
    CurrentInstanceBootMode: 'legacy-bios',
    CpuOptions: { CoreCount: Math.max(1, (findInstanceType(instance.type)?.vcpus ?? 2) / 2), ThreadsPerCore: 2 },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    EnclaveOptions: { Enabled: false },
    MaintenanceOptions: { AutoRecovery: 'default' },
    MetadataOptions: {
      State: gone ? 'pending' : 'applied',
      HttpTokens: instance.metadata.tokens,
      HttpPutResponseHopLimit: instance.metadata.hopLimit,
      HttpEndpoint: instance.metadata.endpoint,
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: instance.metadata.tagsInMetadata,
    },
    BlockDeviceMappings: volumes.map((volume) => ({
      DeviceName: volume.attachment?.device,
      Ebs: {
        VolumeId: volume.id,
        Status: 'attached',
        AttachTime: new Date(volume.attachment?.attachedAt ?? 0),
        DeleteOnTermination: volume.attachment?.deleteOnTermination,
      },
    })),
    SecurityGroups: gone ? [] : groups,
    NetworkInterfaces: gone
      ? []
      : [
          {
            NetworkInterfaceId: instance.networkInterfaceId,
            MacAddress: instance.macAddress,
            OwnerId: account.id,
            Status: 'in-use',
            SubnetId: instance.subnetId,
            VpcId: instance.vpcId,
            PrivateIpAddress: instance.privateIp,
            PrivateDnsName: privateName,
            SourceDestCheck: instance.sourceDestCheck,
            InterfaceType: 'interface',
            Groups: groups,
            PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: instance.privateIp, PrivateDnsName: privateName }],
            Attachment: {
              AttachmentId: instance.networkInterfaceId.replace('eni', 'eni-attach'),
              DeviceIndex: 0,
              NetworkCardIndex: 0,
              Status: 'attached',
              AttachTime: new Date(instance.launchedAt),
              DeleteOnTermination: true,
            },
            ...(instance.publicIp
              ? { Association: { PublicIp: instance.publicIp, PublicDnsName: publicName, IpOwnerId: 'amazon' } }
              : {}),
          },
        ],
    ...(instance.profileArn ? { IamInstanceProfile: { Arn: instance.profileArn } } : {}),
    ...(gone ? {} : { SubnetId: instance.subnetId, VpcId: instance.vpcId, PrivateIpAddress: instance.privateIp }),
    ...(instance.publicIp ? { PublicIpAddress: instance.publicIp } : {}),
    Tags: showTags(instance.tags),
  };
}

/** The groups of an instance with their names. */
export function groupsOf(place: Place, instance: InstanceRecord): { GroupId: string; GroupName: string }[] {
  return instance.groupIds.map((GroupId) => ({
    GroupId,
    GroupName: place.groups.get(GroupId)?.name ?? '',
  }));
}
