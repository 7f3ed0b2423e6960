/** What the metadata service of a machine tells about its instance, as the world knows it at the moment of the question. */
export interface InstanceMetadata {
  readonly accountId: string;
  readonly region: string;
  readonly zone: string;
  /** `euc1-az2`. */
  readonly zoneId: string;
  readonly architecture: string;
  readonly reservationId: string;
  readonly launchIndex: number;
  readonly launchedAt: Date;
  readonly keyName: string | null;
  /** With the world's present addresses: an Elastic IP address may come and go while the machine runs. */
  readonly publicIp: string | null;
  readonly publicHostname: string | null;
  /** `ip-172-31-5-9.eu-central-1.compute.internal`; without it, it is made of the private address. */
  readonly privateHostname?: string;
  readonly securityGroups: readonly { readonly id: string; readonly name: string }[];
  /** How the service may be asked, and whether it tells the tags. */
  readonly options: {
    readonly tokens: 'required' | 'optional';
    readonly endpoint: 'enabled' | 'disabled';
    readonly tags: 'enabled' | 'disabled';
  };
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly network: {
    readonly interfaceId: string;
    readonly mac: string;
    readonly vpcId: string;
    readonly vpcCidr: string;
    readonly subnetId: string;
    readonly subnetCidr: string;
  };
  /** Every volume that is attached, the root volume among them. */
  readonly volumes: readonly AttachedVolume[];
  /** The role of the instance profile; null without one. */
  readonly role: InstanceRole | null;
}

/** A volume as the machine's kernel finds it. */
export interface AttachedVolume {
  readonly id: string;
  /** The name that EC2 gives the attachment: `/dev/sda1`, `/dev/sdf`. */
  readonly device: string;
  readonly sizeGib: number;
  readonly isRoot: boolean;
}

/** An instance profile's role, and the temporary credentials that programs on the machine find. */
export interface InstanceRole {
  readonly name: string;
  readonly profileArn: string;
  readonly profileId: string;
  /** Null where the role cannot be assumed by EC2. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly token: string;
    readonly lastUpdated: Date;
    readonly expiration: Date;
  } | null;
}
