import type { Instance, InstanceNetworkInterface, StateReason } from '@aws-sdk/client-ec2';
import { findInstanceType } from '../../data/instance-types.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { Place } from '../../world/world.ts';
import { bootModeOf } from '../launch/fitting.ts';
import { profileWithArn } from '../launch/profile.ts';
import type { CallContext } from '../operation.ts';
import { privateDnsName, publicDnsName, showTags, stateCodes } from '../views.ts';

/** An instance as EC2 describes it. */
export function showInstance(instance: InstanceRecord, call: CallContext): Instance {
  const { place, region, account } = call;
  const gone = instance.state === 'terminated';
  const reason = reasonOf(instance);
  const face = gone ? null : showInterface(instance, call);
  const type = findInstanceType(instance.type);
  const bootMode = (type && bootModeOf(type, instance)) ?? 'legacy-bios';
  const profile = instance.profileArn === null ? null : profileWithArn(instance.profileArn, account);
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    State: { Code: stateCodes[instance.state], Name: instance.state },
    PrivateDnsName: gone ? '' : privateDnsName(region, instance.privateIp),
    PublicDnsName: publicNameOf(instance, place),
    StateTransitionReason: instance.state === 'pending' ? '' : instance.transitionReason,
    ...(reason ? { StateReason: reason } : {}),
    ...(instance.keyName ? { KeyName: instance.keyName } : {}),
    AmiLaunchIndex: instance.launchIndex,
    ProductCodes: instance.productCodes.map((ProductCodeId) => ({ ProductCodeId, ProductCodeType: 'marketplace' })),
    InstanceType: instance.type as Instance['InstanceType'],
    LaunchTime: new Date(instance.launchedAt),
    Placement: {
      AvailabilityZone: instance.zone,
      ...zoneIdOf(place, instance),
      GroupName: '',
      Tenancy: instance.tenancy,
    },
    Monitoring: { State: instance.monitoring ? 'enabled' : 'disabled' },
    Architecture: instance.architecture as Instance['Architecture'],
    RootDeviceType: 'ebs',
    RootDeviceName: instance.rootDevice,
    PlatformDetails: instance.platformDetails,
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: new Date(instance.createdAt),
    VirtualizationType: 'hvm',
    // EC2 says xen of Nitro machines as well.
    Hypervisor: 'xen',
    ClientToken: instance.clientToken,
    EbsOptimized: instance.ebsOptimized,
    EnaSupport: true,
    ...(gone ? {} : { SourceDestCheck: instance.sourceDestCheck }),
    ...(instance.bootMode === null ? {} : { BootMode: instance.bootMode as Instance['BootMode'] }),
    CurrentInstanceBootMode: bootMode,
    CpuOptions: { CoreCount: type?.cores ?? 1, ThreadsPerCore: type?.threadsPerCore ?? 1 },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    EnclaveOptions: { Enabled: false },
    MaintenanceOptions: { AutoRecovery: 'default', RebootMigration: 'default' },
    NetworkPerformanceOptions: { BandwidthWeighting: 'default' },
    Operator: { Managed: false },
    MetadataOptions: showMetadata(instance),
    BlockDeviceMappings: place.volumes.by('instance', instance.id).map((volume) => ({
      DeviceName: volume.attachment?.device,
      Ebs: {
        VolumeId: volume.id,
        Status: 'attached',
        AttachTime: new Date(volume.attachment?.attachedAt ?? 0),
        DeleteOnTermination: volume.attachment?.deleteOnTermination,
      },
    })),
    SecurityGroups: gone ? [] : groupsOf(place, instance),
    NetworkInterfaces: face ? [face] : [],
    ...(instance.profileArn
      ? { IamInstanceProfile: { Arn: instance.profileArn, ...(profile ? { Id: profile.uniqueId } : {}) } }
      : {}),
    ...(gone
      ? {}
      : {
          SubnetId: instance.subnetId,
          VpcId: instance.vpcId,
          PrivateIpAddress: instance.privateIp,
          PrivateDnsNameOptions: {
            HostnameType: 'ip-name',
            EnableResourceNameDnsARecord: false,
            EnableResourceNameDnsAAAARecord: false,
          },
        }),
    ...(instance.publicIp ? { PublicIpAddress: instance.publicIp } : {}),
    Tags: showTags(instance.tags),
  };
}

/** Why an instance is as it is; EC2 says `pending` until it is known how a launch ends. */
export function reasonOf({ state, stateReason }: InstanceRecord): StateReason | null {
  if (state === 'pending') return { Code: 'pending', Message: 'pending' };
  return stateReason && { Code: stateReason.code, Message: stateReason.message };
}

/** The public name of an instance; empty without a public address, or where its network gives no names. */
export function publicNameOf({ publicIp, vpcId }: InstanceRecord, place: Place): string {
  const named = place.vpcs.get(vpcId)?.dnsHostnames ?? true;
  return publicIp && named ? publicDnsName(place.region, publicIp) : '';
}

/** The groups of an instance with their names. */
export function groupsOf(place: Place, instance: InstanceRecord): { GroupId: string; GroupName: string }[] {
  return instance.groupIds.map((GroupId) => ({ GroupId, GroupName: place.groups.get(GroupId)?.name ?? '' }));
}

/** The metadata options of an instance as EC2 describes them. */
export function showMetadata({ metadata, state }: InstanceRecord) {
  return {
    State: state === 'terminated' ? ('pending' as const) : ('applied' as const),
    HttpTokens: metadata.tokens,
    HttpPutResponseHopLimit: metadata.hopLimit,
    HttpEndpoint: metadata.endpoint,
    HttpProtocolIpv6: metadata.ipv6,
    InstanceMetadataTags: metadata.tagsInMetadata,
  };
}

function zoneIdOf(place: Place, { subnetId }: InstanceRecord): { AvailabilityZoneId?: string } {
  const zoneId = place.subnets.get(subnetId)?.zoneId;
  return zoneId === undefined ? {} : { AvailabilityZoneId: zoneId };
}

function showInterface(instance: InstanceRecord, { place, region, account }: CallContext): InstanceNetworkInterface {
  const { privateIp, publicIp } = instance;
  const privateName = privateDnsName(region, privateIp);
  const elastic = place.addresses.by('instance', instance.id).length > 0;
  const association = publicIp && {
    PublicIp: publicIp,
    PublicDnsName: publicNameOf(instance, place),
    IpOwnerId: elastic ? account.id : 'amazon',
  };
  return {
    NetworkInterfaceId: instance.networkInterfaceId,
    MacAddress: instance.macAddress,
    OwnerId: account.id,
    Status: 'in-use',
    Description: instance.interfaceDescription,
    SubnetId: instance.subnetId,
    VpcId: instance.vpcId,
    PrivateIpAddress: privateIp,
    PrivateDnsName: privateName,
    SourceDestCheck: instance.sourceDestCheck,
    InterfaceType: 'interface',
    Ipv6Addresses: [],
    Groups: groupsOf(place, instance),
    PrivateIpAddresses: [
      {
        Primary: true,
        PrivateIpAddress: privateIp,
        PrivateDnsName: privateName,
        ...(association ? { Association: association } : {}),
      },
    ],
    Attachment: {
      AttachmentId: instance.networkInterfaceId.replace('eni', 'eni-attach'),
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      Status: 'attached',
      AttachTime: new Date(instance.createdAt),
      DeleteOnTermination: true,
    },
    Operator: { Managed: false },
    ...(association ? { Association: association } : {}),
  };
}
