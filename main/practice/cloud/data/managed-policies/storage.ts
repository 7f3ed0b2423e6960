import { allow, everything, type PolicyRow } from './statements.ts';

/** Buckets, files and disks. */
export const storagePolicies: readonly PolicyRow[] = [
  {
    name: 'AmazonS3FullAccess',
    description: 'Everything in S3.',
    version: 'v2',
    created: '2015-02-06T18:40:58Z',
    updated: '2021-09-27T20:16:37Z',
    statements: () => [allow('s3:* s3-object-lambda:*')],
  },
  {
    name: 'AmazonS3ReadOnlyAccess',
    description: 'Buckets and objects, to look at.',
    version: 'v3',
    created: '2015-02-06T18:40:59Z',
    updated: '2023-08-10T21:31:39Z',
    statements: () => [
      allow(`
        s3: Get* List* Describe*
        s3-object-lambda: Get* List*
      `),
    ],
  },
  {
    name: 'AmazonElasticFileSystemFullAccess',
    description: 'Everything about shared file systems.',
    version: 'v10',
    created: '2015-05-27T16:22:28Z',
    updated: '2024-11-07T19:34:20Z',
    statements: () => [
      allow(
        `
        cloudwatch: DescribeAlarmsForMetric GetMetricData
        ec2: CreateNetworkInterface DeleteNetworkInterface DescribeAvailabilityZones DescribeNetworkInterfaceAttribute
          DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute DescribeVpcs
          ModifyNetworkInterfaceAttribute
        elasticfilesystem: CreateFileSystem CreateMountTarget CreateTags CreateAccessPoint
          CreateReplicationConfiguration DeleteFileSystem DeleteMountTarget DeleteTags DeleteAccessPoint
          DeleteFileSystemPolicy DeleteReplicationConfiguration DescribeAccountPreferences DescribeBackupPolicy
          DescribeFileSystems DescribeFileSystemPolicy DescribeLifecycleConfiguration DescribeMountTargets
          DescribeMountTargetSecurityGroups DescribeTags DescribeAccessPoints DescribeReplicationConfigurations
          ModifyMountTargetSecurityGroups PutAccountPreferences PutBackupPolicy PutLifecycleConfiguration
          PutFileSystemPolicy UpdateFileSystem UpdateFileSystemProtection TagResource UntagResource
          ListTagsForResource Backup Restore ReplicationRead ReplicationWrite
        kms: DescribeKey ListAliases
      `,
        everything,
        { sid: 'ElasticFileSystemFullAccess' },
      ),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'CreateServiceLinkedRoleForEFS',
        when: { StringEquals: { 'iam:AWSServiceName': ['elasticfilesystem.amazonaws.com'] } },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'IAMPassRoleAccessForEFS',
        when: { StringLike: { 'iam:PassedToService': 'elasticfilesystem.amazonaws.com' } },
      }),
    ],
  },
  {
    name: 'AmazonEBSCSIDriverPolicy',
    path: '/service-role/',
    description: 'For the role by which Kubernetes makes and attaches volumes.',
    version: 'v14',
    created: '2022-04-04T17:24:29Z',
    updated: '2026-02-12T18:02:41Z',
    statements: () => [
      allow(`
        ec2: DescribeAvailabilityZones DescribeInstances DescribeSnapshots DescribeTags DescribeVolumes
          DescribeVolumesModifications DescribeVolumeStatus
      `),
      allow('ec2:CreateSnapshot ec2:ModifyVolume', 'arn:aws:ec2:*:*:volume/*'),
      allow('ec2:CopyVolumes', 'arn:aws:ec2:*:*:volume/vol-*'),
      allow('ec2:AttachVolume ec2:DetachVolume', ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*']),
      allow('ec2:CreateVolume ec2:EnableFastSnapshotRestores', 'arn:aws:ec2:*:*:snapshot/*'),
      allow('ec2:CreateTags', ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*'], {
        when: { StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot', 'CopyVolumes'] } },
      }),
      allow('ec2:DeleteTags', ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*']),
      allow('ec2:CreateVolume ec2:CopyVolumes', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringLike: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } },
      }),
      allow('ec2:CreateVolume ec2:CopyVolumes', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringLike: { 'aws:RequestTag/CSIVolumeName': '*' } },
      }),
      allow('ec2:DeleteVolume', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } },
      }),
      allow('ec2:DeleteVolume', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringLike: { 'ec2:ResourceTag/CSIVolumeName': '*' } },
      }),
      allow('ec2:DeleteVolume', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringLike: { 'ec2:ResourceTag/kubernetes.io/created-for/pvc/name': '*' } },
      }),
      allow('ec2:CreateSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        when: { StringLike: { 'aws:RequestTag/CSIVolumeSnapshotName': '*' } },
      }),
      allow('ec2:CreateSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        when: { StringLike: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } },
      }),
      allow('ec2:DeleteSnapshot ec2:LockSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        when: { StringLike: { 'ec2:ResourceTag/CSIVolumeSnapshotName': '*' } },
      }),
      allow('ec2:DeleteSnapshot ec2:LockSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        when: { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } },
      }),
    ],
  },
];
