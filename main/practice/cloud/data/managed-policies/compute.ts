import { allow, everything, type PolicyRow } from './statements.ts';

/** EC2: machines, the roles on them and the ways into them. */
export const computePolicies: readonly PolicyRow[] = [
  {
    name: 'AmazonEC2FullAccess',
    description: 'Everything in EC2, and in the load balancing, scaling and metrics around it.',
    version: 'v5',
    created: '2015-02-06T18:40:15Z',
    updated: '2018-11-27T02:16:56Z',
    statements: () => [
      allow('ec2:*'),
      allow('elasticloadbalancing:*'),
      allow('cloudwatch:*'),
      allow('autoscaling:*'),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: {
          StringEquals: {
            'iam:AWSServiceName': [
              'autoscaling.amazonaws.com',
              'ec2scheduled.amazonaws.com',
              'elasticloadbalancing.amazonaws.com',
              'spot.amazonaws.com',
              'spotfleet.amazonaws.com',
              'transitgateway.amazonaws.com',
            ],
          },
        },
      }),
    ],
  },
  {
    name: 'AmazonEC2ReadOnlyAccess',
    description: 'EC2 and what is around it, to look at.',
    version: 'v5',
    created: '2015-02-06T18:40:17Z',
    updated: '2026-02-12T18:03:17Z',
    statements: () => [
      allow('ec2:Describe* ec2:GetSecurityGroupsForVpc'),
      allow('elasticloadbalancing:Describe*'),
      allow('cloudwatch:ListMetrics cloudwatch:GetMetricStatistics cloudwatch:Describe*'),
      allow('autoscaling:Describe*'),
    ],
  },
  {
    name: 'EC2InstanceConnect',
    description: 'Logging in by a key that is pushed for one minute.',
    version: 'v1',
    created: '2019-06-27T18:53:34Z',
    updated: '2019-06-27T18:53:34Z',
    statements: () => [
      allow('ec2:DescribeInstances ec2-instance-connect:SendSSHPublicKey', everything, { sid: 'EC2InstanceConnect' }),
    ],
  },
  {
    name: 'Ec2InstanceConnectEndpoint',
    path: '/aws-service-role/',
    description: 'For the role by which EC2 Instance Connect Endpoint makes its network interfaces.',
    version: 'v2',
    created: '2023-01-24T20:19:21Z',
    updated: '2025-07-31T17:49:06Z',
    statements: () => [
      allow('ec2:DescribeNetworkInterfaces ec2:DescribeAvailabilityZones'),
      allow('ec2:CreateNetworkInterface', 'arn:aws:ec2:*:*:subnet/*'),
      allow('ec2:CreateNetworkInterface', 'arn:aws:ec2:*:*:network-interface/*', {
        when: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['InstanceConnectEndpointId'] },
          StringLike: { 'aws:RequestTag/InstanceConnectEndpointId': ['eice-*'] },
        },
      }),
      allow('ec2:ModifyNetworkInterfaceAttribute', 'arn:aws:ec2:*:*:network-interface/*', {
        when: { StringLike: { 'aws:ResourceTag/InstanceConnectEndpointId': ['eice-*'] } },
      }),
      allow('ec2:CreateTags', 'arn:aws:ec2:*:*:network-interface/*', {
        when: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['InstanceConnectEndpointId'] },
          StringEquals: { 'ec2:CreateAction': 'CreateNetworkInterface' },
          StringLike: { 'aws:RequestTag/InstanceConnectEndpointId': ['eice-*'] },
        },
      }),
      allow('ec2:AssignIpv6Addresses ec2:UnassignIpv6Addresses', 'arn:aws:ec2:*:*:network-interface/*', {
        when: { StringLike: { 'aws:ResourceTag/InstanceConnectEndpointId': ['eice-*'] } },
      }),
      allow('ec2:ModifyNetworkInterfaceAttribute', 'arn:aws:ec2:*:*:security-group/*'),
      allow('ec2:DeleteNetworkInterface', everything, {
        when: { StringLike: { 'aws:ResourceTag/InstanceConnectEndpointId': ['eice-*'] } },
      }),
    ],
  },
  {
    name: 'AmazonEC2ImageReferencesAccessPolicy',
    description: 'Finding out what uses an image: instances, launch templates, parameters, recipes.',
    version: 'v3',
    created: '2025-08-26T19:19:07Z',
    updated: '2026-02-12T17:59:36Z',
    statements: () => [
      allow('ec2:DescribeImageReferences'),
      allow(
        `
        ec2: DescribeInstances DescribeLaunchTemplates DescribeLaunchTemplateVersions
        ssm: DescribeParameters GetParameters
        imagebuilder: ListImageRecipes ListContainerRecipes GetContainerRecipe
      `,
        everything,
        { when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['ec2-images.amazonaws.com'] } } },
      ),
    ],
  },
  {
    name: 'ComputeOptimizerReadOnlyAccess',
    description: 'Advice on sizes of machines and disks, to look at.',
    version: 'v9',
    created: '2020-03-07T00:11:02Z',
    updated: '2024-11-20T21:08:59Z',
    statements: () => [
      allow(
        `
        compute-optimizer: DescribeRecommendationExportJobs GetEnrollmentStatus GetEnrollmentStatusesForOrganization
          GetRecommendationSummaries GetEC2InstanceRecommendations GetEC2RecommendationProjectedMetrics
          GetAutoScalingGroupRecommendations GetEBSVolumeRecommendations GetLambdaFunctionRecommendations
          GetRecommendationPreferences GetEffectiveRecommendationPreferences GetECSServiceRecommendations
          GetECSServiceRecommendationProjectedMetrics GetRDSDatabaseRecommendations
          GetRDSDatabaseRecommendationProjectedMetrics GetLicenseRecommendations GetIdleRecommendations
        ec2: DescribeInstances DescribeVolumes
        ecs: ListServices ListClusters
        autoscaling: DescribeAutoScalingGroups DescribeAutoScalingInstances
        lambda: ListFunctions ListProvisionedConcurrencyConfigs
        cloudwatch:GetMetricData
        organizations: ListAccounts DescribeOrganization DescribeAccount
        rds: DescribeDBInstances DescribeDBClusters
      `,
        everything,
        { sid: 'computeOptimizerReadOnlyAccess' },
      ),
    ],
  },
  {
    name: 'CloudWatchActionsEC2Access',
    description: 'For alarms that stop, end or restart instances.',
    version: 'v1',
    created: '2015-07-07T00:00:33Z',
    updated: '2015-07-07T00:00:33Z',
    statements: () => [
      allow(`
        cloudwatch:Describe*
        ec2: Describe* RebootInstances StopInstances TerminateInstances
      `),
    ],
  },
];
