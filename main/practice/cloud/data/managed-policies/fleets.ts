import { allow, deny, everything, type PolicyRow } from './statements.ts';

/** Fleets of machines, Spot Instances and scaling. */
export const fleetsPolicies: readonly PolicyRow[] = [
  {
    name: 'AmazonEC2SpotFleetTaggingRole',
    path: '/service-role/',
    description: 'For the role by which a Spot Fleet launches, tags and ends instances.',
    version: 'v5',
    created: '2017-06-29T18:19:29Z',
    updated: '2020-04-23T19:30:49Z',
    statements: () => [
      allow(`
        ec2: DescribeImages DescribeSubnets RequestSpotInstances TerminateInstances DescribeInstanceStatus CreateTags
          RunInstances
      `),
      allow('iam:PassRole', everything, {
        when: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
      allow(
        'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
        'arn:aws:elasticloadbalancing:*:*:loadbalancer/*',
      ),
      allow('elasticloadbalancing:RegisterTargets', 'arn:aws:elasticloadbalancing:*:*:*/*'),
    ],
  },
  {
    name: 'AmazonEC2SpotFleetAutoscaleRole',
    path: '/service-role/',
    description: 'For the role that changes the size of a Spot Fleet.',
    version: 'v3',
    created: '2016-08-19T18:27:22Z',
    updated: '2019-02-18T19:17:03Z',
    statements: () => [
      allow('ec2:DescribeSpotFleetRequests ec2:ModifySpotFleetRequest'),
      allow('cloudwatch:DescribeAlarms cloudwatch:PutMetricAlarm cloudwatch:DeleteAlarms'),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/ec2.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_EC2SpotFleetRequest',
        { when: { StringLike: { 'iam:AWSServiceName': 'ec2.application-autoscaling.amazonaws.com' } } },
      ),
    ],
  },
  {
    name: 'AWSEC2FleetServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role by which EC2 Fleet manages its instances.',
    version: 'v3',
    created: '2018-03-21T00:08:55Z',
    updated: '2020-05-04T20:10:31Z',
    statements: () => [
      allow(`
        ec2: DescribeImages DescribeSubnets RequestSpotInstances DescribeInstanceStatus RunInstances
      `),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'EC2SpotManagement',
        when: { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } },
      }),
      allow('iam:PassRole', everything, {
        when: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
      allow('ec2:CreateTags', ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:spot-instances-request/*']),
      allow('ec2:CreateTags', 'arn:aws:ec2:*:*:volume/*', {
        when: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
      }),
      allow('ec2:TerminateInstances', everything, {
        when: { StringLike: { 'ec2:ResourceTag/aws:ec2:fleet-id': '*' } },
      }),
    ],
  },
  {
    name: 'AWSEC2SpotServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role by which EC2 launches Spot Instances.',
    version: 'v4',
    created: '2017-09-18T18:51:54Z',
    updated: '2018-12-12T00:13:51Z',
    statements: () => [
      allow('ec2: DescribeInstances StartInstances StopInstances RunInstances'),
      deny('ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*', {
        when: { StringNotEquals: { 'ec2:InstanceMarketType': 'spot' } },
      }),
      allow('iam:PassRole', everything, {
        when: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
      allow('ec2:CreateTags', everything, { when: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } } }),
    ],
  },
  {
    name: 'AWSEC2SpotFleetServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role by which EC2 manages a Spot Fleet.',
    version: 'v4',
    created: '2017-10-23T19:13:06Z',
    updated: '2020-03-16T19:16:21Z',
    statements: () => [
      allow(`
        ec2: DescribeImages DescribeSubnets RequestSpotInstances DescribeInstanceStatus RunInstances
      `),
      allow('iam:PassRole', everything, {
        when: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
      }),
      allow('ec2:CreateTags', [
        'arn:aws:ec2:*:*:instance/*',
        'arn:aws:ec2:*:*:spot-instances-request/*',
        'arn:aws:ec2:*:*:spot-fleet-request/*',
        'arn:aws:ec2:*:*:volume/*',
      ]),
      allow('ec2:TerminateInstances', everything, {
        when: { StringLike: { 'ec2:ResourceTag/aws:ec2spot:fleet-request-id': '*' } },
      }),
      allow(
        'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
        'arn:aws:elasticloadbalancing:*:*:loadbalancer/*',
      ),
      allow('elasticloadbalancing:RegisterTargets', 'arn:aws:elasticloadbalancing:*:*:*/*'),
    ],
  },
  {
    name: 'AWSEC2CapacityReservationFleetRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role that makes and ends capacity reservations for a fleet.',
    version: 'v2',
    created: '2021-09-29T14:43:09Z',
    updated: '2025-03-03T23:22:06Z',
    statements: () => [
      allow('ec2:DescribeCapacityReservations ec2:DescribeInstances'),
      allow(
        'ec2:CreateCapacityReservation ec2:CancelCapacityReservation ec2:ModifyCapacityReservation',
        'arn:aws:ec2:*:*:capacity-reservation/*',
        { when: { ArnLike: { 'ec2:CapacityReservationFleet': 'arn:aws:ec2:*:*:capacity-reservation-fleet/crf-*' } } },
      ),
      allow('ec2:CreateTags', 'arn:aws:ec2:*:*:capacity-reservation/*', {
        when: { StringEquals: { 'ec2:CreateAction': 'CreateCapacityReservation' } },
      }),
    ],
  },
  {
    name: 'AutoScalingFullAccess',
    description: 'Everything in EC2 Auto Scaling.',
    version: 'v2',
    created: '2017-01-12T19:31:58Z',
    updated: '2018-02-06T21:59:13Z',
    statements: () => [
      allow('autoscaling:*'),
      allow('cloudwatch:PutMetricAlarm'),
      allow(`
        ec2: DescribeAccountAttributes DescribeAvailabilityZones DescribeImages DescribeInstanceAttribute
          DescribeInstances DescribeKeyPairs DescribeLaunchTemplateVersions DescribePlacementGroups
          DescribeSecurityGroups DescribeSpotInstanceRequests DescribeSubnets DescribeVpcClassicLink
      `),
      allow('elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeTargetGroups'),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: { StringEquals: { 'iam:AWSServiceName': 'autoscaling.amazonaws.com' } },
      }),
    ],
  },
  {
    name: 'AutoScalingReadOnlyAccess',
    description: 'EC2 Auto Scaling, to look at.',
    version: 'v1',
    created: '2017-01-12T19:39:35Z',
    updated: '2017-01-12T19:39:35Z',
    statements: () => [allow('autoscaling:Describe*')],
  },
  {
    name: 'AutoScalingServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'For the role by which EC2 Auto Scaling launches and ends instances.',
    version: 'v10',
    created: '2018-01-08T23:10:55Z',
    updated: '2025-11-12T18:19:06Z',
    statements: () => [
      allow(
        `
        ec2: AttachClassicLinkVpc CancelSpotInstanceRequests CreateReplaceRootVolumeTask CreateFleet CreateTags
          DeleteTags Describe* DetachClassicLinkVpc GetInstanceTypesFromInstanceRequirements GetSecurityGroupsForVpc
          ModifyInstanceAttribute RequestSpotInstances RunInstances StartInstances StopInstances TerminateInstances
      `,
        everything,
        { sid: 'EC2InstanceManagement' },
      ),
      allow('iam:PassRole', everything, {
        sid: 'EC2InstanceProfileManagement',
        when: { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } },
      }),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'EC2SpotManagement',
        when: { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } },
      }),
      allow('elasticloadbalancing: Register* Deregister* Describe*', everything, { sid: 'ELBManagement' }),
      allow('cloudwatch: DeleteAlarms DescribeAlarms GetMetricData PutMetricAlarm', everything, {
        sid: 'CWManagement',
      }),
      allow('sns:Publish', everything, { sid: 'SNSManagement' }),
      allow('events: PutRule PutTargets RemoveTargets DeleteRule', everything, {
        sid: 'EventBridgeRuleManagement',
        when: { StringEquals: { 'events:ManagedBy': 'autoscaling.amazonaws.com' } },
      }),
      allow('ssm:GetParameters', everything, { sid: 'SystemsManagerParameterManagement' }),
      allow('vpc-lattice: DeregisterTargets GetTargetGroup ListTargets ListTargetGroups RegisterTargets', everything, {
        sid: 'VpcLatticeManagement',
      }),
      allow('resource-groups:ListGroupResources', 'arn:*:resource-groups:*:*:group/*', {
        sid: 'ResourceGroupsManagement',
      }),
    ],
  },
];
