import type { ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';

/** What the Launch wizard fills in, whole or in part. */
const KNOWN = new Set<string>([
  'ImageId',
  'InstanceType',
  'KeyName',
  'NetworkInterfaces',
  'SecurityGroupIds',
  'BlockDeviceMappings',
  'TagSpecifications',
  'MetadataOptions',
  'DisableApiTermination',
  'InstanceInitiatedShutdownBehavior',
  'IamInstanceProfile',
  'UserData',
  'Monitoring',
  'CreditSpecification',
]);

/** AWS's names of what people know under another. */
const WORDS: Readonly<Record<string, string>> = {
  SecurityGroups: 'Security groups by name',
  InstanceRequirements: 'Instance type chosen by its properties',
  InstanceMarketOptions: 'Spot instances',
  EbsOptimized: 'EBS-optimized instance',
  DisableApiStop: 'Stop protection',
  HibernationOptions: 'Hibernation',
  EnclaveOptions: 'Nitro Enclave',
  CpuOptions: 'CPU options',
  CapacityReservationSpecification: 'Capacity reservation',
  PrivateDnsNameOptions: 'Host names',
  MaintenanceOptions: 'Automatic recovery',
  LicenseSpecifications: 'Licences',
};

const FACE_KNOWN = ['DeviceIndex', 'DeleteOnTermination', 'AssociatePublicIpAddress', 'SubnetId', 'Groups'];
const DISK_KNOWN = ['SnapshotId', 'VolumeSize', 'VolumeType', 'Iops', 'Throughput', 'DeleteOnTermination', 'Encrypted'];

/** What a template says that the Launch wizard does not ask, in words: nothing of it is left out silently. */
export function beyondSettings(data: ResponseLaunchTemplateData, userDataIsNoText: boolean): string[] {
  const [face, ...faces] = data.NetworkInterfaces ?? [];
  const ofInstance = JSON.stringify(data.TagSpecifications?.find(isOfInstance)?.Tags ?? []);
  const otherTags = (data.TagSpecifications ?? []).filter((one) => JSON.stringify(one.Tags ?? []) !== ofInstance);
  return [
    ...saidBeyond(data, KNOWN).map((name) => WORDS[name] ?? name),
    ...(faces.length > 0 ? ['Further network interfaces'] : []),
    ...saidBeyond(face ?? {}, new Set(FACE_KNOWN)).map((name) => `Network interface: ${name}`),
    ...(data.BlockDeviceMappings ?? []).flatMap(diskBeyond),
    ...saidBeyond(data.MetadataOptions ?? {}, new Set(['HttpEndpoint', 'HttpTokens', 'State'])).map(
      (name) => `Instance metadata: ${name}`,
    ),
    ...(data.MetadataOptions?.HttpEndpoint === 'disabled' ? ['Instance metadata switched off'] : []),
    ...otherTags.map(({ ResourceType }) => `Tags of their own for ${ResourceType}`),
    ...(data.UserData && userDataIsNoText ? ['User data that is no text'] : []),
  ];
}

const isOfInstance = ({ ResourceType }: { ResourceType?: string | undefined }) => ResourceType === 'instance';

function diskBeyond({
  DeviceName = '',
  Ebs,
  VirtualName,
  NoDevice,
}: NonNullable<ResponseLaunchTemplateData['BlockDeviceMappings']>[number]): string[] {
  if (NoDevice !== undefined) return [`Disk ${DeviceName} left out`];
  if (VirtualName) return [`Instance store disk ${DeviceName}`];
  return saidBeyond(Ebs ?? {}, new Set(DISK_KNOWN)).map((name) => `Disk ${DeviceName}: ${name}`);
}

function saidBeyond(said: object, known: ReadonlySet<string>): string[] {
  return Object.entries(said).flatMap(([name, value]) => (known.has(name) || saysNothing(value) ? [] : [name]));
}

/** Off, empty or absent: as it is without being said. */
function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  if (value instanceof Date) return false;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}
