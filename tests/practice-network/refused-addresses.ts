import { missing, type RefusalCase } from './refusal-case.ts';

/** Calls about elastic addresses and network interfaces. */
export const addressCases: readonly RefusalCase[] = [
  ['an address of one’s own', 'AllocateAddress', () => ({ Address: '192.0.2.1' }), 'UnsupportedOperation', /Address/],
  [
    'an address that is not there',
    'DescribeAddresses',
    () => ({ PublicIps: ['192.0.2.1'] }),
    'InvalidAddress.NotFound',
    /^Address '192\.0\.2\.1' not found\.$/,
  ],
  [
    'no address',
    'AssociateAddress',
    ({ instanceId }) => ({ InstanceId: instanceId }),
    'MissingParameter',
    /public IP or allocation id/,
  ],
  [
    'an address told twice',
    'AssociateAddress',
    ({ instanceId, allocationId, publicIp }) => ({
      InstanceId: instanceId,
      AllocationId: allocationId,
      PublicIp: publicIp,
    }),
    'InvalidParameterCombination',
    /not both/,
  ],
  [
    'no machine',
    'AssociateAddress',
    ({ allocationId }) => ({ AllocationId: allocationId }),
    'MissingParameter',
    /instance id or network interface id/,
  ],
  [
    'a private address that the machine does not have',
    'AssociateAddress',
    ({ allocationId, instanceId }) => ({
      AllocationId: allocationId,
      InstanceId: instanceId,
      PrivateIpAddress: '10.0.0.1',
    }),
    'InvalidParameterValue',
    /10\.0\.0\.1/,
  ],
  [
    'the end of an association by address',
    'DisassociateAddress',
    ({ publicIp }) => ({ PublicIp: publicIp }),
    'InvalidParameterValue',
    /^You must specify an association id/,
  ],
  [
    'the end of an association of nobody',
    'DisassociateAddress',
    () => ({ AssociationId: `eipassoc-${missing}` }),
    'InvalidAssociationID.NotFound',
    /^The association ID 'eipassoc-\w+' does not exist$/,
  ],
  [
    'letting go of an address in use',
    'ReleaseAddress',
    ({ allocationId }) => ({ AllocationId: allocationId }),
    'InvalidIPAddress.InUse',
    /^Address [\d.]+ is in use\.$/,
  ],
  [
    'letting go of an address by itself',
    'ReleaseAddress',
    ({ publicIp }) => ({ PublicIp: publicIp }),
    'InvalidParameterValue',
    /^You must specify an allocation id/,
  ],
  [
    'an interface of nobody',
    'DescribeNetworkInterfaces',
    () => ({ NetworkInterfaceIds: [`eni-${missing}`] }),
    'InvalidNetworkInterfaceID.NotFound',
    /^The networkInterface ID 'eni-\w+' does not exist$/,
  ],
  [
    'an interface ID that is none',
    'DescribeNetworkInterfaces',
    () => ({ NetworkInterfaceIds: ['eth0'] }),
    'InvalidNetworkInterfaceId.Malformed',
    /"eni-/,
  ],
  [
    'two attributes of an interface at once',
    'ModifyNetworkInterfaceAttribute',
    ({ interfaceId }) => ({
      NetworkInterfaceId: interfaceId,
      Description: { Value: 'x' },
      SourceDestCheck: { Value: false },
    }),
    'InvalidParameterCombination',
    /exactly one/,
  ],
];
