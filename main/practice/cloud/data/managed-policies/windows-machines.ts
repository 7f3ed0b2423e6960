import { allow, everything, type PolicyRow, variable } from './statements.ts';

/** What only machines with Windows have. */
export const windowsMachinesPolicies: readonly PolicyRow[] = [
  {
    name: 'EC2FastLaunchFullAccess',
    description: 'Preparing Windows images so that they start faster.',
    version: 'v4',
    created: '2024-05-13T22:45:26Z',
    updated: '2026-02-12T18:01:13Z',
    statements: () => [
      allow('ec2:EnableFastLaunch ec2:DisableFastLaunch ec2:DescribeFastLaunchImages', everything, {
        sid: 'EC2FastLaunch',
      }),
      allow(
        `
        ec2: DescribeImages DescribeLaunchTemplateVersions DescribeSnapshots DescribeVolumes DescribeRegions
          DescribeSecurityGroups DescribeSubnets DescribeVpcs DescribeInstances DescribeLaunchTemplates DescribeTags
          DescribeAvailabilityZones DescribeAccountAttributes
      `,
        everything,
        { sid: 'EC2ReadOnly' },
      ),
      allow('ec2:CreateVpc', 'arn:aws:ec2:*:*:vpc/*', {
        sid: 'EC2CreateVPC',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow('ec2: DeleteVpc CreateSubnet ModifyVpcAttribute CreateSecurityGroup', 'arn:aws:ec2:*:*:vpc/*', {
        sid: 'EC2ModifyDeleteVPC',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow('ec2:CreateSubnet', 'arn:aws:ec2:*:*:subnet/*', {
        sid: 'EC2CreateSubnet',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow('ec2:DeleteSubnet', 'arn:aws:ec2:*:*:subnet/*', {
        sid: 'EC2DeleteSubnet',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow('ec2:CreateSecurityGroup', 'arn:aws:ec2:*:*:security-group/*', {
        sid: 'EC2CreateSecurityGroup',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow('ec2:AuthorizeSecurityGroupEgress ec2:RevokeSecurityGroupEgress', 'arn:aws:ec2:*:*:security-group/*', {
        sid: 'EC2ManageSecurityGroupEgress',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow('ec2:DeleteSecurityGroup', 'arn:aws:ec2:*:*:security-group/*', {
        sid: 'EC2DeleteSecurityGroup',
        when: {
          'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
          StringEquals: { 'ec2:ResourceTag/CreatedBy': 'EC2 Fast Launch' },
        },
      }),
      allow(
        `
        cloudformation: DescribeStacks CreateStack UpdateStack RollbackStack DeleteStack UpdateTerminationProtection
          DescribeStackEvents DescribeStackResource DescribeStackResources
      `,
        'arn:aws:cloudformation:*:*:stack/EC2FastLaunch*/*',
        {
          sid: 'CloudFormation',
          when: { 'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' } },
        },
      ),
      allow(
        'ec2:ModifyLaunchTemplate ec2:CreateLaunchTemplate ec2:CreateLaunchTemplateVersion',
        'arn:aws:ec2:*:*:launch-template/*',
        {
          sid: 'EC2LaunchTemplateModify',
          when: {
            'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
            StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' },
          },
        },
      ),
      allow(
        'ec2:RunInstances',
        [
          'arn:aws:ec2:*:*:subnet/*',
          'arn:aws:ec2:*:*:network-interface/*',
          'arn:aws:ec2:*::image/*',
          'arn:aws:ec2:*:*:key-pair/*',
          'arn:aws:ec2:*:*:security-group/*',
          'arn:aws:ec2:*:*:launch-template/*',
          'arn:aws:license-manager:*:*:license-configuration:*',
        ],
        { sid: 'EC2LaunchInstance' },
      ),
      allow('ec2:RunInstances', ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*'], {
        sid: 'EC2LaunchInstanceWithVolAndInstance',
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow(
        'ec2:CreateTags',
        ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:snapshot/*'],
        { sid: 'EC2Tags', when: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } } },
      ),
      allow(
        'ec2:CreateTags',
        [
          'arn:aws:ec2:*:*:security-group/*',
          'arn:aws:ec2:*:*:launch-template/*',
          'arn:aws:ec2:*:*:vpc/*',
          'arn:aws:ec2:*:*:subnet/*',
        ],
        {
          sid: 'EC2ManageTags',
          when: {
            'ForAnyValue:StringLike': { 'aws:CalledVia': 'ec2fastlaunch.amazonaws.com' },
            StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' },
          },
        },
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/ec2fastlaunch.amazonaws.com/AWSServiceRoleForEC2FastLaunch',
        { sid: 'IAMSLR', when: { StringLike: { 'iam:AWSServiceName': 'ec2fastlaunch.amazonaws.com' } } },
      ),
      allow('iam:PassRole', ['arn:aws:iam::*:instance-profile/*', 'arn:aws:iam::*:role/*'], {
        sid: 'IAMSLRPassRole',
        when: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
    ],
  },
  {
    name: 'EC2FastLaunchServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role by which EC2 prepares Windows images so that they start faster.',
    version: 'v7',
    created: '2022-01-10T13:08:21Z',
    updated: '2026-02-12T17:57:11Z',
    statements: () => [
      allow(
        'ec2:RunInstances',
        [
          'arn:aws:ec2:*:*:subnet/*',
          'arn:aws:ec2:*:*:network-interface/*',
          'arn:aws:ec2:*::image/*',
          'arn:aws:ec2:*:*:key-pair/*',
          'arn:aws:ec2:*:*:security-group/*',
          'arn:aws:ec2:*:*:launch-template/*',
          'arn:aws:license-manager:*:*:license-configuration:*',
        ],
        { sid: 'AllowRunInstances' },
      ),
      allow('ec2:RunInstances', ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*'], {
        sid: 'AllowRunInstancesOnFastLaunchCreatedResources',
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow('iam:PassRole', everything, {
        sid: 'AllowPassRole',
        when: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
      allow('ec2:StopInstances ec2:TerminateInstances', 'arn:aws:ec2:*:*:instance/*', {
        sid: 'AllowStopAndTerminateInstances',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow('ec2:CreateSnapshot', 'arn:aws:ec2:*:*:volume/*', {
        sid: 'AllowCreateSnapshot',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow('ec2:CreateSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        sid: 'AllowCreateTaggedSnapshot',
        when: {
          'ForAnyValue:StringEquals': { 'aws:TagKeys': ['CreatedByLaunchTemplateName', 'CreatedByLaunchTemplateId'] },
          StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' },
          StringLike: { 'aws:RequestTag/CreatedByLaunchTemplateVersion': '*' },
        },
      }),
      allow('ec2:CreateLaunchTemplate', 'arn:aws:ec2:*:*:launch-template/*', {
        sid: 'AllowCreateLaunchTemplate',
        when: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow(
        'ec2:CreateTags',
        [
          'arn:aws:ec2:*:*:volume/*',
          'arn:aws:ec2:*:*:instance/*',
          'arn:aws:ec2:*:*:snapshot/*',
          'arn:aws:ec2:*:*:launch-template/*',
        ],
        {
          sid: 'AllowCreateTags',
          when: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'RunInstances', 'CreateLaunchTemplate'] } },
        },
      ),
      allow('ec2:DeleteSnapshot', 'arn:aws:ec2:*:*:snapshot/*', {
        sid: 'AllowDeleteSnapshots',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow('ec2:DeleteVolume', 'arn:aws:ec2:*:*:volume/*', {
        sid: 'AllowDeleteVolumes',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow('ec2:DeleteNetworkInterface', 'arn:aws:ec2:*:*:network-interface/*', {
        sid: 'AllowDeleteNetworkInterfaces',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
      allow(
        `
        ec2: DescribeImages DescribeSnapshots DescribeSubnets DescribeInstanceAttribute DescribeInstanceStatus
          DescribeInstances DescribeInstanceTypeOfferings DescribeLaunchTemplateVersions DescribeLaunchTemplates
          DescribeVolumes DescribeNetworkInterfaces
        cloudformation:DescribeStacks
      `,
        everything,
        { sid: 'AllowDescribeActions' },
      ),
      allow('cloudwatch:PutMetricData', everything, {
        sid: 'AllowPutMetricData',
        when: { StringEquals: { 'cloudwatch:namespace': 'AWS/EC2' } },
      }),
      allow('events: DeleteRule RemoveTargets PutRule PutTargets', 'arn:aws:events:*:*:rule/FastLaunch*', {
        sid: 'AllowEventsRuleMutations',
        when: { StringEquals: { 'events:ManagedBy': 'ec2fastlaunch.amazonaws.com' } },
      }),
      allow('events:ListTargetsByRule events:DescribeRule', 'arn:aws:events:*:*:rule/FastLaunch*', {
        sid: 'AllowEventsRuleNonMutations',
      }),
      allow('kms:ListRetirableGrants', everything, { sid: 'AllowKMSActions' }),
      allow('ec2:DeleteLaunchTemplate', everything, {
        sid: 'AllowDeleteFastLaunchLaunchTemplates',
        when: { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Fast Launch' } },
      }),
    ],
  },
  {
    name: 'AWSEC2VssSnapshotPolicy',
    description: 'For instance roles: consistent snapshots of Windows machines.',
    version: 'v2',
    created: '2024-03-27T16:32:53Z',
    updated: '2024-11-20T17:44:08Z',
    statements: () => [
      allow('ec2:DescribeInstanceAttribute', 'arn:aws:ec2:*:*:instance/*', {
        sid: 'DescribeInstanceInfo',
        when: { ArnLike: { 'ec2:SourceInstanceARN': `arn:aws:ec2:*:*:instance/${variable('ec2:InstanceId')}` } },
      }),
      allow('ec2:CreateSnapshots', 'arn:aws:ec2:*:*:snapshot/*', {
        sid: 'CreateSnapshotsWithTag',
        when: { StringLike: { 'aws:RequestTag/AwsVssConfig': '*' } },
      }),
      allow('ec2:CreateSnapshots', 'arn:aws:ec2:*:*:instance/*', {
        sid: 'CreateSnapshotsAccessInstance',
        when: { ArnLike: { 'ec2:SourceInstanceARN': `arn:aws:ec2:*:*:instance/${variable('ec2:InstanceId')}` } },
      }),
      allow('ec2:CreateSnapshots', 'arn:aws:ec2:*:*:volume/*', { sid: 'CreateSnapshotsAccessVolume' }),
      allow('ec2:CreateImage', ['arn:aws:ec2:*:*:snapshot/*', 'arn:aws:ec2:*:*:image/*'], {
        sid: 'CreateImageWithTag',
        when: { StringLike: { 'aws:RequestTag/AwsVssConfig': '*' } },
      }),
      allow('ec2:CreateImage', 'arn:aws:ec2:*:*:instance/*', {
        sid: 'CreateImageAccessInstance',
        when: { ArnLike: { 'ec2:SourceInstanceARN': `arn:aws:ec2:*:*:instance/${variable('ec2:InstanceId')}` } },
      }),
      allow('ec2:CreateTags', ['arn:aws:ec2:*:*:snapshot/*', 'arn:aws:ec2:*:*:image/*'], {
        sid: 'CreateTagsOnResourceCreation',
        when: { StringEquals: { 'ec2:CreateAction': ['CreateImage', 'CreateSnapshots'] } },
      }),
      allow('ec2:CreateTags', ['arn:aws:ec2:*:*:snapshot/*', 'arn:aws:ec2:*:*:image/*'], {
        sid: 'CreateTagsAfterResourceCreation',
        when: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['AppConsistent', 'Device'] },
          StringLike: { 'ec2:ResourceTag/AwsVssConfig': '*' },
        },
      }),
      allow('ec2:DescribeImages ec2:DescribeSnapshots', everything, { sid: 'DescribeImagesAndSnapshots' }),
    ],
  },
];
