import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeInstance, expectRefusal, launchInto, stop, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let web: sdk.Instance;
let InstanceId: string;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  web = await instanceNamed(ec2, 'web-01');
  InstanceId = told(web.InstanceId);
});
afterEach(() => it.end());

async function allocate(): Promise<{ AllocationId: string; PublicIp: string }> {
  const { AllocationId, PublicIp } = await ec2.send(new sdk.AllocateAddressCommand({ Domain: 'vpc' }));
  return { AllocationId: told(AllocationId), PublicIp: told(PublicIp) };
}

async function publicIpOf(id: string): Promise<string | undefined> {
  return (await describeInstance(ec2, id)).PublicIpAddress;
}

async function addressOf(AllocationId: string): Promise<sdk.Address | undefined> {
  return (await ec2.send(new sdk.DescribeAddressesCommand({ AllocationIds: [AllocationId] }))).Addresses?.[0];
}

describe('an elastic address', () => {
  test('is allocated with tags, one of five, and released', async () => {
    const made = await ec2.send(
      new sdk.AllocateAddressCommand({
        TagSpecifications: [{ ResourceType: 'elastic-ip', Tags: [{ Key: 'Name', Value: 'fixed' }] }],
      }),
    );
    expect(made).toMatchObject({ Domain: 'vpc', PublicIpv4Pool: 'amazon', NetworkBorderGroup: 'eu-central-1' });
    for (let count = 0; count < 4; count += 1) await allocate();
    await expectRefusal(allocate(), 'AddressLimitExceeded', /^The maximum number of addresses has been reached\.$/);
    const Filters = [{ Name: 'tag:Name', Values: ['fixed'] }];
    const { Addresses } = await ec2.send(new sdk.DescribeAddressesCommand({ Filters }));
    expect(Addresses).toEqual([
      {
        AllocationId: made.AllocationId,
        PublicIp: made.PublicIp,
        Domain: 'vpc',
        PublicIpv4Pool: 'amazon',
        NetworkBorderGroup: 'eu-central-1',
        Tags: [{ Key: 'Name', Value: 'fixed' }],
      },
    ]);
    await ec2.send(new sdk.ReleaseAddressCommand({ AllocationId: made.AllocationId }));
    await expectRefusal(
      addressOf(told(made.AllocationId)),
      'InvalidAllocationID.NotFound',
      new RegExp(`^The allocation ID '${made.AllocationId}' does not exist$`),
    );
    await allocate();
  });

  test('becomes the address of a machine and stays with it while it is stopped', async () => {
    const { AllocationId, PublicIp } = await allocate();
    const { AssociationId } = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId }));
    expect(await publicIpOf(InstanceId)).toBe(PublicIp);
    const NetworkInterfaceId = web.NetworkInterfaces?.[0]?.NetworkInterfaceId;
    expect(await addressOf(AllocationId)).toMatchObject({
      AssociationId,
      InstanceId,
      NetworkInterfaceId,
      NetworkInterfaceOwnerId: '111122223333',
      PrivateIpAddress: web.PrivateIpAddress,
    });
    for (const [Name, value] of [
      ['allocation-id', AllocationId],
      ['association-id', told(AssociationId)],
      ['instance-id', InstanceId],
      ['network-interface-id', told(NetworkInterfaceId)],
      ['private-ip-address', told(web.PrivateIpAddress)],
      ['public-ip', PublicIp],
      ['domain', 'vpc'],
    ] as const) {
      const { Addresses } = await ec2.send(new sdk.DescribeAddressesCommand({ Filters: [{ Name, Values: [value] }] }));
      expect(
        Addresses?.map((one) => one.AllocationId),
        Name,
      ).toEqual([AllocationId]);
    }
    await stop(it, ec2, InstanceId);
    expect(await publicIpOf(InstanceId)).toBe(PublicIp);
    await ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [InstanceId] }));
    await it.step(10);
    expect(await publicIpOf(InstanceId)).toBe(PublicIp);
  });

  test('gives its place back to one of AWS when it is taken away, but not on a stopped machine', async () => {
    const before = await publicIpOf(InstanceId);
    const { AllocationId, PublicIp } = await allocate();
    const associate = () => ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId }));
    const first = await associate();
    await expectRefusal(
      ec2.send(new sdk.ReleaseAddressCommand({ AllocationId })),
      'InvalidIPAddress.InUse',
      new RegExp(`^Address ${PublicIp} is in use\\.$`),
    );
    await ec2.send(new sdk.DisassociateAddressCommand({ AssociationId: first.AssociationId }));
    const after = await publicIpOf(InstanceId);
    expect(after).toBeDefined();
    expect([before, PublicIp]).not.toContain(after);
    const second = await associate();
    expect(second.AssociationId).not.toBe(first.AssociationId);
    await stop(it, ec2, InstanceId);
    await ec2.send(new sdk.DisassociateAddressCommand({ AssociationId: second.AssociationId }));
    expect(await publicIpOf(InstanceId)).toBeUndefined();
  });

  test('moves to another machine unless that is forbidden, and the first gets one of AWS', async () => {
    const other = told((await instanceNamed(ec2, 'web-02')).InstanceId);
    const { AllocationId, PublicIp } = await allocate();
    const { AssociationId } = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId }));
    const move = (AllowReassociation?: boolean) =>
      ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: other, AllowReassociation }));
    await expectRefusal(
      move(false),
      'Resource.AlreadyAssociated',
      new RegExp(`^resource ${AllocationId} is already associated with associate-id ${AssociationId}$`),
    );
    await move();
    expect(await publicIpOf(other)).toBe(PublicIp);
    expect(await publicIpOf(InstanceId)).not.toBe(PublicIp);
  });

  test('takes the place of another one, which is free then, and is free when its machine ends', async () => {
    const [first, second] = [await allocate(), await allocate()];
    const NetworkInterfaceId = web.NetworkInterfaces?.[0]?.NetworkInterfaceId;
    await ec2.send(new sdk.AssociateAddressCommand({ PublicIp: first.PublicIp, InstanceId }));
    await ec2.send(new sdk.AssociateAddressCommand({ AllocationId: second.AllocationId, NetworkInterfaceId }));
    expect(await publicIpOf(InstanceId)).toBe(second.PublicIp);
    expect(await addressOf(first.AllocationId)).not.toHaveProperty('AssociationId');
    await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
    await it.step(20);
    expect(await addressOf(second.AllocationId)).not.toHaveProperty('AssociationId');
    await ec2.send(new sdk.ReleaseAddressCommand({ AllocationId: second.AllocationId }));
  });
});

