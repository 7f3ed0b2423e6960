import { allow, everything, type PolicyRow } from './statements.ts';

/** Databases. */
export const databasesPolicies: readonly PolicyRow[] = [
  {
    name: 'AmazonRDSFullAccess',
    description: 'Everything in RDS.',
    version: 'v14',
    created: '2015-02-06T18:40:52Z',
    updated: '2023-08-17T23:00:17Z',
    statements: () => [
      allow(`
        rds:*
        application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets
          DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget
        cloudwatch: DescribeAlarms GetMetricStatistics PutMetricAlarm DeleteAlarms ListMetrics GetMetricData
        ec2: DescribeAccountAttributes DescribeAvailabilityZones DescribeCoipPools DescribeInternetGateways
          DescribeLocalGatewayRouteTablePermissions DescribeLocalGatewayRouteTables
          DescribeLocalGatewayRouteTableVpcAssociations DescribeLocalGateways DescribeSecurityGroups DescribeSubnets
          DescribeVpcAttribute DescribeVpcs GetCoipPoolUsage
        sns: ListSubscriptions ListTopics Publish
        logs: DescribeLogStreams GetLogEvents
        outposts:GetOutpostInstanceTypes
        devops-guru:GetResourceCollection
      `),
      allow('pi:*', ['arn:aws:pi:*:*:metrics/rds/*', 'arn:aws:pi:*:*:perf-reports/rds/*']),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: {
          StringLike: { 'iam:AWSServiceName': ['rds.amazonaws.com', 'rds.application-autoscaling.amazonaws.com'] },
        },
      }),
      allow('devops-guru:SearchInsights devops-guru:ListAnomaliesForInsight', everything, {
        when: {
          'ForAllValues:StringEquals': { 'devops-guru:ServiceNames': ['RDS'] },
          Null: { 'devops-guru:ServiceNames': 'false' },
        },
      }),
    ],
  },
  {
    name: 'AmazonRDSReadOnlyAccess',
    description: 'RDS, to look at.',
    version: 'v7',
    created: '2015-02-06T18:40:53Z',
    updated: '2023-04-14T12:32:09Z',
    statements: () => [
      allow(`
        rds: Describe* ListTagsForResource
        ec2: DescribeAccountAttributes DescribeAvailabilityZones DescribeInternetGateways DescribeSecurityGroups
          DescribeSubnets DescribeVpcAttribute DescribeVpcs
      `),
      allow(`
        cloudwatch: GetMetricStatistics ListMetrics GetMetricData
        logs: DescribeLogStreams GetLogEvents
        devops-guru:GetResourceCollection
      `),
      allow('devops-guru:SearchInsights devops-guru:ListAnomaliesForInsight', everything, {
        when: {
          'ForAllValues:StringEquals': { 'devops-guru:ServiceNames': ['RDS'] },
          Null: { 'devops-guru:ServiceNames': 'false' },
        },
      }),
    ],
  },
  {
    name: 'AmazonDynamoDBFullAccess',
    description: 'Everything in DynamoDB.',
    version: 'v15',
    created: '2015-02-06T18:40:11Z',
    updated: '2021-01-29T17:38:30Z',
    statements: () => [
      allow(`
        dynamodb:*
        dax:*
        application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets
          DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget
        cloudwatch: DeleteAlarms DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics
          ListMetrics PutMetricAlarm GetMetricData
        datapipeline: ActivatePipeline CreatePipeline DeletePipeline DescribeObjects DescribePipelines
          GetPipelineDefinition ListPipelines PutPipelineDefinition QueryObjects
        ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups
        iam: GetRole ListRoles
        kms: DescribeKey ListAliases
        sns: CreateTopic DeleteTopic ListSubscriptions ListSubscriptionsByTopic ListTopics Subscribe Unsubscribe
          SetTopicAttributes
        lambda: CreateFunction ListFunctions ListEventSourceMappings CreateEventSourceMapping DeleteEventSourceMapping
          GetFunctionConfiguration DeleteFunction
        resource-groups: ListGroups ListGroupResources GetGroup GetGroupQuery DeleteGroup CreateGroup
        tag:GetResources
        kinesis: ListStreams DescribeStream DescribeStreamSummary
      `),
      allow('cloudwatch:GetInsightRuleReport', 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*'),
      allow('iam:PassRole', everything, {
        when: {
          StringLike: {
            'iam:PassedToService': [
              'application-autoscaling.amazonaws.com',
              'application-autoscaling.amazonaws.com.cn',
              'dax.amazonaws.com',
            ],
          },
        },
      }),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: {
          StringEquals: {
            'iam:AWSServiceName': [
              'replication.dynamodb.amazonaws.com',
              'dax.amazonaws.com',
              'dynamodb.application-autoscaling.amazonaws.com',
              'contributorinsights.dynamodb.amazonaws.com',
              'kinesisreplication.dynamodb.amazonaws.com',
            ],
          },
        },
      }),
    ],
  },
  {
    name: 'AmazonDynamoDBReadOnlyAccess',
    description: 'DynamoDB, to look at.',
    version: 'v15',
    created: '2015-02-06T18:40:12Z',
    updated: '2024-11-18T17:38:15Z',
    statements: () => [
      allow(
        `
        application-autoscaling: DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies
        cloudwatch: DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics
          GetMetricData
        datapipeline: DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines QueryObjects
        dynamodb: BatchGetItem Describe* List* GetAbacStatus GetItem GetResourcePolicy Query Scan PartiQLSelect
        dax: Describe* List* GetItem BatchGetItem Query Scan
        ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups
        iam: GetRole ListRoles
        kms: DescribeKey ListAliases
        sns: ListSubscriptionsByTopic ListTopics
        lambda: ListFunctions ListEventSourceMappings GetFunctionConfiguration
        resource-groups: ListGroups ListGroupResources GetGroup GetGroupQuery
        tag:GetResources
        kinesis: ListStreams DescribeStream DescribeStreamSummary
      `,
        everything,
        { sid: 'GeneralReadOnlyAccess' },
      ),
      allow('cloudwatch:GetInsightRuleReport', 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*', {
        sid: 'CCIAccess',
      }),
    ],
  },
];
