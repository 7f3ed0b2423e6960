import { allow, everything, type PolicyRow } from './statements.ts';

/** Systems Manager: managing machines without logging in. */
export const systemsManagerPolicies: readonly PolicyRow[] = [
  {
    name: 'AmazonSSMManagedInstanceCore',
    description: 'For instance roles: what a machine needs to be managed.',
    version: 'v2',
    created: '2019-03-15T17:22:12Z',
    updated: '2019-05-23T16:54:21Z',
    statements: () => [
      allow(`
        ssm: DescribeAssociation GetDeployablePatchSnapshotForInstance GetDocument DescribeDocument GetManifest
          GetParameter GetParameters ListAssociations ListInstanceAssociations PutInventory PutComplianceItems
          PutConfigurePackageResult UpdateAssociationStatus UpdateInstanceAssociationStatus UpdateInstanceInformation
      `),
      allow('ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel'),
      allow(`
        ec2messages: AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply
      `),
    ],
  },
  {
    name: 'AmazonSSMManagedEC2InstanceDefaultPolicy',
    description: 'For the role that makes all machines of an account managed without an instance profile.',
    version: 'v2',
    created: '2022-08-30T20:54:27Z',
    updated: '2024-07-16T18:14:07Z',
    statements: () => [
      allow(
        `
        ssm: DescribeAssociation GetDeployablePatchSnapshotForInstance GetDocument DescribeDocument GetManifest
          ListAssociations ListInstanceAssociations PutInventory PutComplianceItems PutConfigurePackageResult
          UpdateAssociationStatus UpdateInstanceAssociationStatus UpdateInstanceInformation
      `,
        everything,
        { sid: 'AllowSSMAgentPermissions' },
      ),
      allow('ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel', everything, {
        sid: 'AllowSSMChannelMessaging',
      }),
      allow(
        `
        ec2messages: AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply
      `,
        everything,
        { sid: 'AllowSSMLegacyMessaging' },
      ),
    ],
  },
  {
    name: 'AmazonEC2RoleforSSM',
    path: '/service-role/',
    description:
      'For instance roles, outdated: it also opens every S3 bucket. AmazonSSMManagedInstanceCore took its place.',
    version: 'v8',
    created: '2015-05-29T17:48:35Z',
    updated: '2019-01-24T19:20:51Z',
    statements: () => [
      allow(`
        ssm: DescribeAssociation GetDeployablePatchSnapshotForInstance GetDocument DescribeDocument GetManifest
          GetParameters ListAssociations ListInstanceAssociations PutInventory PutComplianceItems
          PutConfigurePackageResult UpdateAssociationStatus UpdateInstanceAssociationStatus UpdateInstanceInformation
      `),
      allow('ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel'),
      allow(`
        ec2messages: AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply
      `),
      allow('cloudwatch:PutMetricData'),
      allow('ec2:DescribeInstanceStatus'),
      allow('ds:CreateComputer ds:DescribeDirectories'),
      allow('logs: CreateLogGroup CreateLogStream DescribeLogGroups DescribeLogStreams PutLogEvents'),
      allow(`
        s3: GetBucketLocation PutObject GetObject GetEncryptionConfiguration AbortMultipartUpload
          ListMultipartUploadParts ListBucket ListBucketMultipartUploads
      `),
    ],
  },
  {
    name: 'AmazonSSMFullAccess',
    description: 'Everything in Systems Manager.',
    version: 'v4',
    created: '2015-05-29T17:39:47Z',
    updated: '2019-11-20T20:08:56Z',
    statements: () => [
      allow(`
        cloudwatch:PutMetricData
        ds: CreateComputer DescribeDirectories
        ec2:DescribeInstanceStatus
        logs:*
        ssm:*
        ec2messages:*
      `),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*',
        { when: { StringLike: { 'iam:AWSServiceName': 'ssm.amazonaws.com' } } },
      ),
      allow(
        'iam:DeleteServiceLinkedRole iam:GetServiceLinkedRoleDeletionStatus',
        'arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*',
      ),
      allow('ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel'),
    ],
  },
  {
    name: 'AmazonSSMReadOnlyAccess',
    description: 'Systems Manager, to look at.',
    version: 'v1',
    created: '2015-05-29T17:44:19Z',
    updated: '2015-05-29T17:44:19Z',
    statements: () => [allow('ssm:Describe* ssm:Get* ssm:List*')],
  },
  {
    name: 'AmazonSSMPatchAssociation',
    description: 'For instance roles: taking part in patching.',
    version: 'v1',
    created: '2020-05-13T16:00:42Z',
    updated: '2020-05-13T16:00:42Z',
    statements: () => [
      allow('ssm:DescribeEffectivePatchesForPatchBaseline', 'arn:aws:ssm:*:*:patchbaseline/*'),
      allow('ssm:GetPatchBaseline', 'arn:aws:ssm:*:*:patchbaseline/*'),
      allow('tag:GetResources'),
      allow('ssm:DescribePatchBaselines'),
    ],
  },
  {
    name: 'AmazonSSMAutomationRole',
    path: '/service-role/',
    description: 'For the role by which runbooks change things.',
    version: 'v9',
    created: '2016-12-05T22:09:55Z',
    updated: '2026-03-20T17:42:14Z',
    statements: () => [
      allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:Automation*'),
      allow(`
        ec2: CreateImage CopyImage DeregisterImage DescribeImages DeleteSnapshot StartInstances RunInstances
          StopInstances TerminateInstances DescribeInstanceStatus CreateTags DeleteTags DescribeTags
        cloudformation: CreateStack DescribeStackEvents DescribeStacks UpdateStack DeleteStack TagResource
          UntagResource
      `),
      allow('ssm:*'),
      allow('sns:Publish', 'arn:aws:sns:*:*:Automation*'),
      allow('ssmmessages:OpenDataChannel', 'arn:*:ssm:*:*:session/*'),
    ],
  },
  {
    name: 'AmazonSSMServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role by which Systems Manager works in an account.',
    version: 'v16',
    created: '2017-11-13T19:20:08Z',
    updated: '2025-07-15T17:22:08Z',
    statements: () => [
      allow(`
        ssm: CancelCommand GetCommandInvocation ListCommandInvocations ListCommands SendCommand GetAutomationExecution
          GetParameters StartAutomationExecution StopAutomationExecution ListTagsForResource GetCalendarState
      `),
      allow('ssm:PutInventory', everything, {
        when: { 'ForAllValues:StringEquals': { 'ssm:InventoryTypeName': ['AWS:ComplianceItem', 'AWS:PatchSummary'] } },
      }),
      allow('ssm:UpdateServiceSetting ssm:GetServiceSetting', [
        'arn:aws:ssm:*:*:servicesetting/ssm/opsitem/*',
        'arn:aws:ssm:*:*:servicesetting/ssm/opsdata/*',
      ]),
      allow('ec2:DescribeInstanceAttribute ec2:DescribeInstanceStatus ec2:DescribeInstances'),
      allow('lambda:InvokeFunction', ['arn:aws:lambda:*:*:function:SSM*', 'arn:aws:lambda:*:*:function:*:SSM*']),
      allow('states:DescribeExecution states:StartExecution', [
        'arn:aws:states:*:*:stateMachine:SSM*',
        'arn:aws:states:*:*:execution:SSM*',
      ]),
      allow('resource-groups: ListGroups ListGroupResources GetGroupQuery'),
      allow('cloudformation:DescribeStacks cloudformation:ListStackResources'),
      allow('tag:GetResources'),
      allow('config:SelectResourceConfig'),
      allow('compute-optimizer:GetEC2InstanceRecommendations compute-optimizer:GetEnrollmentStatus'),
      allow(`
        support: DescribeTrustedAdvisorChecks DescribeTrustedAdvisorCheckSummaries DescribeTrustedAdvisorCheckResult
          DescribeCases
      `),
      allow(`
        config: DescribeComplianceByConfigRule DescribeComplianceByResource DescribeRemediationConfigurations
          DescribeConfigurationRecorders
      `),
      allow('cloudwatch:DescribeAlarms'),
      allow('iam:PassRole', everything, { when: { StringEquals: { 'iam:PassedToService': ['ssm.amazonaws.com'] } } }),
      allow('organizations:DescribeOrganization'),
      allow('cloudformation:ListStackSets'),
      allow(
        'cloudformation: ListStackInstances DescribeStackSetOperation DeleteStackSet',
        'arn:aws:cloudformation:*:*:stackset/AWS-QuickSetup-SSM*:*',
      ),
      allow('cloudformation:DeleteStackInstances', [
        'arn:aws:cloudformation:*:*:stackset/AWS-QuickSetup-SSM*:*',
        'arn:aws:cloudformation:*:*:stackset-target/AWS-QuickSetup-SSM*:*',
        'arn:aws:cloudformation:*:*:type/resource/*',
      ]),
      allow('events:PutRule events:PutTargets', everything, {
        when: { StringEquals: { 'events:ManagedBy': 'ssm.amazonaws.com' } },
      }),
      allow('events:RemoveTargets events:DeleteRule', 'arn:aws:events:*:*:rule/SSMExplorerManagedRule'),
      allow('events:DescribeRule'),
      allow('securityhub:DescribeHub'),
      allow(
        'resource-explorer-2:CreateManagedView',
        'arn:aws:resource-explorer-2:*:*:managed-view/AWSManagedViewForSSM*',
      ),
    ],
  },
];
