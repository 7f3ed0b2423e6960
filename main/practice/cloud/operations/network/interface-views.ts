import type { NetworkInterface, NetworkInterfaceAssociation } from '@aws-sdk/client-ec2';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { groupsOf, publicNameOf } from '../instances/instance-view.ts';
import type { CallContext } from '../operation.ts';
import { privateDnsName, showTags } from '../views.ts';

/** The one network interface of an instance as EC2 describes it. */
export function showInterface(instance: InstanceRecord, call: CallContext): NetworkInterface {
  const { account, region, place } = call;
  const association = showAssociation(instance, call);
  const privateName = privateDnsName(region, instance.privateIp);
  const shown = association ? { Association: association } : {};
  return {
    NetworkInterfaceId: instance.networkInterfaceId,
    OwnerId: account.id,
    RequesterManaged: false,
    Status: 'in-use',
    InterfaceType: 'interface',
    Description: instance.interfaceDescription,
    MacAddress: instance.macAddress,
    SourceDestCheck: instance.sourceDestCheck,
    AvailabilityZone: instance.zone,
    AvailabilityZoneId: place.subnets.get(instance.subnetId)?.zoneId,
    SubnetId: instance.subnetId,
    VpcId: instance.vpcId,
    PrivateIpAddress: instance.privateIp,
    PrivateDnsName: privateName,
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: instance.privateIp, PrivateDnsName: privateName, ...shown },
    ],
    Ipv6Addresses: [],
    Groups: groupsOf(place, instance),
    Attachment: {
      AttachmentId: attachmentId(instance),
      AttachTime: new Date(instance.createdAt),
      DeleteOnTermination: true,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      InstanceId: instance.id,
      InstanceOwnerId: account.id,
      Status: 'attached',
    },
    ...shown,
    TagSet: showTags(instance.interfaceTags),
  };
}

/** The ID under which an interface is attached to its instance. */
export function attachmentId({ networkInterfaceId }: InstanceRecord): string {
  return networkInterfaceId.replace('eni-', 'eni-attach-');
}

/** The public address of an interface: AWS's own, or an elastic one with its allocation; undefined without one. */
export function showAssociation(
  instance: InstanceRecord,
  { place, account }: CallContext,
): NetworkInterfaceAssociation | undefined {
  const { publicIp } = instance;
  if (publicIp === null) return undefined;
  const elastic = place.addresses.by('instance', instance.id).find((address) => address.publicIp === publicIp);
  return {
    PublicIp: publicIp,
    PublicDnsName: publicNameOf(instance, place),
    IpOwnerId: elastic ? account.id : 'amazon',
    ...(elastic ? { AllocationId: elastic.id, AssociationId: elastic.association?.id } : {}),
  };
}
