import type { InstanceMetadata, MachineSpec } from './machine.ts';

/** A value of the metadata service, or a folder of them. */
export type MetadataNode = string | MetadataFolder;

/** Values and folders by name. */
export interface MetadataFolder {
  readonly [name: string]: MetadataNode | undefined;
}

/**
 * Everything below `/latest/meta-data/`.
 *
 * Names and forms: "Instance metadata categories" in the EC2 User Guide.
 */
export function metadataTree(spec: MachineSpec, data: InstanceMetadata): MetadataFolder {
  const { network } = data;
  const privateHost = data.privateHostname ?? privateNameOf(spec, data);
  const names = data.securityGroups.map(({ name }) => name).join('\n');
  const keyName = data.keyName ?? 'key';
  return folder({
    'ami-id': spec.imageId,
    'ami-launch-index': String(data.launchIndex),
    'ami-manifest-path': '(unknown)',
    'block-device-mapping': blockDevices(data),
    events: folder({ maintenance: folder({ history: '[]', scheduled: '[]' }) }),
    hostname: privateHost,
    iam: data.role ? roleFolder(data) : undefined,
    'identity-credentials': undefined,
    'instance-action': 'none',
    'instance-id': spec.instanceId,
    'instance-life-cycle': 'on-demand',
    'instance-type': spec.instanceType,
    'local-hostname': privateHost,
    'local-ipv4': spec.privateIp,
    mac: network.mac,
    metrics: folder({ vhostmd: '<?xml version="1.0" encoding="UTF-8"?>' }),
    network: folder({ interfaces: folder({ macs: folder({ [network.mac]: networkFolder(spec, data) }) }) }),
    placement: folder({
      'availability-zone': data.zone,
      'availability-zone-id': data.zoneId,
      region: data.region,
    }),
    profile: 'default-hvm',
    'public-hostname': data.publicHostname ?? undefined,
    'public-ipv4': data.publicIp ?? undefined,
    'public-keys':
      spec.publicKey === null
        ? undefined
        : folder({ [`0=${keyName}`]: folder({ 'openssh-key': `${spec.publicKey.trim()}\n` }) }),
    'reservation-id': data.reservationId,
    'security-groups': names,
    services: folder({ domain: 'amazonaws.com', partition: 'aws' }),
    system: spec.instanceType.startsWith('t2.') ? 'xen-on-nitro' : 'nitro',
    tags:
      data.options.tags === 'enabled'
        ? folder({ instance: folder(Object.fromEntries(data.tags.map(({ Key, Value }) => [Key, Value]))) })
        : undefined,
  });
}

/** The signed-in form of who and where the instance is; fields and order as in the User Guide's example. */
export function identityDocument(spec: MachineSpec, data: InstanceMetadata): string {
  const document = {
    accountId: data.accountId,
    architecture: data.architecture,
    availabilityZone: data.zone,
    billingProducts: null,
    devpayProductCodes: null,
    marketplaceProductCodes: null,
    imageId: spec.imageId,
    instanceId: spec.instanceId,
    instanceType: spec.instanceType,
    kernelId: null,
    pendingTime: seconds(data.launchedAt),
    privateIp: spec.privateIp,
    ramdiskId: null,
    region: data.region,
    version: '2017-09-30',
  };
  return JSON.stringify(document, null, 2).replace(/": /g, '" : ');
}

/** `ip-172-31-5-9.eu-central-1.compute.internal`; us-east-1 alone has a shorter form. */
export function privateNameOf(spec: MachineSpec, data: InstanceMetadata): string {
  return `${spec.hostname}.${data.region === 'us-east-1' ? 'ec2.internal' : `${data.region}.compute.internal`}`;
}

function networkFolder(spec: MachineSpec, data: InstanceMetadata): MetadataFolder {
  const { network } = data;
  const privateHost = data.privateHostname ?? privateNameOf(spec, data);
  return folder({
    'device-number': '0',
    'interface-id': network.interfaceId,
    'ipv4-associations': data.publicIp === null ? undefined : folder({ [data.publicIp]: spec.privateIp }),
    'local-hostname': privateHost,
    'local-ipv4s': spec.privateIp,
    mac: network.mac,
    'owner-id': data.accountId,
    'public-hostname': data.publicHostname ?? undefined,
    'public-ipv4s': data.publicIp ?? undefined,
    'security-group-ids': data.securityGroups.map(({ id }) => id).join('\n'),
    'security-groups': data.securityGroups.map(({ name }) => name).join('\n'),
    'subnet-id': network.subnetId,
    'subnet-ipv4-cidr-block': network.subnetCidr,
    'vpc-id': network.vpcId,
    'vpc-ipv4-cidr-block': network.vpcCidr,
    'vpc-ipv4-cidr-blocks': network.vpcCidr,
  });
}

function blockDevices(data: InstanceMetadata): MetadataFolder {
  const root = data.volumes.find(({ isRoot }) => isRoot)?.device ?? '/dev/xvda';
  const others = data.volumes.filter(({ isRoot }) => !isRoot);
  return folder({
    ami: root,
    ...Object.fromEntries(others.map(({ device }, at) => [`ebs${at + 1}`, device.replace('/dev/', '')])),
    root,
  });
}

function roleFolder({ role }: InstanceMetadata): MetadataFolder | undefined {
  if (!role) return undefined;
  const { credentials } = role;
  return folder({
    info: `${JSON.stringify(
      {
        Code: 'Success',
        LastUpdated: seconds(credentials?.lastUpdated ?? new Date(0)),
        InstanceProfileArn: role.profileArn,
        InstanceProfileId: role.profileId,
      },
      null,
      2,
    ).replace(/": /g, '" : ')}`,
    'security-credentials': folder({
      [role.name]: credentials
        ? JSON.stringify(
            {
              Code: 'Success',
              LastUpdated: seconds(credentials.lastUpdated),
              Type: 'AWS-HMAC',
              AccessKeyId: credentials.accessKeyId,
              SecretAccessKey: credentials.secretAccessKey,
              Token: credentials.token,
              Expiration: seconds(credentials.expiration),
            },
            null,
            2,
          ).replace(/": /g, '" : ')
        : JSON.stringify(
            {
              Code: 'AssumeRoleUnauthorizedAccess',
              Message:
                'EC2 cannot assume the role. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html.',
              LastUpdated: seconds(new Date(0)),
            },
            null,
            2,
          ).replace(/": /g, '" : '),
    }),
  });
}

/** Without a prototype: a tag may be called `__proto__`. */
function folder(entries: MetadataFolder): MetadataFolder {
  const made: Record<string, MetadataNode | undefined> = Object.create(null);
  for (const [name, value] of Object.entries(entries)) if (value !== undefined) made[name] = value;
  return made;
}

function seconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
