import { allow, everything, type PolicyRow, variable } from './statements.ts';

/** The roles that AWS Backup works in. */
export const backupRolesPolicies: readonly PolicyRow[] = [
  {
    name: 'AWSBackupServiceRolePolicyForBackup',
    path: '/service-role/',
    description: 'For the role by which AWS Backup makes backups.',
    version: 'v30',
    created: '2019-01-10T21:01:28Z',
    updated: '2026-02-23T19:42:11Z',
    statements: () => [
      allow('dynamodb:DescribeTable dynamodb:CreateBackup', 'arn:aws:dynamodb:*:*:table/*', {
        sid: 'DynamoDBPermissions',
      }),
      allow('dynamodb:DescribeBackup dynamodb:DeleteBackup', 'arn:aws:dynamodb:*:*:table/*/backup/*', {
        sid: 'DynamoDBBackupResourcePermissions',
      }),
      allow(
        `
        rds: AddTagsToResource ListTagsForResource DescribeDBSnapshots CreateDBSnapshot CopyDBSnapshot
          DescribeDBInstances CreateDBClusterSnapshot DescribeDBClusters DescribeDBClusterSnapshots
          CopyDBClusterSnapshot DescribeDBClusterAutomatedBackups
      `,
        everything,
        { sid: 'DynamoDBBackupPermissions' },
      ),
      allow('rds:DeleteDBInstanceAutomatedBackup', 'arn:aws:rds:*:*:auto-backup:*', {
        sid: 'RDSInstanceAutomatedBackupPermissions',
      }),
      allow('rds:ModifyDBCluster', 'arn:aws:rds:*:*:cluster:*', { sid: 'RDSClusterPermissions' }),
      allow('rds:DeleteDBClusterAutomatedBackup', 'arn:aws:rds:*:*:cluster-auto-backup:*', {
        sid: 'RDSClusterBackupPermissions',
      }),
      allow('rds:ModifyDBInstance', 'arn:aws:rds:*:*:db:*', { sid: 'RDSModifyPermissions' }),
      allow('rds:DeleteDBSnapshot rds:ModifyDBSnapshotAttribute', 'arn:aws:rds:*:*:snapshot:awsbackup:*', {
        sid: 'RDSBackupPermissions',
      }),
      allow(
        'rds:DeleteDBClusterSnapshot rds:ModifyDBClusterSnapshotAttribute',
        'arn:aws:rds:*:*:cluster-snapshot:awsbackup:*',
        { sid: 'RDSClusterModifyPermissions' },
      ),
      allow(
        'storagegateway:CreateSnapshot storagegateway:ListTagsForResource',
        'arn:aws:storagegateway:*:*:gateway/*/volume/*',
        { sid: 'StorageGatewayPermissions' },
      ),
      allow('ec2:CopySnapshot', 'arn:aws:ec2:*::snapshot/*', { sid: 'EBSCopyPermissions' }),
      allow('ec2:CopyImage', everything, { sid: 'EC2CopyPermissions' }),
      allow('ec2:CreateTags ec2:DeleteSnapshot', 'arn:aws:ec2:*::snapshot/*', { sid: 'EBSTagAndDeletePermissions' }),
      allow(
        `
        ec2: CreateImage DeregisterImage DescribeSnapshots DescribeTags DescribeImages DescribeInstances
          DescribeInstanceAttribute DescribeInstanceCreditSpecifications DescribeNetworkInterfaces DescribeElasticGpus
          DescribeSpotInstanceRequests DescribeSnapshotTierStatus
      `,
        everything,
        { sid: 'EC2Permissions' },
      ),
      allow('ec2:CreateTags', 'arn:aws:ec2:*:*:image/*', { sid: 'EC2TagPermissions' }),
      allow('ec2:ModifySnapshotAttribute ec2:ModifyImageAttribute', everything, {
        sid: 'EC2ModifyPermissions',
        when: { Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' } },
      }),
      allow('ec2:ModifySnapshotTier', 'arn:aws:ec2:*::snapshot/*', {
        sid: 'EBSSnapshotTierPermissions',
        when: { Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' } },
      }),
      allow('backup:DescribeBackupVault backup:CopyIntoBackupVault', 'arn:aws:backup:*:*:backup-vault:*', {
        sid: 'BackupVaultPermissions',
      }),
      allow('backup:CopyFromBackupVault', everything, { sid: 'BackupVaultCopyPermissions' }),
      allow('elasticfilesystem:Backup elasticfilesystem:DescribeTags', 'arn:aws:elasticfilesystem:*:*:file-system/*', {
        sid: 'EFSPermissions',
      }),
      allow('ec2: CreateSnapshot DeleteSnapshot DescribeVolumes DescribeSnapshots', everything, {
        sid: 'EBSResourcePermissions',
      }),
      allow('kms:Decrypt kms:GenerateDataKey', everything, {
        sid: 'KMSDynamoDBPermissions',
        when: { StringLike: { 'kms:ViaService': ['dynamodb.*.amazonaws.com'] } },
      }),
      allow('kms:DescribeKey', everything, { sid: 'KMSPermissions' }),
      allow('kms:CreateGrant', everything, {
        sid: 'KMSCreateGrantPermissions',
        when: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
      allow('kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptTo kms:ReEncryptFrom', 'arn:aws:kms:*:*:key/*', {
        sid: 'KMSEC2Permissions',
        when: {
          'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
          StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com'] },
        },
      }),
      allow('tag:GetResources', everything, { sid: 'GetResourcesPermissions' }),
      allow('ssm:CancelCommand ssm:GetCommandInvocation', everything, { sid: 'SSMPermissions' }),
      allow('ssm:SendCommand', ['arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot', 'arn:aws:ec2:*:*:instance/*'], {
        sid: 'SSMSendPermissions',
      }),
      allow('fsx:DescribeBackups', 'arn:aws:fsx:*:*:backup/*', { sid: 'FsxBackupPermissions' }),
      allow(
        'fsx:CreateBackup',
        ['arn:aws:fsx:*:*:file-system/*', 'arn:aws:fsx:*:*:backup/*', 'arn:aws:fsx:*:*:volume/*'],
        { sid: 'FsxCreateBackupPermissions' },
      ),
      allow('fsx:DescribeFileSystems', 'arn:aws:fsx:*:*:file-system/*', { sid: 'FsxPermissions' }),
      allow('fsx:DescribeVolumes', 'arn:aws:fsx:*:*:volume/*', { sid: 'FsxVolumePermissions' }),
      allow('fsx:ListTagsForResource', ['arn:aws:fsx:*:*:file-system/*', 'arn:aws:fsx:*:*:volume/*'], {
        sid: 'FsxListTagsPermissions',
      }),
      allow('fsx:DeleteBackup', 'arn:aws:fsx:*:*:backup/*', { sid: 'FsxDeletePermissions' }),
      allow(
        'fsx: ListTagsForResource ManageBackupPrincipalAssociations CopyBackup TagResource',
        'arn:aws:fsx:*:*:backup/*',
        { sid: 'FsxResourcePermissions' },
      ),
      allow('dynamodb:StartAwsBackupJob dynamodb:ListTagsOfResource', 'arn:aws:dynamodb:*:*:table/*', {
        sid: 'DynamodbBackupPermissions',
      }),
      allow('backup-gateway:Backup backup-gateway:ListTagsForResource', 'arn:aws:backup-gateway:*:*:vm/*', {
        sid: 'BackupGatewayBackupPermissions',
      }),
      allow(
        'cloudformation: ListStacks GetTemplate DescribeStacks ListStackResources',
        'arn:aws:cloudformation:*:*:stack/*/*',
        { sid: 'CloudformationStackPermissions' },
      ),
      allow(
        'redshift:CreateClusterSnapshot redshift:DescribeClusterSnapshots redshift:DescribeTags',
        ['arn:aws:redshift:*:*:snapshot:*/*', 'arn:aws:redshift:*:*:cluster:*'],
        { sid: 'RedshiftCreatePermissions' },
      ),
      allow('redshift:DeleteClusterSnapshot', 'arn:aws:redshift:*:*:snapshot:*/*', {
        sid: 'RedshiftSnapshotPermissions',
      }),
      allow('redshift:DescribeClusters', 'arn:aws:redshift:*:*:cluster:*', { sid: 'RedshiftPermissions' }),
      allow('redshift:CreateTags', 'arn:aws:redshift:*:*:snapshot:*/*', { sid: 'RedshiftResourcePermissions' }),
      allow(
        'redshift-serverless:CreateSnapshot',
        ['arn:aws:redshift-serverless:*:*:snapshot/*', 'arn:aws:redshift-serverless:*:*:namespace/*'],
        { sid: 'RedshiftServerlessCreatePermissions' },
      ),
      allow('redshift-serverless:DeleteSnapshot', 'arn:aws:redshift-serverless:*:*:snapshot/*', {
        sid: 'RedshiftServerlessSnapshotPermissions',
        when: { Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' } },
      }),
      allow('redshift-serverless:GetNamespace', 'arn:aws:redshift-serverless:*:*:namespace/*', {
        sid: 'RedshiftServerlessGetPermissions',
      }),
      allow(
        'redshift-serverless:GetSnapshot redshift-serverless:TagResource',
        'arn:aws:redshift-serverless:*:*:snapshot/*',
        { sid: 'RedshiftServerlessResourcePermissions' },
      ),
      allow('redshift-serverless: ListNamespaces ListSnapshots ListTagsForResource', everything, {
        sid: 'RedshiftServerlessListPermissions',
      }),
      allow(
        `
        timestream: StartAwsBackupJob GetAwsBackupStatus ListTables ListDatabases ListTagsForResource DescribeTable
          DescribeDatabase
      `,
        'arn:aws:timestream:*:*:database/*',
        { sid: 'TimestreamResourcePermissions' },
      ),
      allow('timestream:DescribeEndpoints', everything, { sid: 'TimestreamEndpointPermissions' }),
      allow('ssm-sap:GetOperation ssm-sap:ListDatabases', everything, { sid: 'SSMSAPPermissions' }),
      allow(
        'ssm-sap: BackupDatabase UpdateHanaBackupSettings GetDatabase ListTagsForResource',
        'arn:aws:ssm-sap:*:*:*',
        { sid: 'SSMSAPResourcePermissions' },
      ),
      allow('backup:TagResource', 'arn:aws:backup:*:*:recovery-point:*', {
        sid: 'RecoveryPointTaggingPermissions',
        when: { StringEquals: { 'aws:PrincipalAccount': `${variable('aws:ResourceAccount')}` } },
      }),
      allow(
        `
        dsql: StartBackupJob GetBackupJob StopBackupJob GetCluster ListClusters ListTagsForResource
      `,
        everything,
        { sid: 'DSQLResourcePermissionsForBackup' },
      ),
      allow('kms:Decrypt', everything, {
        sid: 'KMSDSQLPermissions',
        when: {
          'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:dsql:ClusterId' },
          StringLike: { 'kms:ViaService': ['dsql.*.amazonaws.com'] },
        },
      }),
      allow(
        `
        eks: ListClusters ListTagsForResource DescribeCluster ListAddons DescribeAddon ListNodegroups
          DescribeNodegroup ListPodIdentityAssociations DescribePodIdentityAssociation ListAccessEntries
          DescribeAccessEntry ListAssociatedAccessPolicies ListFargateProfiles DescribeFargateProfile
        ec2:DescribeLaunchTemplateVersions
      `,
        everything,
        { sid: 'EKSClusterConfigurationBackup' },
      ),
      allow('eks:CreateAccessEntry', 'arn:aws:eks:*:*:cluster/*', { sid: 'CreateBackupAccessEntry' }),
      allow('eks:AssociateAccessPolicy eks:DisassociateAccessPolicy', 'arn:aws:eks:*:*:access-entry/*', {
        sid: 'AssociateBackupAccessPolicy',
        when: {
          StringEquals: {
            'eks:accessScope': 'cluster',
            'eks:policyArn': 'arn:aws:eks::aws:cluster-access-policy/AWSBackupFullAccessPolicyForBackup',
          },
        },
      }),
      allow('guardduty:StartMalwareScan guardduty:GetMalwareScan', everything, {
        sid: 'GuardDutyMalwareScanPermissions',
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'GuardDutyMalwareScanIAMPassPermissions',
        when: { StringEquals: { 'iam:PassedToService': 'malware-protection.guardduty.amazonaws.com' } },
      }),
    ],
  },
];