describe('an elastic address is not given', () => {
  test('to a machine that is coming up or going away', async () => {
    const { AllocationId } = await allocate();
    await stop(it, ec2, InstanceId);
    await ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [InstanceId] }));
    const associate = (input: object) => ec2.send(new sdk.AssociateAddressCommand({ AllocationId, ...input }));
    await expectRefusal(
      associate({ InstanceId }),
      'InvalidInstanceID',
      new RegExp(`^The pending instance '${InstanceId}' is not in a valid state for this operation\\.$`),
    );
    const NetworkInterfaceId = web.NetworkInterfaces?.[0]?.NetworkInterfaceId;
    await expectRefusal(
      associate({ NetworkInterfaceId }),
      'IncorrectInstanceState',
      new RegExp(`^The pending-instance-creation instance to which '${NetworkInterfaceId}' is attached is not`),
    );
    await it.step(10);
    await associate({ InstanceId });
    await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
    await expectRefusal(associate({ InstanceId }), 'InvalidInstanceID', /^The shutting-down instance/);
  });

  test('to a machine of a network without a gateway', async () => {
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const VpcId = told(Vpc?.VpcId);
    const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
    const { SecurityGroups } = await ec2.send(
      new sdk.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    );
    const inner = await launchInto(it, ec2, {
      subnetId: told(Subnet?.SubnetId),
      groupId: told(SecurityGroups?.[0]?.GroupId),
    });
    // The network gives no public names, and its subnet no public addresses.
    expect(inner).toMatchObject({ PublicDnsName: '' });
    expect(inner.PublicIpAddress).toBeUndefined();
    const { AllocationId } = await allocate();
    await expectRefusal(
      ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: inner.InstanceId })),
      'Gateway.NotAttached',
      new RegExp(`^Network ${VpcId} is not attached to any internet gateway$`),
    );
  });
});

