/**
 * Condition keys that the practice cloud brings along with a request where AWS does; where a request is without one of
 * them, AWS's would be as well. Spelled as AWS spells them; a name that ends in `/` goes on with a tag's key.
 *
 * Source: IAM user guide, reference_policies_condition-keys and reference_policies_iam-condition-keys; service
 * authorization reference, list_amazonec2.
 */
export const modelledKeys: readonly string[] = [
  // Who asks.
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:SourceIdentity',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:PrincipalTag/',
  'aws:PrincipalType',
  'aws:TokenIssueTime',
  'aws:ViaAWSService',
  'aws:userid',
  'aws:username',
  // What only calls through a service, a network of one's own or an identity provider bring; here there are none.
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:FederatedProvider',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:VpcSourceIp',
  // How.
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:SourceIp',
  'aws:UserAgent',
  // For what.
  'aws:RequestTag/',
  'aws:ResourceAccount',
  'aws:ResourceTag/',
  'aws:TagKeys',
  'ec2:AssociatePublicIpAddress',
  'ec2:AvailabilityZone',
  'ec2:CreateAction',
  'ec2:EbsOptimized',
  'ec2:Encrypted',
  'ec2:ImageID',
  'ec2:ImageType',
  'ec2:InstanceID',
  'ec2:InstanceMarketType',
  'ec2:InstanceProfile',
  'ec2:InstanceType',
  'ec2:IsLaunchTemplateResource',
  'ec2:KeyPairName',
  'ec2:KeyPairType',
  'ec2:KmsKeyId',
  'ec2:LaunchTemplate',
  'ec2:MetadataHttpEndpoint',
  'ec2:MetadataHttpPutResponseHopLimit',
  'ec2:MetadataHttpTokens',
  'ec2:NetworkInterfaceID',
  'ec2:NewInstanceProfile',
  'ec2:Owner',
  'ec2:ParentSnapshot',
  'ec2:ParentVolume',
  'ec2:ProductCode',
  'ec2:Public',
  'ec2:Region',
  'ec2:ResourceTag/',
  'ec2:RootDeviceType',
  'ec2:SecurityGroupID',
  'ec2:SnapshotID',
  'ec2:SnapshotTime',
  'ec2:Subnet',
  'ec2:SubnetID',
  'ec2:Tenancy',
  'ec2:VolumeID',
  'ec2:VolumeIops',
  'ec2:VolumeSize',
  'ec2:VolumeThroughput',
  'ec2:VolumeType',
  'ec2:Vpc',
  'ec2:VpcID',
  'ec2:osuser',
  'iam:PassedToService',
  'iam:PermissionsBoundary',
  'iam:PolicyARN',
  'iam:ResourceTag/',
  'kms:CallerAccount',
  'kms:GrantIsForAWSResource',
  'kms:GrantOperations',
  'kms:GranteePrincipal',
  'kms:KeyOrigin',
  'kms:KeySpec',
  'kms:KeyUsage',
  'kms:RequestAlias',
  'kms:ResourceAliases',
  'kms:ScheduleKeyDeletionPendingWindowInDays',
  'kms:ViaService',
  'sts:ExternalId',
  'sts:RoleSessionName',
  'sts:SourceIdentity',
  'sts:TransitiveTagKeys',
];

const spellings = new Map(modelledKeys.map((key) => [key.toLowerCase(), key]));

/** Whether this cloud can tell that a lowercased key is absent; of any other key it can not say what AWS would hold. */
export function isModelledKey(key: string): boolean {
  return spellings.has(key.slice(0, key.indexOf('/') + 1)) || spellings.has(key);
}

/** A key as AWS spells it; one that this cloud does not know, as it is. */
export function spelledKey(name: string): string {
  const start = name.slice(0, name.indexOf('/') + 1);
  return spellings.get(name.toLowerCase()) ?? (spellings.get(start.toLowerCase()) ?? start) + name.slice(start.length);
}
