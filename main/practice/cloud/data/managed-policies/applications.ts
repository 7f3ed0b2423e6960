import { allow, everything, type PolicyRow } from './statements.ts';

/** Functions, containers, queues and templates. */
export const applicationsPolicies: readonly PolicyRow[] = [
  {
    name: 'AWSLambda_FullAccess',
    description: 'Everything about functions.',
    version: 'v7',
    created: '2020-11-17T21:14:08Z',
    updated: '2026-02-12T18:00:51Z',
    statements: () => [
      allow(`
        cloudformation: DescribeStacks ListStackResources
        cloudwatch: ListMetrics GetMetricData
        ec2: DescribeSecurityGroups DescribeSubnets DescribeVpcs
        kms: DescribeKey ListAliases
        iam: GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies ListRoles
        lambda:*
        logs:DescribeLogGroups
        states: DescribeStateMachine ListStateMachines
        tag:GetResources
        xray: GetTraceSummaries BatchGetTraces
      `),
      allow('iam:PassRole', everything, { when: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } }),
      allow(
        'logs: DescribeLogStreams GetLogEvents FilterLogEvents StartLiveTail StopLiveTail',
        'arn:aws:logs:*:*:log-group:/aws/lambda/*',
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/lambda.amazonaws.com/AWSServiceRoleForLambda',
        { when: { StringEquals: { 'iam:AWSServiceName': 'lambda.amazonaws.com' } } },
      ),
    ],
  },
  {
    name: 'AWSLambda_ReadOnlyAccess',
    description: 'Functions, to look at.',
    version: 'v5',
    created: '2020-11-17T21:10:32Z',
    updated: '2026-02-12T18:02:55Z',
    statements: () => [
      allow(`
        cloudformation: DescribeStacks ListStacks ListStackResources
        cloudwatch: GetMetricData ListMetrics
        ec2: DescribeSecurityGroups DescribeSubnets DescribeVpcs
        kms:ListAliases
        iam: GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies ListRoles
        logs:DescribeLogGroups
        lambda: Get* List*
        states: DescribeStateMachine ListStateMachines
        tag:GetResources
        xray: GetTraceSummaries BatchGetTraces
      `),
      allow(
        `
        logs: DescribeLogStreams GetLogEvents FilterLogEvents StartQuery StopQuery DescribeQueries GetLogGroupFields
          GetLogRecord GetQueryResults StartLiveTail StopLiveTail
      `,
        'arn:aws:logs:*:*:log-group:/aws/lambda/*',
      ),
    ],
  },
  {
    name: 'AWSLambdaBasicExecutionRole',
    path: '/service-role/',
    description: "For a function's role: writing its log.",
    version: 'v1',
    created: '2015-04-09T15:03:43Z',
    updated: '2015-04-09T15:03:43Z',
    statements: () => [allow('logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents')],
  },
  {
    name: 'AWSLambdaVPCAccessExecutionRole',
    path: '/service-role/',
    description: 'For the role of a function inside a network: writing its log, and its network interfaces.',
    version: 'v3',
    created: '2016-02-11T23:15:26Z',
    updated: '2024-01-05T22:38:26Z',
    statements: () => [
      allow(
        `
        logs: CreateLogGroup CreateLogStream PutLogEvents
        ec2: CreateNetworkInterface DescribeNetworkInterfaces DescribeSubnets DeleteNetworkInterface
          AssignPrivateIpAddresses UnassignPrivateIpAddresses
      `,
        everything,
        { sid: 'AWSLambdaVPCAccessExecutionPermissions' },
      ),
    ],
  },
  {
    name: 'AmazonECS_FullAccess',
    description: 'Everything about containers in ECS.',
    version: 'v21',
    created: '2017-11-07T21:36:54Z',
    updated: '2024-08-13T19:39:37Z',
    statements: () => [
      allow(
        `
        application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets
          DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget
        appmesh: DescribeVirtualGateway DescribeVirtualNode ListMeshes ListVirtualGateways ListVirtualNodes
        autoscaling: CreateAutoScalingGroup CreateLaunchConfiguration DeleteAutoScalingGroup DeleteLaunchConfiguration
          Describe* UpdateAutoScalingGroup
        cloudformation: CreateStack DeleteStack DescribeStack* UpdateStack
        cloudwatch: DeleteAlarms DescribeAlarms GetMetricStatistics PutMetricAlarm
        codedeploy: BatchGetApplicationRevisions BatchGetApplications BatchGetDeploymentGroups BatchGetDeployments
          ContinueDeployment CreateApplication CreateDeployment CreateDeploymentGroup GetApplication
          GetApplicationRevision GetDeployment GetDeploymentConfig GetDeploymentGroup GetDeploymentTarget
          ListApplicationRevisions ListApplications ListDeploymentConfigs ListDeploymentGroups ListDeployments
          ListDeploymentTargets RegisterApplicationRevision StopDeployment
        ec2: AssociateRouteTable AttachInternetGateway AuthorizeSecurityGroupIngress CancelSpotFleetRequests
          CreateInternetGateway CreateLaunchTemplate CreateRoute CreateRouteTable CreateSecurityGroup CreateSubnet
          CreateVpc DeleteLaunchTemplate DeleteSubnet DeleteVpc Describe* DetachInternetGateway DisassociateRouteTable
          ModifySubnetAttribute ModifyVpcAttribute RequestSpotFleet RunInstances
        ecs:*
        elasticfilesystem: DescribeAccessPoints DescribeFileSystems
        elasticloadbalancing: CreateListener CreateLoadBalancer CreateRule CreateTargetGroup DeleteListener
          DeleteLoadBalancer DeleteRule DeleteTargetGroup DescribeListeners DescribeLoadBalancers DescribeRules
          DescribeTargetGroups
        events: DeleteRule DescribeRule ListRuleNamesByTarget ListTargetsByRule PutRule PutTargets RemoveTargets
        fsx:DescribeFileSystems
        iam: ListAttachedRolePolicies ListInstanceProfiles ListRoles
        lambda:ListFunctions
        logs: CreateLogGroup DescribeLogGroups FilterLogEvents
        route53: CreateHostedZone DeleteHostedZone GetHealthCheck GetHostedZone ListHostedZonesByName
        servicediscovery: CreatePrivateDnsNamespace CreateService DeleteService GetNamespace GetOperation GetService
          ListNamespaces ListServices UpdateService
        sns:ListTopics
      `,
        everything,
        { sid: 'ECSIntegrationsManagementPolicy' },
      ),
      allow(
        'ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath',
        'arn:aws:ssm:*:*:parameter/aws/service/ecs*',
        { sid: 'SSMPolicy' },
      ),
      allow('ec2: DeleteInternetGateway DeleteRoute DeleteRouteTable DeleteSecurityGroup', everything, {
        sid: 'ManagedCloudformationResourcesCleanupPolicy',
        when: { StringLike: { 'ec2:ResourceTag/aws:cloudformation:stack-name': 'EC2ContainerService-*' } },
      }),
      allow('iam:PassRole', everything, {
        sid: 'TasksPassRolePolicy',
        when: { StringLike: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/ecsInfrastructureRole', {
        sid: 'InfrastructurePassRolePolicy',
        when: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/ecsInstanceRole*', {
        sid: 'InstancePassRolePolicy',
        when: { StringLike: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/ecsAutoscaleRole*', {
        sid: 'AutoScalingPassRolePolicy',
        when: {
          StringLike: {
            'iam:PassedToService': [
              'application-autoscaling.amazonaws.com',
              'application-autoscaling.amazonaws.com.cn',
            ],
          },
        },
      }),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'ServiceLinkedRoleCreationPolicy',
        when: {
          StringLike: {
            'iam:AWSServiceName': [
              'ecs.amazonaws.com',
              'autoscaling.amazonaws.com',
              'ecs.application-autoscaling.amazonaws.com',
              'spot.amazonaws.com',
              'spotfleet.amazonaws.com',
            ],
          },
        },
      }),
      allow('elasticloadbalancing:AddTags', everything, {
        sid: 'ELBTaggingPolicy',
        when: {
          StringEquals: {
            'elasticloadbalancing:CreateAction': [
              'CreateTargetGroup',
              'CreateRule',
              'CreateListener',
              'CreateLoadBalancer',
            ],
          },
        },
      }),
    ],
  },
  {
    name: 'AmazonECSTaskExecutionRolePolicy',
    path: '/service-role/',
    description: 'For the role that starts a task: fetching its image and writing its log.',
    version: 'v1',
    created: '2017-11-16T18:48:22Z',
    updated: '2017-11-16T18:48:22Z',
    statements: () => [
      allow(`
        ecr: GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage
        logs: CreateLogStream PutLogEvents
      `),
    ],
  },
  {
    name: 'AmazonEC2ContainerServiceforEC2Role',
    path: '/service-role/',
    description: 'For instance roles: running containers for ECS.',
    version: 'v10',
    created: '2015-03-19T18:45:18Z',
    updated: '2026-02-12T17:59:52Z',
    statements: () => [
      allow(`
        ec2:DescribeTags
        ecs: CreateCluster DeregisterContainerInstance DiscoverPollEndpoint Poll RegisterContainerInstance
          StartTelemetrySession UpdateContainerInstancesState Submit*
        ecr: GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage
        logs: CreateLogStream PutLogEvents
      `),
      allow('ecs:TagResource', everything, {
        when: { StringEquals: { 'ecs:CreateAction': ['CreateCluster', 'RegisterContainerInstance'] } },
      }),
      allow('ecs:ListTagsForResource', ['arn:aws:ecs:*:*:task/*/*', 'arn:aws:ecs:*:*:container-instance/*/*']),
    ],
  },
  {
    name: 'AmazonEC2ContainerRegistryReadOnly',
    description: 'Fetching container images.',
    version: 'v3',
    created: '2015-12-21T17:04:15Z',
    updated: '2019-12-10T20:56:32Z',
    statements: () => [
      allow(`
        ecr: GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer GetRepositoryPolicy
          DescribeRepositories ListImages DescribeImages BatchGetImage GetLifecyclePolicy GetLifecyclePolicyPreview
          ListTagsForResource DescribeImageScanFindings
      `),
    ],
  },
  {
    name: 'AmazonEC2ContainerRegistryPowerUser',
    description: 'Fetching and storing container images, without deleting the places they lie in.',
    version: 'v3',
    created: '2015-12-21T17:05:33Z',
    updated: '2019-12-10T20:48:08Z',
    statements: () => [
      allow(`
        ecr: GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer GetRepositoryPolicy
          DescribeRepositories ListImages DescribeImages BatchGetImage GetLifecyclePolicy GetLifecyclePolicyPreview
          ListTagsForResource DescribeImageScanFindings InitiateLayerUpload UploadLayerPart CompleteLayerUpload
          PutImage
      `),
    ],
  },
  {
    name: 'AmazonEKSWorkerNodePolicy',
    description: 'For instance roles: joining a Kubernetes cluster.',
    version: 'v3',
    created: '2018-05-27T21:09:01Z',
    updated: '2023-11-27T00:06:13Z',
    statements: () => [
      allow(
        `
        ec2: DescribeInstances DescribeInstanceTypes DescribeRouteTables DescribeSecurityGroups DescribeSubnets
          DescribeVolumes DescribeVolumesModifications DescribeVpcs
        eks:DescribeCluster
        eks-auth:AssumeRoleForPodIdentity
      `,
        everything,
        { sid: 'WorkerNodePermissions' },
      ),
    ],
  },
  {
    name: 'AmazonSNSFullAccess',
    description: 'Everything about notifications.',
    version: 'v2',
    created: '2015-02-06T18:41:05Z',
    updated: '2024-09-24T22:32:05Z',
    statements: () => [
      allow('sns:*', everything, { sid: 'SNSFullAccess' }),
      allow(
        `
        sms-voice: DescribeVerifiedDestinationNumbers CreateVerifiedDestinationNumber
          SendDestinationNumberVerificationCode SendTextMessage DeleteVerifiedDestinationNumber
          VerifyDestinationNumber DescribeAccountAttributes DescribeSpendLimits DescribePhoneNumbers
          SetTextMessageSpendLimitOverride DescribeOptedOutNumbers DeleteOptedOutNumber
      `,
        everything,
        { sid: 'SMSAccessViaSNS', when: { StringEquals: { 'aws:CalledViaLast': 'sns.amazonaws.com' } } },
      ),
    ],
  },
  {
    name: 'AmazonSQSFullAccess',
    description: 'Everything about queues.',
    version: 'v1',
    created: '2015-02-06T18:41:07Z',
    updated: '2015-02-06T18:41:07Z',
    statements: () => [allow('sqs:*')],
  },
  {
    name: 'AWSCloudFormationFullAccess',
    description: 'Everything about stacks.',
    version: 'v1',
    created: '2019-07-26T21:50:35Z',
    updated: '2019-07-26T21:50:35Z',
    statements: () => [allow('cloudformation:*')],
  },
];