describe('a network interface', () => {
  test('is described with its address, groups, attachment and tags, and found by each of its filters', async () => {
    const NetworkInterfaceId = told(web.NetworkInterfaces?.[0]?.NetworkInterfaceId);
    await ec2.send(
      new sdk.CreateTagsCommand({ Resources: [NetworkInterfaceId], Tags: [{ Key: 'Name', Value: 'first' }] }),
    );
    const { AllocationId, PublicIp } = await allocate();
    const { AssociationId } = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId }));
    const NetworkInterfaceIds = [NetworkInterfaceId];
    const { NetworkInterfaces } = await ec2.send(new sdk.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds }));
    const face = NetworkInterfaces?.[0];
    expect(face).toMatchObject({
      NetworkInterfaceId,
      Status: 'in-use',
      InterfaceType: 'interface',
      OwnerId: '111122223333',
      SubnetId: web.SubnetId,
      VpcId: web.VpcId,
      PrivateIpAddress: web.PrivateIpAddress,
      Groups: web.SecurityGroups,
      Association: { PublicIp, AllocationId, AssociationId, IpOwnerId: '111122223333' },
      Attachment: { InstanceId, DeviceIndex: 0, Status: 'attached', DeleteOnTermination: true },
      TagSet: [{ Key: 'Name', Value: 'first' }],
    });
    const filters: [string, string | undefined][] = [
      ['network-interface-id', NetworkInterfaceId],
      ['attachment.instance-id', InstanceId],
      ['attachment.attachment-id', face?.Attachment?.AttachmentId],
      ['private-ip-address', web.PrivateIpAddress],
      ['private-dns-name', web.PrivateDnsName],
      ['mac-address', face?.MacAddress],
      ['association.public-ip', PublicIp],
      ['association.allocation-id', AllocationId],
      ['association.ip-owner-id', '111122223333'],
      ['tag:Name', 'first'],
    ];
    for (const [Name, value] of filters) {
      const found = await ec2.send(
        new sdk.DescribeNetworkInterfacesCommand({ Filters: [{ Name, Values: [told(value)] }] }),
      );
      expect(
        found.NetworkInterfaces?.map((one) => one.NetworkInterfaceId),
        Name,
      ).toEqual([NetworkInterfaceId]);
    }
    const count = async (Name: string, value: string | undefined) => {
      const Filters = [{ Name, Values: [told(value)] }];
      return (await ec2.send(new sdk.DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces?.length;
    };
    expect(await count('status', 'in-use')).toBe(4);
    expect(await count('group-id', web.SecurityGroups?.[0]?.GroupId)).toBe(3);
    expect(await count('subnet-id', web.SubnetId)).toBe(2);
    expect(await count('association.ip-owner-id', 'amazon')).toBe(2);
  });

  test('tells and takes single attributes', async () => {
    const NetworkInterfaceId = web.NetworkInterfaces?.[0]?.NetworkInterfaceId;
    const attribute = async (Attribute: sdk.NetworkInterfaceAttribute) => {
      const input = { NetworkInterfaceId, Attribute };
      const { $metadata, ...shown } = await ec2.send(new sdk.DescribeNetworkInterfaceAttributeCommand(input));
      return shown;
    };
    const modify = (change: Partial<sdk.ModifyNetworkInterfaceAttributeCommandInput>) =>
      ec2.send(new sdk.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, ...change }));
    expect(await attribute('groupSet')).toEqual({ NetworkInterfaceId, Groups: web.SecurityGroups });
    const made = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'other', Description: 'x' }));
    const GroupId = told(made.GroupId);
    await modify({ Groups: [GroupId] });
    expect(await attribute('groupSet')).toEqual({ NetworkInterfaceId, Groups: [{ GroupId, GroupName: 'other' }] });
    await modify({ SourceDestCheck: { Value: false } });
    expect(await attribute('sourceDestCheck')).toEqual({ NetworkInterfaceId, SourceDestCheck: { Value: false } });
    await modify({ Description: { Value: 'outer' } });
    expect(await attribute('description')).toEqual({ NetworkInterfaceId, Description: { Value: 'outer' } });
    expect(await attribute('attachment')).toMatchObject({ Attachment: { InstanceId } });
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const there = await ec2.send(
      new sdk.CreateSecurityGroupCommand({ GroupName: 'x', Description: 'x', VpcId: Vpc?.VpcId }),
    );
    await expectRefusal(modify({ Groups: [told(there.GroupId)] }), 'InvalidGroup.NotFound', /different networks/);
  });

  test('goes with its machine, and is made with one only', async () => {
    await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
    await it.step(20);
    expect((await ec2.send(new sdk.DescribeNetworkInterfacesCommand({}))).NetworkInterfaces).toHaveLength(3);
    await expectRefusal(
      ec2.send(new sdk.CreateNetworkInterfaceCommand({ SubnetId: web.SubnetId })),
      'InvalidAction',
      /CreateNetworkInterface/,
    );
  });
});
