import { allow, everything, type PolicyRow, variable } from './statements.ts';

/** Making images by EC2 Image Builder, and keeping them by Data Lifecycle Manager. */
export const imageBuildingPolicies: readonly PolicyRow[] = [
  {
    name: 'AWSImageBuilderFullAccess',
    description: 'Everything in EC2 Image Builder.',
    version: 'v2',
    created: '2019-12-20T18:25:12Z',
    updated: '2021-04-13T17:33:42Z',
    statements: () => [
      allow('imagebuilder:*'),
      allow('sns:ListTopics'),
      allow('sns:Publish', 'arn:aws:sns:*:*:*imagebuilder*'),
      allow('license-manager: ListLicenseConfigurations ListLicenseSpecificationsForResource'),
      allow(
        'iam:GetRole',
        'arn:aws:iam::*:role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder',
      ),
      allow('iam:GetInstanceProfile', 'arn:aws:iam::*:instance-profile/*imagebuilder*'),
      allow('iam:ListInstanceProfiles iam:ListRoles'),
      allow('iam:PassRole', ['arn:aws:iam::*:instance-profile/*imagebuilder*', 'arn:aws:iam::*:role/*imagebuilder*'], {
        when: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
      allow('s3:ListAllMyBuckets s3:GetBucketLocation'),
      allow('s3:ListBucket', 'arn:aws:s3::*:*imagebuilder*'),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder',
        { when: { StringLike: { 'iam:AWSServiceName': 'imagebuilder.amazonaws.com' } } },
      ),
      allow(`
        ec2: DescribeImages DescribeSnapshots DescribeVpcs DescribeRegions DescribeVolumes DescribeSubnets
          DescribeKeyPairs DescribeSecurityGroups DescribeInstanceTypeOfferings DescribeLaunchTemplates
      `),
    ],
  },
  {
    name: 'AWSImageBuilderReadOnlyAccess',
    description: 'EC2 Image Builder, to look at.',
    version: 'v1',
    created: '2019-12-19T22:29:23Z',
    updated: '2019-12-19T22:29:23Z',
    statements: () => [
      allow('imagebuilder:Get* imagebuilder:List*'),
      allow(
        'iam:GetRole',
        'arn:aws:iam::*:role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder',
      ),
    ],
  },
  {
    name: 'EC2InstanceProfileForImageBuilder',
    description: 'For the instance role of a machine on which an image is being built.',
    version: 'v12',
    created: '2019-12-01T19:08:23Z',
    updated: '2026-02-12T17:58:59Z',
    statements: () => [
      allow('ec2:DescribeVolumes ec2:DescribeSnapshots'),
      allow('ec2:CreateSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:CreateSnapshot', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:CreateTags', everything, {
        when: {
          StringEquals: { 'aws:RequestTag/CreatedBy': ['EC2 Image Builder'], 'ec2:CreateAction': 'CreateSnapshot' },
        },
      }),
      allow('s3:GetObject', ['arn:aws:s3:::*/*.ISO', 'arn:aws:s3:::*/*.iso', 'arn:aws:s3:::*/*.Iso'], {
        when: { StringEquals: { 's3:ResourceAccount': `${variable('aws:PrincipalAccount')}` } },
      }),
      allow('imagebuilder:GetComponent imagebuilder:GetMarketplaceResource'),
      allow('kms:Decrypt', everything, {
        when: {
          'ForAnyValue:StringEquals': {
            'aws:CalledVia': ['imagebuilder.amazonaws.com'],
            'kms:EncryptionContextKeys': 'aws:imagebuilder:arn',
          },
        },
      }),
      allow('s3:GetObject', 'arn:aws:s3:::ec2imagebuilder*'),
      allow(
        'logs:CreateLogStream logs:CreateLogGroup logs:PutLogEvents',
        'arn:aws:logs:*:*:log-group:/aws/imagebuilder/*',
      ),
    ],
  },
  {
    name: 'EC2InstanceProfileForImageBuilderECRContainerBuilds',
    description: 'For the instance role of a machine on which a container image is being built.',
    version: 'v1',
    created: '2020-12-11T19:48:15Z',
    updated: '2020-12-11T19:48:15Z',
    statements: () => [
      allow(`
        imagebuilder: GetComponent GetContainerRecipe
        ecr: GetAuthorizationToken BatchGetImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload
          BatchCheckLayerAvailability GetDownloadUrlForLayer PutImage
      `),
      allow('kms:Decrypt', everything, {
        when: {
          'ForAnyValue:StringEquals': {
            'aws:CalledVia': ['imagebuilder.amazonaws.com'],
            'kms:EncryptionContextKeys': 'aws:imagebuilder:arn',
          },
        },
      }),
      allow('s3:GetObject', 'arn:aws:s3:::ec2imagebuilder*'),
      allow(
        'logs:CreateLogStream logs:CreateLogGroup logs:PutLogEvents',
        'arn:aws:logs:*:*:log-group:/aws/imagebuilder/*',
      ),
    ],
  },
  {
    name: 'Ec2ImageBuilderCrossAccountDistributionAccess',
    description: 'For the role by which Image Builder delivers images to another account.',
    version: 'v1',
    created: '2020-09-30T19:22:54Z',
    updated: '2020-09-30T19:22:54Z',
    statements: () => [
      allow('ec2:CreateTags', 'arn:aws:ec2:*::image/*'),
      allow('ec2:DescribeImages ec2:CopyImage ec2:ModifyImageAttribute'),
    ],
  },
  {
    name: 'EC2ImageBuilderLifecycleExecutionPolicy',
    path: '/service-role/',
    description: 'For the role by which Image Builder deprecates, disables or deletes old images.',
    version: 'v1',
    created: '2023-11-16T23:23:09Z',
    updated: '2023-11-16T23:23:09Z',
    statements: () => [
      allow(
        `
        ec2: EnableImage DeregisterImage EnableImageDeprecation DescribeImageAttribute DisableImage
          DisableImageDeprecation
      `,
        'arn:aws:ec2:*::image/*',
        { sid: 'Ec2ImagePermission', when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } } },
      ),
      allow('ec2:DeleteSnapshot', 'arn:aws:ec2:*::snapshot/*', {
        sid: 'EC2DeleteSnapshotPermission',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:DeleteTags ec2:CreateTags', ['arn:aws:ec2:*::snapshot/*', 'arn:aws:ec2:*::image/*'], {
        sid: 'EC2TagsPermission',
        when: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': 'DeprecatedBy' },
          StringEquals: {
            'aws:RequestTag/DeprecatedBy': 'EC2 Image Builder',
            'aws:ResourceTag/CreatedBy': 'EC2 Image Builder',
          },
        },
      }),
      allow('ecr:BatchGetImage ecr:BatchDeleteImage', 'arn:aws:ecr:*:*:repository/*', {
        sid: 'ECRImagePermission',
        when: { StringEquals: { 'ecr:ResourceTag/LifecycleExecutionAccess': 'EC2 Image Builder' } },
      }),
      allow('ec2:DescribeImages tag:GetResources imagebuilder:DeleteImage', everything, {
        sid: 'ImageBuilderEC2TagServicePermission',
      }),
    ],
  },
  {
    name: 'AWSServiceRoleForImageBuilder',
    path: '/aws-service-role/',
    description: 'For the role by which Image Builder works in an account.',
    version: 'v27',
    created: '2019-11-29T22:02:13Z',
    updated: '2026-03-17T20:42:10Z',
    statements: () => [
      allow('ec2:RegisterImage', 'arn:aws:ec2:*::image/*', {
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:RegisterImage', 'arn:aws:ec2:*::snapshot/*', {
        when: { StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:RunInstances', [
        'arn:aws:ec2:*::image/*',
        'arn:aws:ec2:*::snapshot/*',
        'arn:aws:ec2:*:*:subnet/*',
        'arn:aws:ec2:*:*:network-interface/*',
        'arn:aws:ec2:*:*:security-group/*',
        'arn:aws:ec2:*:*:key-pair/*',
        'arn:aws:ec2:*:*:launch-template/*',
        'arn:aws:license-manager:*:*:license-configuration:*',
      ]),
      allow('ec2:RunInstances', ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*'], {
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': ['EC2 Image Builder', 'EC2 Fast Launch'] } },
      }),
      allow('iam:PassRole', everything, {
        when: {
          StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'vmie.amazonaws.com'] },
        },
      }),
      allow('ec2:StopInstances ec2:StartInstances ec2:TerminateInstances', everything, {
        when: { StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow(`
        ec2: CopyImage CreateImage CreateLaunchTemplate DeregisterImage DescribeImages DescribeInstanceAttribute
          DescribeInstanceStatus DescribeInstances DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeSubnets
          DescribeTags ModifyImageAttribute DescribeImportImageTasks DescribeExportImageTasks DescribeSnapshots
          DescribeHosts
      `),
      allow('ec2:ModifySnapshotAttribute', 'arn:aws:ec2:*::snapshot/*', {
        when: { StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:CreateTags', everything, {
        when: {
          StringEquals: {
            'aws:RequestTag/CreatedBy': ['EC2 Image Builder', 'EC2 Fast Launch'],
            'ec2:CreateAction': ['RunInstances', 'CreateImage'],
          },
        },
      }),
      allow('ec2:CreateTags', ['arn:aws:ec2:*::image/*', 'arn:aws:ec2:*:*:export-image-task/*']),
      allow('ec2:CreateTags', ['arn:aws:ec2:*::snapshot/*', 'arn:aws:ec2:*:*:launch-template/*'], {
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': ['EC2 Image Builder', 'EC2 Fast Launch'] } },
      }),
      allow('license-manager:UpdateLicenseSpecificationsForResource'),
      allow('sns:Publish'),
      allow(`
        ssm: ListCommands ListCommandInvocations AddTagsToResource DescribeInstanceInformation GetAutomationExecution
          StopAutomationExecution ListInventoryEntries SendAutomationSignal DescribeInstanceAssociationsStatus
          DescribeAssociationExecutions GetCommandInvocation
      `),
      allow('ssm:SendCommand', [
        'arn:aws:ssm:*:*:document/AWS-RunPowerShellScript',
        'arn:aws:ssm:*:*:document/AWS-RunShellScript',
        'arn:aws:ssm:*:*:document/AWSEC2-RunSysprep',
        'arn:aws:s3:::*',
      ]),
      allow('ssm:SendCommand', 'arn:aws:ec2:*:*:instance/*', {
        when: { StringEquals: { 'ssm:resourceTag/CreatedBy': ['EC2 Image Builder'] } },
      }),
      allow('ssm:CreateAssociation ssm:DeleteAssociation', [
        'arn:aws:ssm:*:*:document/AWS-GatherSoftwareInventory',
        'arn:aws:ssm:*:*:association/*',
        'arn:aws:ec2:*:*:instance/*',
      ]),
      allow('kms: Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKeyWithoutPlaintext', everything, {
        when: {
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['aws:ebs:id'] },
          StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com'] },
        },
      }),
      allow('kms:DescribeKey', everything, { when: { StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com'] } } }),
      allow('kms:CreateGrant', everything, {
        when: {
          Bool: { 'kms:GrantIsForAWSResource': true },
          StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com'] },
        },
      }),
      allow('sts:AssumeRole', 'arn:aws:iam::*:role/EC2ImageBuilderDistributionCrossAccountRole'),
      allow(
        'logs:CreateLogStream logs:CreateLogGroup logs:PutLogEvents',
        'arn:aws:logs:*:*:log-group:/aws/imagebuilder/*',
      ),
      allow(`
        ec2: CreateLaunchTemplateVersion DescribeLaunchTemplates ModifyLaunchTemplate DescribeLaunchTemplateVersions
      `),
      allow('ec2:ExportImage', 'arn:aws:ec2:*::image/*', {
        when: { StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ec2:ExportImage', 'arn:aws:ec2:*:*:export-image-task/*'),
      allow('ec2:CancelExportTask', 'arn:aws:ec2:*:*:export-image-task/*', {
        when: { StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: { StringEquals: { 'iam:AWSServiceName': ['ssm.amazonaws.com', 'ec2fastlaunch.amazonaws.com'] } },
      }),
      allow('ec2:EnableFastLaunch', ['arn:aws:ec2:*::image/*', 'arn:aws:ec2:*:*:launch-template/*'], {
        when: { StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('inspector2:ListCoverage inspector2:ListFindings'),
      allow('ecr:CreateRepository', everything, {
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ecr:TagResource', 'arn:aws:ecr:*:*:repository/image-builder-*', {
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow('ecr:BatchDeleteImage', 'arn:aws:ecr:*:*:repository/image-builder-*', {
        when: { StringEquals: { 'ecr:ResourceTag/CreatedBy': 'EC2 Image Builder' } },
      }),
      allow(
        'events: DeleteRule DescribeRule PutRule PutTargets RemoveTargets',
        'arn:aws:events:*:*:rule/ImageBuilder-*',
      ),
      allow('ssm:GetParameter ssm:PutParameter', 'arn:aws:ssm:*:*:parameter/imagebuilder/*'),
      allow('ssm:GetParameter', 'arn:aws:ssm:*::parameter/aws/service/*'),
      allow('imagebuilder:StartImagePipelineExecution', 'arn:aws:imagebuilder:*:*:image-pipeline/*', {
        when: { StringEquals: { 'aws:ResourceAccount': `${variable('aws:PrincipalAccount')}` } },
      }),
      allow('imagebuilder:TagResource', 'arn:aws:imagebuilder:*:*:image-pipeline/*', {
        when: { StringEquals: { 'aws:ResourceAccount': `${variable('aws:PrincipalAccount')}` } },
      }),
    ],
  },
  {
    name: 'AWSDataLifecycleManagerServiceRole',
    path: '/service-role/',
    description: 'For the role that makes and deletes snapshots on a schedule.',
    version: 'v10',
    created: '2018-07-06T19:34:16Z',
    updated: '2026-02-12T17:59:28Z',
    statements: () => [
      allow(`
        ec2: CreateSnapshot CreateSnapshots DeleteSnapshot DescribeInstances DescribeVolumes DescribeSnapshots
          EnableFastSnapshotRestores DescribeFastSnapshotRestores DisableFastSnapshotRestores CopySnapshot
          ModifySnapshotAttribute DescribeSnapshotAttribute DescribeSnapshotTierStatus ModifySnapshotTier
          DescribeAvailabilityZones
      `),
      allow('ec2:CreateTags', 'arn:aws:ec2:*::snapshot/*'),
      allow(
        `
        events: PutRule DeleteRule DescribeRule EnableRule DisableRule ListTargetsByRule PutTargets RemoveTargets
      `,
        'arn:aws:events:*:*:rule/AwsDataLifecycleRule.managed-cwe.*',
      ),
    ],
  },
  {
    name: 'AWSDataLifecycleManagerServiceRoleForAMIManagement',
    path: '/service-role/',
    description: 'For the role that makes and deregisters images on a schedule.',
    version: 'v2',
    created: '2020-10-21T19:39:41Z',
    updated: '2021-08-19T17:03:44Z',
    statements: () => [
      allow('ec2:CreateTags', ['arn:aws:ec2:*::snapshot/*', 'arn:aws:ec2:*::image/*']),
      allow(`
        ec2: DescribeImages DescribeInstances DescribeImageAttribute DescribeVolumes DescribeSnapshots
      `),
      allow('ec2:DeleteSnapshot', 'arn:aws:ec2:*::snapshot/*'),
      allow('ec2: ResetImageAttribute DeregisterImage CreateImage CopyImage ModifyImageAttribute'),
      allow('ec2:EnableImageDeprecation ec2:DisableImageDeprecation', 'arn:aws:ec2:*::image/*'),
    ],
  },
  {
    name: 'AWSDataLifecycleManagerSSMFullAccess',
    path: '/service-role/',
    description: 'For the role that runs scripts on a machine before and after its snapshots.',
    version: 'v2',
    created: '2023-10-31T20:29:44Z',
    updated: '2023-11-16T22:31:54Z',
    statements: () => [
      allow('ssm:GetCommandInvocation ssm:ListCommands ssm:DescribeInstanceInformation', everything, {
        sid: 'AllowSSMReadOnlyAccess',
      }),
      allow('ssm:SendCommand ssm:DescribeDocument ssm:GetDocument', 'arn:aws:ssm:*:*:document/*', {
        sid: 'AllowTaggedSSMDocumentsOnly',
        when: { StringEquals: { 'aws:ResourceTag/DLMScriptsAccess': 'true' } },
      }),
      allow(
        'ssm:SendCommand ssm:DescribeDocument ssm:GetDocument',
        [
          'arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot',
          'arn:aws:ssm:*:*:document/AWSSystemsManagerSAP-CreateDLMSnapshotForSAPHANA',
        ],
        { sid: 'AllowSpecificAWSOwnedSSMDocuments' },
      ),
      allow('ssm:SendCommand', 'arn:aws:ec2:*:*:instance/*', { sid: 'AllowAllEC2Instances' }),
    ],
  },
];
