import type {
  _InstanceType,
  GetLaunchTemplateDataRequest,
  GetLaunchTemplateDataResult,
  ResponseLaunchTemplateData,
  VolumeType,
} from '@aws-sdk/client-ec2';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { findOne, kinds } from '../finding.ts';
import { creditsOf } from '../instances/credits.ts';
import { type CallContext, reads } from '../operation.ts';
import { showTags } from '../views.ts';
import { asSeen } from '../visibility.ts';

/** What a launch template would have to say to launch an instance like this one. */
function dataOf(instance: InstanceRecord, { place }: CallContext): ResponseLaunchTemplateData {
  const credits = creditsOf(instance);
  const { metadata } = instance;
  // Nobody may give the tags that AWS gives.
  const tags = instance.tags.filter(({ Key }) => !Key.startsWith('aws:'));
  return {
    ImageId: instance.imageId,
    InstanceType: instance.type as _InstanceType,
    ...(instance.keyName ? { KeyName: instance.keyName } : {}),
    ...(instance.userData ? { UserData: instance.userData } : {}),
    ...(instance.profileArn ? { IamInstanceProfile: { Arn: instance.profileArn } } : {}),
    ...(credits ? { CreditSpecification: { CpuCredits: credits } } : {}),
    EbsOptimized: instance.ebsOptimized,
    Monitoring: { Enabled: instance.monitoring },
    Placement: { AvailabilityZone: instance.zone, GroupName: '', Tenancy: instance.tenancy },
    DisableApiTermination: instance.terminationProtection,
    DisableApiStop: instance.stopProtection,
    InstanceInitiatedShutdownBehavior: instance.shutdownBehaviour,
    NetworkInterfaces: [
      {
        AssociatePublicIpAddress: instance.publicIp !== null,
        DeleteOnTermination: true,
        Description: instance.interfaceDescription,
        DeviceIndex: 0,
        Groups: [...instance.groupIds],
        InterfaceType: 'interface',
        NetworkCardIndex: 0,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: instance.privateIp }],
        SubnetId: instance.subnetId,
      },
    ],
    BlockDeviceMappings: place.volumes.by('instance', instance.id).map((volume) => ({
      DeviceName: volume.attachment?.device,
      Ebs: {
        DeleteOnTermination: volume.attachment?.deleteOnTermination,
        Encrypted: volume.encrypted,
        ...(volume.kmsKeyId ? { KmsKeyId: volume.kmsKeyId } : {}),
        ...(volume.snapshotId ? { SnapshotId: volume.snapshotId } : {}),
        ...(volume.iops === null ? {} : { Iops: volume.iops }),
        ...(volume.throughput === null ? {} : { Throughput: volume.throughput }),
        VolumeSize: volume.size,
        VolumeType: volume.type as VolumeType,
      },
    })),
    MetadataOptions: {
      HttpEndpoint: metadata.endpoint,
      HttpProtocolIpv6: metadata.ipv6,
      HttpPutResponseHopLimit: metadata.hopLimit,
      HttpTokens: metadata.tokens,
      InstanceMetadataTags: metadata.tagsInMetadata,
    },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    EnclaveOptions: { Enabled: false },
    HibernationOptions: { Configured: false },
    MaintenanceOptions: { AutoRecovery: 'default' },
    PrivateDnsNameOptions: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: false },
    ...(tags.length > 0 ? { TagSpecifications: [{ ResourceType: 'instance', Tags: showTags(tags) }] } : {}),
  };
}

/** Data for a launch template, read off a machine that is there. */
export const templateDataReads = [
  reads('GetLaunchTemplateData', (input: GetLaunchTemplateDataRequest, call): GetLaunchTemplateDataResult => {
    const instance = findOne(kinds.instance, asSeen(call.place.instances, call), input.InstanceId);
    return { LaunchTemplateData: dataOf(instance, call) };
  }),
];
