import { allow, everything, type PolicyRow } from './statements.ts';

/** AWS Backup. */
export const backupPolicies: readonly PolicyRow[] = [
  {
    name: 'AWSBackupFullAccess',
    description: 'Everything in AWS Backup.',
    version: 'v30',
    created: '2019-11-18T22:21:52Z',
    updated: '2026-02-12T18:02:46Z',
    statements: () => [
      allow('backup:*', everything, { sid: 'AwsBackupAllAccessPermissions' }),
      allow('backup-storage:*', everything, { sid: 'AwsBackupStorageAllAccessPermissions' }),
      allow(
        `
        rds: DescribeDBSnapshots ListTagsForResource DescribeDBInstances describeDBEngineVersions describeOptionGroups
          describeOrderableDBInstanceOptions describeDBSubnetGroups describeDBClusterSnapshots describeDBClusters
          describeDBParameterGroups DescribeDBClusterParameterGroups DescribeDBInstanceAutomatedBackups
          DescribeDBClusterAutomatedBackups
      `,
        everything,
        { sid: 'RdsPermissions' },
      ),
      allow('rds:DeleteDBSnapshot rds:DeleteDBClusterSnapshot', everything, {
        sid: 'RdsDeletePermissions',
        when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] } },
      }),
      allow('dynamodb:ListBackups dynamodb:ListTables', everything, { sid: 'DynamoDbPermissions' }),
      allow('dynamodb:DeleteBackup', everything, {
        sid: 'DynamoDbDeleteBackupPermissions',
        when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] } },
      }),
      allow('elasticfilesystem:DescribeFilesystems', 'arn:aws:elasticfilesystem:*:*:file-system/*', {
        sid: 'EfsFileSystemPermissions',
      }),
      allow(
        `
        ec2: DescribeSnapshots DescribeVolumes describeAvailabilityZones DescribeVpcs DescribeAccountAttributes
          DescribeSecurityGroups DescribeImages DescribeSubnets DescribePlacementGroups DescribeInstances
          DescribeInstanceTypes DescribeVpcEndpoints DescribeAddresses
      `,
        everything,
        { sid: 'Ec2Permissions' },
      ),
      allow('ec2:DeleteSnapshot ec2:DeregisterImage', everything, {
        sid: 'Ec2DeletePermissions',
        when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] } },
      }),
      allow('tag:GetTagKeys tag:GetTagValues tag:GetResources', everything, { sid: 'ResourceGroupTaggingPermissions' }),
      allow(
        'storagegateway:DescribeCachediSCSIVolumes storagegateway:DescribeStorediSCSIVolumes',
        'arn:aws:storagegateway:*:*:gateway/*/volume/*',
        { sid: 'StorageGatewayVolumePermissions' },
      ),
      allow('storagegateway:ListGateways', 'arn:aws:storagegateway:*:*:*', { sid: 'StorageGatewayPermissions' }),
      allow(
        'storagegateway:DescribeGatewayInformation storagegateway:ListLocalDisks',
        'arn:aws:storagegateway:*:*:gateway/*',
        { sid: 'StorageGatewayGatewayPermissions' },
      ),
      allow('storagegateway:ListVolumes', everything, { sid: 'StorageGatewayGatewayStarPermissions' }),
      allow('iam:ListRoles iam:GetRole', everything, { sid: 'IamRolePermissions' }),
      allow('iam:PassRole', ['arn:aws:iam::*:role/*AwsBackup*', 'arn:aws:iam::*:role/*AWSBackup*'], {
        sid: 'IamPassRolePermissions',
        when: {
          StringEquals: { 'iam:PassedToService': ['backup.amazonaws.com', 'restore-testing.backup.amazonaws.com'] },
        },
      }),
      allow('organizations:DescribeOrganization', everything, { sid: 'AwsOrganizationsPermissions' }),
      allow('kms: ListKeys DescribeKey GenerateDataKey ListAliases', everything, { sid: 'KmsPermissions' }),
      allow('kms:CreateGrant', everything, {
        sid: 'KmsCreateGrantPermissions',
        when: {
          Bool: { 'kms:GrantIsForAWSResource': true },
          'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:backup:backup-vault' },
          StringLike: { 'kms:ViaService': 'backup.*.amazonaws.com' },
        },
      }),
      allow('ssm:CancelCommand ssm:GetCommandInvocation', everything, { sid: 'SystemManagerCommandPermissions' }),
      allow('ssm:SendCommand', ['arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot', 'arn:aws:ec2:*:*:instance/*'], {
        sid: 'SystemManagerSendCommandPermissions',
      }),
      allow('fsx: DescribeFileSystems DescribeBackups DescribeVolumes DescribeStorageVirtualMachines', everything, {
        sid: 'FsxPermissions',
      }),
      allow('fsx:DeleteBackup', 'arn:aws:fsx:*:*:backup/*', {
        sid: 'FsxDeletePermissions',
        when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] } },
      }),
      allow('ds:DescribeDirectories', everything, { sid: 'DirectoryServicePermissions' }),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'IamCreateServiceLinkedRolePermissions',
        when: {
          StringEquals: { 'iam:AWSServiceName': ['backup.amazonaws.com', 'restore-testing.backup.amazonaws.com'] },
        },
      }),
      allow(
        `
        backup-gateway: AssociateGatewayToServer CreateGateway DeleteGateway DeleteHypervisor
          DisassociateGatewayFromServer ImportHypervisorConfiguration ListGateways ListHypervisors ListTagsForResource
          ListVirtualMachines PutMaintenanceStartTime TagResource TestHypervisorConfiguration UntagResource
          UpdateGatewayInformation UpdateHypervisor
      `,
        everything,
        { sid: 'BackupGatewayPermissions' },
      ),
      allow(
        `
        backup-gateway: GetHypervisor GetHypervisorPropertyMappings PutHypervisorPropertyMappings
          StartVirtualMachinesMetadataSync
      `,
        'arn:aws:backup-gateway:*:*:hypervisor/*',
        { sid: 'BackupGatewayHypervisorPermissions' },
      ),
      allow('backup-gateway:GetVirtualMachine', 'arn:aws:backup-gateway:*:*:vm/*', {
        sid: 'BackupGatewayVirtualMachinePermissions',
      }),
      allow(
        'backup-gateway: GetBandwidthRateLimitSchedule GetGateway PutBandwidthRateLimitSchedule',
        'arn:aws:backup-gateway:*:*:gateway/*',
        { sid: 'BackupGatewayGatewayPermissions' },
      ),
      allow('cloudwatch:GetMetricData', everything, { sid: 'CloudWatchPermissions' }),
      allow('timestream:ListTables timestream:ListDatabases', 'arn:aws:timestream:*:*:database/*', {
        sid: 'TimestreamDatabasePermissions',
      }),
      allow('timestream:DescribeEndpoints', everything, { sid: 'TimestreamPermissions' }),
      allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*', { sid: 'S3BucketPermissions' }),
      allow(
        `
        redshift: DescribeClusters DescribeClusterSubnetGroups DescribeClusterSnapshots DescribeSnapshotSchedules
      `,
        [
          'arn:aws:redshift:*:*:cluster:*',
          'arn:aws:redshift:*:*:subnetgroup:*',
          'arn:aws:redshift:*:*:snapshot:*/*',
          'arn:aws:redshift:*:*:snapshotschedule:*',
        ],
        { sid: 'RedshiftResourcesPermissions' },
      ),
      allow(
        `
        redshift: DescribeNodeConfigurationOptions DescribeOrderableClusterOptions DescribeClusterParameterGroups
          DescribeClusterTracks
      `,
        everything,
        { sid: 'RedshiftPermissions' },
      ),
      allow('redshift-serverless: ListNamespaces ListSnapshots ListWorkgroups', everything, {
        sid: 'RedshiftServerlessListPermissions',
      }),
      allow(
        'redshift-serverless: GetNamespace GetSnapshot GetWorkgroup',
        [
          'arn:aws:redshift-serverless:*:*:namespace/*',
          'arn:aws:redshift-serverless:*:*:workgroup/*',
          'arn:aws:redshift-serverless:*:*:snapshot/*',
        ],
        { sid: 'RedshiftServerlessGetPermissions' },
      ),
      allow('redshift-serverless:DeleteSnapshot', 'arn:aws:redshift-serverless:*:*:snapshot/*', {
        sid: 'RedshiftServerlessDeletetPermissions',
        when: {
          'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] },
          Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' },
        },
      }),
      allow('cloudformation:ListStacks', 'arn:aws:cloudformation:*:*:stack/*', {
        sid: 'CloudFormationStackPermissions',
      }),
      allow('ssm-sap: GetOperation ListDatabases GetDatabase ListTagsForResource', everything, {
        sid: 'SystemsManagerForSapPermissions',
      }),
      allow('ram:GetResourceShareAssociations', everything, { sid: 'ResourceAccessManagerPermissions' }),
      allow('dsql:GetCluster dsql:ListClusters dsql:ListTagsForResource', everything, {
        sid: 'DSQLDescribePermissions',
      }),
      allow('eks:ListClusters eks:ListTagsForResource eks:DescribeCluster', 'arn:aws:eks:*:*:cluster/*', {
        sid: 'EKSClusterPermissions',
      }),
      allow('iam:PassRole', ['arn:aws:iam::*:role/*AwsBackupGuardDuty*', 'arn:aws:iam::*:role/*AWSBackupGuardDuty*'], {
        sid: 'IamPassRolePermissionsForGuardDuty',
        when: { StringEquals: { 'iam:PassedToService': 'malware-protection.guardduty.amazonaws.com' } },
      }),
    ],
  },
  {
    name: 'AWSBackupOperatorAccess',
    description: 'Assigning resources to backup plans, backing up on demand and restoring.',
    version: 'v28',
    created: '2019-11-18T22:23:17Z',
    updated: '2026-02-12T17:59:22Z',
    statements: () => [
      allow(
        `
        backup: Get* List* Describe* CreateBackupSelection DeleteBackupSelection StartBackupJob StartRestoreJob
          StartCopyJob StartScanJob
      `,
        everything,
        { sid: 'AwsBackupAllAccess' },
      ),
      allow(
        `
        rds: DescribeDBSnapshots ListTagsForResource DescribeDBInstances describeDBEngineVersions describeOptionGroups
          describeOrderableDBInstanceOptions describeDBSubnetGroups DescribeDBClusterSnapshots DescribeDBClusters
          DescribeDBParameterGroups DescribeDBClusterParameterGroups DescribeDBInstanceAutomatedBackups
          DescribeDBClusterAutomatedBackups
      `,
        everything,
        { sid: 'RDSDescribeAccess' },
      ),
      allow('dynamodb:ListBackups dynamodb:ListTables', everything, { sid: 'DynamoDBAccess' }),
      allow('elasticfilesystem:DescribeFilesystems', 'arn:aws:elasticfilesystem:*:*:file-system/*', {
        sid: 'EFSAccess',
      }),
      allow(
        `
        ec2: DescribeSnapshots DescribeVolumes describeAvailabilityZones DescribeVpcs DescribeAccountAttributes
          DescribeSecurityGroups DescribeImages DescribeSubnets DescribePlacementGroups DescribeInstances
          DescribeInstanceTypes DescribeVpcEndpoints DescribeAddresses
      `,
        everything,
        { sid: 'EC2Access' },
      ),
      allow('tag:GetTagKeys tag:GetTagValues tag:GetResources', everything, { sid: 'TagReadAccess' }),
      allow(
        'storagegateway:DescribeCachediSCSIVolumes storagegateway:DescribeStorediSCSIVolumes',
        'arn:aws:storagegateway:*:*:gateway/*/volume/*',
        { sid: 'StorageGatewaySCSIAccess' },
      ),
      allow('storagegateway:ListGateways', 'arn:aws:storagegateway:*:*:*', { sid: 'StorageGatewayReadAccess' }),
      allow(
        'storagegateway:DescribeGatewayInformation storagegateway:ListLocalDisks',
        'arn:aws:storagegateway:*:*:gateway/*',
        { sid: 'StorageGatewayDiskReadAccess' },
      ),
      allow('storagegateway:ListVolumes', everything, { sid: 'StorageGatewayVolumeReadAccess' }),
      allow('iam:ListRoles iam:GetRole', everything, { sid: 'IAMRoleAccess' }),
      allow('iam:PassRole', ['arn:aws:iam::*:role/*AwsBackup*', 'arn:aws:iam::*:role/*AWSBackup*'], {
        sid: 'PassRoleAccess',
        when: { StringLike: { 'iam:PassedToService': 'backup.amazonaws.com' } },
      }),
      allow('organizations:DescribeOrganization', everything, { sid: 'OrganizationsAccess' }),
      allow('ssm:CancelCommand ssm:GetCommandInvocation', everything, { sid: 'SSMReadAccess' }),
      allow('ssm:SendCommand', ['arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot', 'arn:aws:ec2:*:*:instance/*'], {
        sid: 'SSMComandAccess',
      }),
      allow('fsx:DescribeBackups', 'arn:aws:fsx:*:*:backup/*', { sid: 'FSXDescribeAccess' }),
      allow('fsx:DescribeFileSystems', 'arn:aws:fsx:*:*:file-system/*', { sid: 'FSxFileAccess' }),
      allow('fsx:DescribeVolumes', 'arn:aws:fsx:*:*:volume/*/*', { sid: 'FSxVolumeAccess' }),
      allow('fsx:DescribeStorageVirtualMachines', 'arn:aws:fsx:*:*:storage-virtual-machine/*/*', {
        sid: 'FSxMachineAccess',
      }),
      allow('ds:DescribeDirectories', everything, { sid: 'DirectoryServiceAccess' }),
      allow('backup-gateway: ListGateways ListHypervisors ListTagsForResource ListVirtualMachines', everything, {
        sid: 'BackupGatewayListAccess',
      }),
      allow(
        'backup-gateway:GetHypervisor backup-gateway:GetHypervisorPropertyMappings',
        'arn:aws:backup-gateway:*:*:hypervisor/*',
        { sid: 'BackupGatewayHypervisorAccess' },
      ),
      allow('backup-gateway:GetVirtualMachine', 'arn:aws:backup-gateway:*:*:vm/*', {
        sid: 'BackupGatewayMachineAccess',
      }),
      allow(
        'backup-gateway:GetBandwidthRateLimitSchedule backup-gateway:GetGateway',
        'arn:aws:backup-gateway:*:*:gateway/*',
        { sid: 'BackupGatewayAccess' },
      ),
      allow('cloudwatch:GetMetricData', everything, { sid: 'CloudWatchAccess' }),
      allow('timestream:ListDatabases timestream:ListTables', 'arn:aws:timestream:*:*:database/*', {
        sid: 'TimestreamListAccess',
      }),
      allow('timestream:DescribeEndpoints', everything, { sid: 'TimestreamDescribeAccess' }),
      allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*', { sid: 'S3ListAccess' }),
      allow(
        `
        redshift: DescribeClusters DescribeClusterSubnetGroups DescribeClusterSnapshots DescribeSnapshotSchedules
      `,
        [
          'arn:aws:redshift:*:*:cluster:*',
          'arn:aws:redshift:*:*:subnetgroup:*',
          'arn:aws:redshift:*:*:snapshot:*/*',
          'arn:aws:redshift:*:*:snapshotschedule:*',
        ],
        { sid: 'RedshiftAccess' },
      ),
      allow(
        `
        redshift: DescribeNodeConfigurationOptions DescribeOrderableClusterOptions DescribeClusterParameterGroups
          DescribeClusterTracks
      `,
        everything,
        { sid: 'RedshiftOptionsAccess' },
      ),
      allow('redshift-serverless: ListNamespaces ListSnapshots ListWorkgroups', everything, {
        sid: 'RedshiftServerlessListPermissions',
      }),
      allow(
        'redshift-serverless: GetNamespace GetSnapshot GetWorkgroup',
        [
          'arn:aws:redshift-serverless:*:*:namespace/*',
          'arn:aws:redshift-serverless:*:*:workgroup/*',
          'arn:aws:redshift-serverless:*:*:snapshot/*',
        ],
        { sid: 'RedshiftServerlessGetPermissions' },
      ),
      allow('cloudformation:ListStacks', 'arn:aws:cloudformation:*:*:stack/*', { sid: 'CloudFormationAccess' }),
      allow('ssm-sap:GetOperation ssm-sap:ListDatabases', everything, { sid: 'SAPAccess' }),
      allow('ssm-sap:GetDatabase ssm-sap:ListTagsForResource', 'arn:aws:ssm-sap:*:*:*', { sid: 'SAPDatabaseAccess' }),
      allow('ram:GetResourceShareAssociations', everything, { sid: 'RAMAccess' }),
      allow('dsql:GetCluster dsql:ListClusters dsql:ListTagsForResource', everything, {
        sid: 'DSQLDescribePermissions',
      }),
      allow('eks:ListClusters eks:ListTagsForResource eks:DescribeCluster', 'arn:aws:eks:*:*:cluster/*', {
        sid: 'EKSClusterPermissions',
      }),
      allow('iam:PassRole', ['arn:aws:iam::*:role/*AwsBackupGuardDuty*', 'arn:aws:iam::*:role/*AWSBackupGuardDuty*'], {
        sid: 'IamPassRolePermissionsForGuardDuty',
        when: { StringEquals: { 'iam:PassedToService': 'malware-protection.guardduty.amazonaws.com' } },
      }),
    ],
  },
];
