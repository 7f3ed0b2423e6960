import { allow, everything, type PolicyRow } from './statements.ts';

/** Networks, load balancers and names, and the job of looking after them. */
export const networkPolicies: readonly PolicyRow[] = [
  {
    name: 'NetworkAdministrator',
    path: '/job-function/',
    description: 'For people who build networks: VPCs, load balancers, name service, private lines.',
    version: 'v15',
    created: '2016-11-10T17:31:35Z',
    updated: '2026-02-12T17:59:36Z',
    statements: () => [
      allow(
        `
        autoscaling:Describe*
        cloudfront:ListDistributions
        cloudwatch: DeleteAlarms DescribeAlarms GetMetricStatistics PutMetricAlarm
        directconnect:*
        ec2: AcceptVpcEndpointConnections AllocateAddress AssignIpv6Addresses AssignPrivateIpAddresses
          AssociateAddress AssociateDhcpOptions AssociateRouteTable AssociateSubnetCidrBlock AssociateVpcCidrBlock
          AttachInternetGateway AttachNetworkInterface AttachVpnGateway CreateCarrierGateway CreateCustomerGateway
          CreateDefaultSubnet CreateDefaultVpc CreateDhcpOptions CreateEgressOnlyInternetGateway CreateFlowLogs
          CreateInternetGateway CreateNatGateway CreateNetworkAcl CreateNetworkAclEntry CreateNetworkInterface
          CreateNetworkInterfacePermission CreatePlacementGroup CreateRoute CreateRouteTable CreateSecurityGroup
          CreateSubnet CreateTags CreateVpc CreateVpcEndpoint CreateVpcEndpointConnectionNotification
          CreateVpcEndpointServiceConfiguration CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway
          DeleteCarrierGateway DeleteEgressOnlyInternetGateway DeleteFlowLogs DeleteNatGateway DeleteNetworkInterface
          DeleteNetworkInterfacePermission DeletePlacementGroup DeleteSubnet DeleteTags DeleteVpc
          DeleteVpcEndpointConnectionNotifications DeleteVpcEndpointServiceConfigurations DeleteVpcEndpoints
          DeleteVpnConnection DeleteVpnConnectionRoute DeleteVpnGateway DescribeAccountAttributes DescribeAddresses
          DescribeAvailabilityZones DescribeCarrierGateways DescribeClassicLinkInstances DescribeCustomerGateways
          DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeFlowLogs DescribeInstances
          DescribeInternetGateways DescribeIpv6Pools DescribeKeyPairs DescribeMovingAddresses DescribeNatGateways
          DescribeNetworkAcls DescribeNetworkInterfaceAttribute DescribeNetworkInterfacePermissions
          DescribeNetworkInterfaces DescribePlacementGroups DescribePrefixLists DescribePublicIpv4Pools
          DescribeRouteTables DescribeSecurityGroupReferences DescribeSecurityGroupRules DescribeSecurityGroups
          DescribeStaleSecurityGroups DescribeSubnets DescribeTags DescribeVpcAttribute DescribeVpcClassicLink
          DescribeVpcClassicLinkDnsSupport DescribeVpcEndpointConnectionNotifications DescribeVpcEndpointConnections
          DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions DescribeVpcEndpointServices
          DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConnections DescribeVpnGateways
          DetachInternetGateway DetachNetworkInterface DetachVpnGateway DisableVgwRoutePropagation
          DisableVpcClassicLinkDnsSupport DisassociateAddress DisassociateRouteTable DisassociateSubnetCidrBlock
          DisassociateVpcCidrBlock EnableVgwRoutePropagation EnableVpcClassicLinkDnsSupport
          GetVpnConnectionDeviceSampleConfiguration GetVpnConnectionDeviceTypes GetVpnTunnelReplacementStatus
          ModifyNetworkInterfaceAttribute ModifySecurityGroupRules ModifySubnetAttribute ModifyVpcAttribute
          ModifyVpcEndpoint ModifyVpcEndpointConnectionNotification ModifyVpcEndpointServiceConfiguration
          ModifyVpcEndpointServicePermissions ModifyVpcPeeringConnectionOptions ModifyVpcTenancy ModifyVpnConnection
          ModifyVpnConnectionOptions ModifyVpnTunnelCertificate ModifyVpnTunnelOptions MoveAddressToVpc
          RejectVpcEndpointConnections ReleaseAddress ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute
          ReplaceRouteTableAssociation ReplaceVpnTunnel ResetNetworkInterfaceAttribute RestoreAddressToClassic
          UnassignIpv6Addresses UnassignPrivateIpAddresses UpdateSecurityGroupRuleDescriptionsEgress
          UpdateSecurityGroupRuleDescriptionsIngress
        elasticbeanstalk: Describe* List* RequestEnvironmentInfo RetrieveEnvironmentInfo
        elasticloadbalancing:*
        logs: DescribeLogGroups DescribeLogStreams GetLogEvents
        route53:*
        route53domains:*
        sns: CreateTopic ListSubscriptionsByTopic ListTopics
      `,
        everything,
        { sid: 'AllowDefaultNetworkAdminActions' },
      ),
      allow(
        `
        ec2: AcceptVpcPeeringConnection AssociateSecurityGroupVpc AttachClassicLinkVpc AuthorizeSecurityGroupEgress
          AuthorizeSecurityGroupIngress CreateVpcPeeringConnection DeleteCustomerGateway DeleteDhcpOptions
          DeleteInternetGateway DeleteNetworkAcl DeleteNetworkAclEntry DeleteRoute DeleteRouteTable
          DeleteSecurityGroup DeleteVolume DeleteVpcPeeringConnection DescribeSecurityGroupVpcAssociations
          DetachClassicLinkVpc DisableVpcClassicLink DisassociateSecurityGroupVpc EnableVpcClassicLink
          GetConsoleScreenshot GetSecurityGroupsForVpc RejectVpcPeeringConnection RevokeSecurityGroupEgress
          RevokeSecurityGroupIngress
      `,
        everything,
        { sid: 'AllowVPCPermissions' },
      ),
      allow(
        `
        ec2: CreateLocalGatewayRoute CreateLocalGatewayRouteTableVpcAssociation DeleteLocalGatewayRoute
          DeleteLocalGatewayRouteTableVpcAssociation DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations
          DescribeLocalGatewayRouteTableVpcAssociations DescribeLocalGatewayRouteTables
          DescribeLocalGatewayVirtualInterfaceGroups DescribeLocalGatewayVirtualInterfaces DescribeLocalGateways
          SearchLocalGatewayRoutes
      `,
        everything,
        { sid: 'AllowLocalGatewayPermissions' },
      ),
      allow('s3:GetBucketLocation s3:GetBucketWebsite s3:ListBucket', everything, { sid: 'DiscoverBuckets' }),
      allow('iam:GetRole iam:ListRoles iam:PassRole', 'arn:aws:iam::*:role/flow-logs-*', {
        sid: 'DiscoverFlowLogRoles',
      }),
      allow('networkmanager:*', everything, { sid: 'NetworkmanagerPermissions' }),
      allow(
        `
        ec2: AcceptTransitGatewayVpcAttachment AssociateTransitGatewayRouteTable CreateTransitGateway
          CreateTransitGatewayRoute CreateTransitGatewayRouteTable CreateTransitGatewayVpcAttachment
          DeleteTransitGateway DeleteTransitGatewayRoute DeleteTransitGatewayRouteTable
          DeleteTransitGatewayVpcAttachment DescribeTransitGatewayAttachments DescribeTransitGatewayRouteTables
          DescribeTransitGateways DescribeTransitGatewayVpcAttachments DisableTransitGatewayRouteTablePropagation
          DisassociateTransitGatewayRouteTable EnableTransitGatewayRouteTablePropagation ExportTransitGatewayRoutes
          GetTransitGatewayAttachmentPropagations GetTransitGatewayRouteTableAssociations
          GetTransitGatewayRouteTablePropagations ModifyTransitGateway ModifyTransitGatewayVpcAttachment
          RejectTransitGatewayVpcAttachment ReplaceTransitGatewayRoute SearchTransitGatewayRoutes
      `,
        everything,
        { sid: 'TransitGatewayPermissions' },
      ),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'AllowTransitGatewaySLRCreation',
        when: { StringLike: { 'iam:AWSServiceName': ['transitgateway.amazonaws.com'] } },
      }),
    ],
  },
  {
    name: 'AmazonVPCFullAccess',
    description: 'Everything about virtual networks.',
    version: 'v13',
    created: '2015-02-06T18:41:16Z',
    updated: '2026-02-12T18:00:44Z',
    statements: () => [
      allow(
        `
        ec2: AcceptVpcPeeringConnection AcceptVpcEndpointConnections AllocateAddress AssignIpv6Addresses
          AssignPrivateIpAddresses AssociateAddress AssociateDhcpOptions AssociateRouteTable AssociateSecurityGroupVpc
          AssociateSubnetCidrBlock AssociateVpcCidrBlock AttachClassicLinkVpc AttachInternetGateway
          AttachNetworkInterface AttachVpnGateway AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress
          CreateCarrierGateway CreateCustomerGateway CreateDefaultSubnet CreateDefaultVpc CreateDhcpOptions
          CreateEgressOnlyInternetGateway CreateFlowLogs CreateInternetGateway
          CreateLocalGatewayRouteTableVpcAssociation CreateNatGateway CreateNetworkAcl CreateNetworkAclEntry
          CreateNetworkInterface CreateNetworkInterfacePermission CreateRoute CreateRouteTable CreateSecurityGroup
          CreateSubnet CreateTags CreateVpc CreateVpcEndpoint CreateVpcEndpointConnectionNotification
          CreateVpcEndpointServiceConfiguration CreateVpcPeeringConnection CreateVpnConnection
          CreateVpnConnectionRoute CreateVpnGateway DeleteCarrierGateway DeleteCustomerGateway DeleteDhcpOptions
          DeleteEgressOnlyInternetGateway DeleteFlowLogs DeleteInternetGateway
          DeleteLocalGatewayRouteTableVpcAssociation DeleteNatGateway DeleteNetworkAcl DeleteNetworkAclEntry
          DeleteNetworkInterface DeleteNetworkInterfacePermission DeleteRoute DeleteRouteTable DeleteSecurityGroup
          DeleteSubnet DeleteTags DeleteVpc DeleteVpcEndpoints DeleteVpcEndpointConnectionNotifications
          DeleteVpcEndpointServiceConfigurations DeleteVpcPeeringConnection DeleteVpnConnection
          DeleteVpnConnectionRoute DeleteVpnGateway DescribeAccountAttributes DescribeAddresses
          DescribeAvailabilityZones DescribeCarrierGateways DescribeClassicLinkInstances DescribeCustomerGateways
          DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeFlowLogs DescribeInstances
          DescribeInternetGateways DescribeIpv6Pools DescribeLocalGatewayRouteTables
          DescribeLocalGatewayRouteTableVpcAssociations DescribeKeyPairs DescribeMovingAddresses DescribeNatGateways
          DescribeNetworkAcls DescribeNetworkInterfaceAttribute DescribeNetworkInterfacePermissions
          DescribeNetworkInterfaces DescribePrefixLists DescribeRouteTables DescribeSecurityGroupReferences
          DescribeSecurityGroupRules DescribeSecurityGroups DescribeSecurityGroupVpcAssociations
          DescribeStaleSecurityGroups DescribeSubnets DescribeTags DescribeVpcAttribute DescribeVpcClassicLink
          DescribeVpcClassicLinkDnsSupport DescribeVpcEndpointConnectionNotifications DescribeVpcEndpointConnections
          DescribeVpcEndpoints DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions
          DescribeVpcEndpointServices DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConnections
          DescribeVpnGateways DetachClassicLinkVpc DetachInternetGateway DetachNetworkInterface DetachVpnGateway
          DisableVgwRoutePropagation DisableVpcClassicLink DisableVpcClassicLinkDnsSupport DisassociateAddress
          DisassociateRouteTable DisassociateSecurityGroupVpc DisassociateSubnetCidrBlock DisassociateVpcCidrBlock
          EnableVgwRoutePropagation EnableVpcClassicLink EnableVpcClassicLinkDnsSupport GetSecurityGroupsForVpc
          ModifyNetworkInterfaceAttribute ModifySecurityGroupRules ModifySubnetAttribute ModifyVpcAttribute
          ModifyVpcEndpoint ModifyVpcEndpointConnectionNotification ModifyVpcEndpointServiceConfiguration
          ModifyVpcEndpointServicePermissions ModifyVpcPeeringConnectionOptions ModifyVpcTenancy MoveAddressToVpc
          RejectVpcEndpointConnections RejectVpcPeeringConnection ReleaseAddress ReplaceNetworkAclAssociation
          ReplaceNetworkAclEntry ReplaceRoute ReplaceRouteTableAssociation ResetNetworkInterfaceAttribute
          RestoreAddressToClassic RevokeSecurityGroupEgress RevokeSecurityGroupIngress UnassignIpv6Addresses
          UnassignPrivateIpAddresses UpdateSecurityGroupRuleDescriptionsEgress
          UpdateSecurityGroupRuleDescriptionsIngress
      `,
        everything,
        { sid: 'AmazonVPCFullAccess' },
      ),
    ],
  },
  {
    name: 'AmazonVPCReadOnlyAccess',
    description: 'Virtual networks, to look at.',
    version: 'v12',
    created: '2015-02-06T18:41:17Z',
    updated: '2026-02-12T17:58:19Z',
    statements: () => [
      allow(
        `
        ec2: DescribeAccountAttributes DescribeAddresses DescribeCarrierGateways DescribeClassicLinkInstances
          DescribeCustomerGateways DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeFlowLogs
          DescribeInternetGateways DescribeLocalGatewayRouteTables DescribeLocalGatewayRouteTableVpcAssociations
          DescribeMovingAddresses DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaceAttribute
          DescribeNetworkInterfacePermissions DescribeNetworkInterfaces DescribePrefixLists DescribeRouteTables
          DescribeSecurityGroupReferences DescribeSecurityGroupRules DescribeSecurityGroups
          DescribeSecurityGroupVpcAssociations DescribeStaleSecurityGroups DescribeSubnets DescribeTags
          DescribeVpcAttribute DescribeVpcClassicLink DescribeVpcClassicLinkDnsSupport DescribeVpcEndpoints
          DescribeVpcEndpointConnectionNotifications DescribeVpcEndpointConnections
          DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions DescribeVpcEndpointServices
          DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConnections DescribeVpnGateways
          GetSecurityGroupsForVpc
      `,
        everything,
        { sid: 'AmazonVPCReadOnlyAccess' },
      ),
    ],
  },
  {
    name: 'ElasticLoadBalancingFullAccess',
    description: 'Everything about load balancers.',
    version: 'v9',
    created: '2018-09-20T20:42:07Z',
    updated: '2026-02-23T18:57:07Z',
    statements: () => [
      allow('elasticloadbalancing:*'),
      allow(`
        ec2: DescribeAccountAttributes DescribeAddresses DescribeInternetGateways DescribeSecurityGroups
          DescribeSubnets DescribeVpcs DescribeVpcClassicLink DescribeInstances DescribeNetworkInterfaces
          DescribeClassicLinkInstances DescribeRouteTables DescribeCoipPools GetCoipPoolUsage GetSecurityGroupsForVpc
          DescribeVpcPeeringConnections DescribeAvailabilityZones
        cognito-idp:DescribeUserPoolClient
      `),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
      }),
      allow('arc-zonal-shift:*', 'arn:aws:elasticloadbalancing:*:*:loadbalancer/*'),
      allow('arc-zonal-shift:ListManagedResources arc-zonal-shift:ListZonalShifts'),
    ],
  },
  {
    name: 'ElasticLoadBalancingReadOnly',
    description: 'Load balancers, to look at.',
    version: 'v3',
    created: '2018-09-20T20:17:09Z',
    updated: '2023-11-26T18:15:46Z',
    statements: () => [
      allow('elasticloadbalancing:Describe* elasticloadbalancing:Get*', everything, { sid: 'Statement1' }),
      allow('ec2:DescribeInstances ec2:DescribeClassicLinkInstances ec2:DescribeSecurityGroups', everything, {
        sid: 'Statement2',
      }),
      allow('arc-zonal-shift:GetManagedResource', 'arn:aws:elasticloadbalancing:*:*:loadbalancer/*', {
        sid: 'Statement3',
      }),
      allow('arc-zonal-shift:ListManagedResources arc-zonal-shift:ListZonalShifts', everything, { sid: 'Statement4' }),
    ],
  },
  {
    name: 'AmazonRoute53FullAccess',
    description: 'Everything about names and domains.',
    version: 'v7',
    created: '2015-02-06T18:40:54Z',
    updated: '2026-02-12T18:00:40Z',
    statements: () => [
      allow(`
        route53:*
        route53domains:*
        cloudfront: ListDistributions GetDistributionTenantByDomain GetConnectionGroup
        cloudwatch: DescribeAlarms GetMetricStatistics GetMetricData
        ec2: DescribeVpcs DescribeVpcEndpoints DescribeRegions
        elasticloadbalancing:DescribeLoadBalancers
        elasticbeanstalk:DescribeEnvironments
        es: ListDomainNames DescribeDomains
        lightsail:GetContainerServices
        s3: ListBucket GetBucketLocation GetBucketWebsite
        sns: ListTopics ListSubscriptionsByTopic
        tag:GetResources
      `),
      allow('apigateway:GET', 'arn:aws:apigateway:*::/domainnames'),
    ],
  },
];
