import { allow, everything, type PolicyRow } from './statements.ts';

/** Metrics, logs, events and trails. */
export const monitoringPolicies: readonly PolicyRow[] = [
  {
    name: 'CloudWatchFullAccess',
    description: 'Metrics, logs and alarms, outdated: CloudWatchFullAccessV2 took its place.',
    version: 'v4',
    created: '2015-02-06T18:40:00Z',
    updated: '2022-11-27T13:23:49Z',
    statements: () => [
      allow(`
        autoscaling:Describe*
        cloudwatch:*
        logs:*
        sns:*
        iam: GetPolicy GetPolicyVersion GetRole
        oam:ListSinks
      `),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*',
        { when: { StringLike: { 'iam:AWSServiceName': 'events.amazonaws.com' } } },
      ),
      allow('oam:ListAttachedLinks', 'arn:aws:oam:*:*:sink/*'),
    ],
  },
  {
    name: 'CloudWatchFullAccessV2',
    description: 'Metrics, logs, alarms and traces.',
    version: 'v15',
    created: '2023-08-01T11:32:57Z',
    updated: '2026-02-12T18:00:06Z',
    statements: () => [
      allow(
        `
        application-autoscaling:DescribeScalingPolicies
        application-signals:*
        autoscaling: DescribeAutoScalingGroups DescribePolicies
        cloudwatch:*
        logs:*
        sns: CreateTopic ListSubscriptions ListSubscriptionsByTopic ListTopics Subscribe
        iam: GetPolicy GetPolicyVersion GetRole
        oam:ListSinks
        observabilityadmin: GetCentralizationRuleForOrganization ListCentralizationRulesForOrganization
          CreateCentralizationRuleForOrganization UpdateCentralizationRuleForOrganization
          DeleteCentralizationRuleForOrganization StartTelemetryEvaluation GetTelemetryEvaluationStatus
          ListResourceTelemetry StopTelemetryEvaluation StartTelemetryEvaluationForOrganization
          GetTelemetryEvaluationStatusForOrganization ListResourceTelemetryForOrganization
          StopTelemetryEvaluationForOrganization CreateTelemetryRule GetTelemetryRule ListTelemetryRules
          UpdateTelemetryRule DeleteTelemetryRule CreateTelemetryRuleForOrganization GetTelemetryRuleForOrganization
          ListTelemetryRulesForOrganization UpdateTelemetryRuleForOrganization DeleteTelemetryRuleForOrganization
          GetTelemetryEnrichmentStatus StartTelemetryEnrichment StopTelemetryEnrichment TagResource UntagResource
          ListTagsForResource CreateTelemetryPipeline GetTelemetryPipeline UpdateTelemetryPipeline
          DeleteTelemetryPipeline ListTelemetryPipelines TestTelemetryPipeline ValidateTelemetryPipelineConfiguration
          CreateS3TableIntegration GetS3TableIntegration ListS3TableIntegrations DeleteS3TableIntegration
        rum:*
        synthetics:*
        xray:*
      `,
        everything,
        { sid: 'CloudWatchFullAccessPermissions' },
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/application-signals.cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatchApplicationSignals',
        {
          sid: 'CloudWatchApplicationSignalsServiceLinkedRolePermissions',
          when: { StringLike: { 'iam:AWSServiceName': 'application-signals.cloudwatch.amazonaws.com' } },
        },
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*',
        { sid: 'EventsServicePermissions', when: { StringLike: { 'iam:AWSServiceName': 'events.amazonaws.com' } } },
      ),
      allow('oam:ListAttachedLinks', 'arn:aws:oam:*:*:sink/*', { sid: 'OAMReadPermissions' }),
      allow(
        'cloudtrail:CreateServiceLinkedChannel cloudtrail:GetChannel',
        'arn:aws:cloudtrail:*:*:channel/aws-service-channel/application-signals/*',
        { sid: 'CloudWatchCloudTrailPermissions' },
      ),
      allow('cloudtrail:ListChannels', everything, { sid: 'CloudWatchApplicationSignalsCloudTrailListPermissions' }),
      allow(
        'servicequotas:GetServiceQuota',
        [
          'arn:aws:servicequotas:*:*:s3/*',
          'arn:aws:servicequotas:*:*:dynamodb/*',
          'arn:aws:servicequotas:*:*:kinesis/*',
          'arn:aws:servicequotas:*:*:sns/*',
          'arn:aws:servicequotas:*:*:bedrock/*',
          'arn:aws:servicequotas:*:*:lambda/*',
          'arn:aws:servicequotas:*:*:fargate/*',
          'arn:aws:servicequotas:*:*:elasticloadbalancing/*',
          'arn:aws:servicequotas:*:*:ec2/*',
        ],
        { sid: 'CloudWatchServiceQuotaPermissions' },
      ),
      allow(
        'resource-explorer-2:ListIndexes resource-explorer-2:Search',
        [
          'arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignals/service-view',
          'arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignalsOrgScopeProd/service-view',
        ],
        { sid: 'CloudWatchResourceExplorerPermissions' },
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/resource-explorer-2.amazonaws.com/AWSServiceRoleForResourceExplorer',
        {
          sid: 'CloudWatchResourceExplorerSLRPermissions',
          when: { StringEquals: { 'iam:AWSServiceName': ['resource-explorer-2.amazonaws.com'] } },
        },
      ),
      allow('resource-explorer-2:CreateIndex', 'arn:aws:resource-explorer-2:*:*:index/*', {
        sid: 'CloudWatchResourceExplorerCreateIndexPermissions',
      }),
      allow('iam:PassRole', everything, {
        when: {
          ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:observabilityadmin:*:*:s3tableintegration/*' },
          StringEquals: { 'iam:PassedToService': 'logs.amazonaws.com' },
        },
      }),
      allow('iam:PassRole', everything, {
        when: {
          ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:observabilityadmin:*:*:telemetry-pipeline/*' },
          StringEquals: {
            'iam:PassedToService': ['logs.amazonaws.com', 'telemetry-pipelines.observabilityadmin.amazonaws.com'],
          },
        },
      }),
      allow(
        's3tables:CreateTableBucket s3tables:PutTableBucketEncryption',
        'arn:aws:s3tables:*:*:bucket/aws-cloudwatch',
        { when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'observabilityadmin.amazonaws.com' } } },
      ),
      allow('s3tables:PutTableBucketPolicy', 'arn:aws:s3tables:*:*:bucket/aws-cloudwatch'),
    ],
  },
  {
    name: 'CloudWatchReadOnlyAccess',
    description: 'Metrics, logs and alarms, to look at.',
    version: 'v24',
    created: '2015-02-06T18:40:01Z',
    updated: '2026-02-12T18:01:50Z',
    statements: () => [
      allow(
        `
        application-autoscaling:DescribeScalingPolicies
        application-signals: BatchGet* Get* List*
        autoscaling:Describe*
        cloudtrail:ListChannels
        cloudwatch: BatchGet* Describe* GenerateQuery Get* List*
        logs: Get* List* StartQuery StopQuery Describe* TestMetricFilter FilterLogEvents StartLiveTail StopLiveTail
        oam:ListSinks
        observabilityadmin: GetCentralizationRuleForOrganization ListCentralizationRulesForOrganization
          GetTelemetryEvaluationStatus GetTelemetryEvaluationStatusForOrganization GetTelemetryRule
          GetTelemetryRuleForOrganization ListResourceTelemetry ListResourceTelemetryForOrganization
          ListTelemetryRules ListTelemetryRulesForOrganization GetTelemetryEnrichmentStatus ListTagsForResource
          GetTelemetryPipeline ListTelemetryPipelines TestTelemetryPipeline ValidateTelemetryPipelineConfiguration
          GetS3TableIntegration ListS3TableIntegrations
        sns: Get* List*
        rum: BatchGet* Get* List*
        synthetics: Describe* Get* List*
        xray: BatchGet* Get* List* StartTraceRetrieval CancelTraceRetrieval
      `,
        everything,
        { sid: 'CloudWatchReadOnlyAccessPermissions' },
      ),
      allow('oam:ListAttachedLinks', 'arn:aws:oam:*:*:sink/*', { sid: 'OAMReadPermissions' }),
      allow(
        'iam:GetRole',
        'arn:aws:iam::*:role/aws-service-role/application-signals.cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatchApplicationSignals',
        { sid: 'CloudWatchReadOnlyGetRolePermissions' },
      ),
      allow('cloudtrail:GetChannel', 'arn:aws:cloudtrail:*:*:channel/aws-service-channel/application-signals/*', {
        sid: 'CloudWatchCloudTrailPermissions',
      }),
      allow(
        'servicequotas:GetServiceQuota',
        [
          'arn:aws:servicequotas:*:*:s3/*',
          'arn:aws:servicequotas:*:*:dynamodb/*',
          'arn:aws:servicequotas:*:*:kinesis/*',
          'arn:aws:servicequotas:*:*:sns/*',
          'arn:aws:servicequotas:*:*:bedrock/*',
          'arn:aws:servicequotas:*:*:lambda/*',
          'arn:aws:servicequotas:*:*:fargate/*',
          'arn:aws:servicequotas:*:*:elasticloadbalancing/*',
          'arn:aws:servicequotas:*:*:ec2/*',
        ],
        { sid: 'CloudWatchServiceQuotaPermissions' },
      ),
      allow(
        'resource-explorer-2:ListIndexes resource-explorer-2:Search',
        [
          'arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignals/service-view',
          'arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignalsOrgScopeProd/service-view',
        ],
        { sid: 'CloudWatchResourceExplorerPermissions' },
      ),
    ],
  },
  {
    name: 'CloudWatchAgentServerPolicy',
    description: 'For instance roles: sending metrics and logs.',
    version: 'v3',
    created: '2018-03-07T01:06:44Z',
    updated: '2024-02-06T16:37:37Z',
    statements: () => [
      allow(
        `
        cloudwatch:PutMetricData
        ec2: DescribeVolumes DescribeTags
        logs: PutLogEvents PutRetentionPolicy DescribeLogStreams DescribeLogGroups CreateLogStream CreateLogGroup
        xray: PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries
      `,
        everything,
        { sid: 'CWACloudWatchServerPermissions' },
      ),
      allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*', { sid: 'CWASSMServerPermissions' }),
    ],
  },
  {
    name: 'CloudWatchAgentAdminPolicy',
    description: "For instance roles: sending metrics and logs, and keeping the agent's settings for other machines.",
    version: 'v2',
    created: '2018-03-07T00:52:31Z',
    updated: '2024-02-05T20:59:57Z',
    statements: () => [
      allow(
        `
        cloudwatch:PutMetricData
        ec2:DescribeTags
        logs: PutLogEvents PutRetentionPolicy DescribeLogStreams DescribeLogGroups CreateLogStream CreateLogGroup
        xray: PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries
      `,
        everything,
        { sid: 'CWACloudWatchPermissions' },
      ),
      allow('ssm:GetParameter ssm:PutParameter', 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*', {
        sid: 'CWASSMPermissions',
      }),
    ],
  },
  {
    name: 'CloudWatchLogsFullAccess',
    description: 'Everything about logs.',
    version: 'v8',
    created: '2015-02-06T18:40:02Z',
    updated: '2026-02-12T18:00:33Z',
    statements: () => [
      allow(
        `
        logs:*
        cloudwatch: GenerateQuery GenerateQueryResultsSummary
        observabilityadmin: GetS3TableIntegration ListS3TableIntegrations ListTelemetryPipelines
      `,
        everything,
        { sid: 'CloudWatchLogsFullAccess' },
      ),
    ],
  },
  {
    name: 'CloudWatchLogsReadOnlyAccess',
    description: 'Logs, to look at.',
    version: 'v12',
    created: '2015-02-06T18:40:03Z',
    updated: '2026-02-12T17:59:13Z',
    statements: () => [
      allow(
        `
        logs: Describe* Get* List* StartQuery StopQuery TestMetricFilter FilterLogEvents StartLiveTail StopLiveTail
        cloudwatch: GenerateQuery GenerateQueryResultsSummary
        observabilityadmin: ListS3TableIntegrations GetS3TableIntegration ListTelemetryPipelines
      `,
        everything,
        { sid: 'CloudWatchLogsReadOnlyAccess' },
      ),
    ],
  },
  {
    name: 'AWSCloudTrail_FullAccess',
    description: 'Everything about trails of what was called.',
    version: 'v3',
    created: '2020-10-08T23:41:15Z',
    updated: '2021-02-22T19:01:00Z',
    statements: () => [
      allow(
        'sns: AddPermission CreateTopic SetTopicAttributes GetTopicAttributes',
        'arn:aws:sns:*:*:aws-cloudtrail-logs*',
      ),
      allow('sns:ListTopics'),
      allow('s3:CreateBucket s3:PutBucketPolicy s3:PutBucketPublicAccessBlock', 'arn:aws:s3:::aws-cloudtrail-logs*'),
      allow('s3:ListAllMyBuckets s3:GetBucketLocation s3:GetBucketPolicy'),
      allow('cloudtrail:*'),
      allow('logs:CreateLogGroup', 'arn:aws:logs:*:*:log-group:aws-cloudtrail-logs*'),
      allow('iam:ListRoles iam:GetRolePolicy iam:GetUser'),
      allow('iam:PassRole', everything, {
        when: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
      }),
      allow('kms: CreateKey CreateAlias ListKeys ListAliases'),
      allow('lambda:ListFunctions'),
      allow('dynamodb:ListGlobalTables dynamodb:ListTables'),
    ],
  },
  {
    name: 'AWSCloudTrail_ReadOnlyAccess',
    description: 'Trails of what was called, to look at.',
    version: 'v1',
    created: '2022-06-14T17:19:05Z',
    updated: '2022-06-14T17:19:05Z',
    statements: () => [allow('cloudtrail: Get* Describe* List* LookupEvents')],
  },
  {
    name: 'AmazonEventBridgeFullAccess',
    description: 'Everything about events and schedules.',
    version: 'v7',
    created: '2019-07-11T14:08:55Z',
    updated: '2026-02-12T17:58:25Z',
    statements: () => [
      allow(
        `
        events:*
        schemas:*
        scheduler:*
        pipes:*
      `,
        everything,
        { sid: 'EventBridgeActions' },
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations',
        {
          sid: 'IAMCreateServiceLinkedRoleForApiDestinations',
          when: { StringEquals: { 'iam:AWSServiceName': 'apidestinations.events.amazonaws.com' } },
        },
      ),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/schemas.amazonaws.com/AWSServiceRoleForSchemas',
        {
          sid: 'IAMCreateServiceLinkedRoleForAmazonEventBridgeSchemas',
          when: { StringEquals: { 'iam:AWSServiceName': 'schemas.amazonaws.com' } },
        },
      ),
      allow(
        'secretsmanager: CreateSecret UpdateSecret DeleteSecret GetSecretValue PutSecretValue',
        'arn:aws:secretsmanager:*:*:secret:events!*',
        { sid: 'SecretsManagerAccessForApiDestinations' },
      ),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'IAMPassRoleAccessForEventBridge',
        when: { StringLike: { 'iam:PassedToService': 'events.amazonaws.com' } },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'IAMPassRoleAccessForScheduler',
        when: { StringLike: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'IAMPassRoleAccessForPipes',
        when: { StringLike: { 'iam:PassedToService': 'pipes.amazonaws.com' } },
      }),
    ],
  },
];
