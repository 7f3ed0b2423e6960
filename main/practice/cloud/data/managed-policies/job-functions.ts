import { allow, everything, type PolicyRow } from './statements.ts';

/** Policies made for a job rather than for a service. */
export const jobFunctionsPolicies: readonly PolicyRow[] = [
  {
    name: 'SystemAdministrator',
    path: '/job-function/',
    description: 'For people who set up and run machines, networks and logs.',
    version: 'v12',
    created: '2016-11-10T17:23:56Z',
    updated: '2026-02-12T18:02:37Z',
    statements: () => [
      allow(`
        acm: Describe* Get* List* Request* Resend*
        autoscaling:*
        cloudtrail: DescribeTrails GetTrailStatus ListPublicKeys ListTags LookupEvents StartLogging StopLogging
        cloudwatch:*
        codecommit: BatchGetRepositories CreateBranch CreateRepository Get* GitPull GitPush List* Put* Test* Update*
        codedeploy:*
        codepipeline:*
        config:*
        ds:*
        ec2: Allocate* AssignPrivateIpAddresses* Associate* Allocate* AttachInternetGateway AttachNetworkInterface
          AttachVpnGateway Bundle* Cancel* Copy* CreateCustomerGateway CreateDhcpOptions CreateFlowLogs CreateImage
          CreateInstanceExportTask CreateInternetGateway CreateKeyPair CreateLaunchTemplate
          CreateLaunchTemplateVersion CreateNatGateway CreateNetworkInterface CreatePlacementGroup
          CreateReservedInstancesListing CreateRoute CreateRouteTable CreateSecurityGroup CreateSnapshot
          CreateSpotDatafeedSubscription CreateSubnet CreateTags CreateVolume CreateVpc CreateVpcEndpoint
          CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway DeleteFlowLogs DeleteKeyPair
          DeleteLaunchTemplate DeleteLaunchTemplateVersions DeleteNatGateway DeleteNetworkInterface
          DeletePlacementGroup DeleteSnapshot DeleteSpotDatafeedSubscription DeleteSubnet DeleteTags DeleteVpc
          DeleteVpcEndpoints DeleteVpnConnection DeleteVpnConnectionRoute DeleteVpnGateway DeregisterImage Describe*
          DetachInternetGateway DetachNetworkInterface DetachVpnGateway DisableVgwRoutePropagation
          DisableVpcClassicLinkDnsSupport DisassociateAddress DisassociateRouteTable EnableVgwRoutePropagation
          EnableVolumeIO EnableVpcClassicLinkDnsSupport GetConsoleOutput GetHostReservationPurchasePreview
          GetLaunchTemplateData GetPasswordData GetSecurityGroupsForVpc Import* Modify* MonitorInstances
          MoveAddressToVpc Purchase* RegisterImage Release* Replace* ReportInstanceStatus Request* Reset*
          RestoreAddressToClassic RunScheduledInstances UnassignPrivateIpAddresses UnmonitorInstances
          UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress
        elasticloadbalancing:*
        events:*
        iam: GetAccount* GetContextKeys* GetCredentialReport ListAccountAliases ListGroups ListOpenIDConnectProviders
          ListPolicies ListPoliciesGrantingServiceAccess ListRoles ListSAMLProviders ListServerCertificates Simulate*
          UpdateServerCertificate UpdateSigningCertificate
        kinesis: ListStreams PutRecord
        kms: CreateAlias CreateKey DeleteAlias Describe* GenerateRandom Get* List* Encrypt ReEncrypt*
        lambda: Create* Delete* Get* InvokeFunction List* PublishVersion Update*
        logs:*
        rds: Describe* ListTagsForResource
        rolesanywhere: GetCrl GetProfile GetSubject GetTrustAnchor ListCrls ListProfiles ListSubjects
          ListTagsForResource ListTrustAnchors PutNotificationSettings ResetNotificationSettings
        route53:*
        route53domains:*
        ses:*
        sns:*
        sqs:*
        trustedadvisor:*
      `),
      allow(`
        ec2: AcceptVpcPeeringConnection AttachClassicLinkVpc AttachVolume AuthorizeSecurityGroupEgress
          AuthorizeSecurityGroupIngress CreateVpcPeeringConnection DeleteCustomerGateway DeleteDhcpOptions
          DeleteInternetGateway DeleteNetworkAcl* DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteVolume
          DeleteVpcPeeringConnection DetachClassicLinkVpc DetachVolume DisableVpcClassicLink EnableVpcClassicLink
          GetConsoleScreenshot RebootInstances RejectVpcPeeringConnection RevokeSecurityGroupEgress
          RevokeSecurityGroupIngress RunInstances StartInstances StopInstances TerminateInstances
      `),
      allow('s3:*'),
      allow(`
        iam: GetAccessKeyLastUsed GetGroup* GetInstanceProfile GetLoginProfile GetOpenIDConnectProvider GetPolicy*
          GetRole* GetSAMLProvider GetSSHPublicKey GetServerCertificate GetServiceLastAccessed* GetUser*
          ListAccessKeys ListAttached* ListEntitiesForPolicy ListGroupPolicies ListGroupsForUser ListInstanceProfiles*
          ListMFADevices ListPolicyVersions ListRolePolicies ListSSHPublicKeys ListSigningCertificates
          ListUserPolicies Upload*
      `),
      allow('iam:GetRole iam:ListRoles iam:PassRole', [
        'arn:aws:iam::*:role/rds-monitoring-role',
        'arn:aws:iam::*:role/ec2-sysadmin-*',
        'arn:aws:iam::*:role/ecr-sysadmin-*',
        'arn:aws:iam::*:role/lambda-sysadmin-*',
      ]),
    ],
  },
  {
    name: 'DatabaseAdministrator',
    path: '/job-function/',
    description: 'For people who set up and run databases.',
    version: 'v5',
    created: '2016-11-10T17:25:43Z',
    updated: '2026-02-12T18:02:20Z',
    statements: () => [
      allow(`
        cloudwatch: DeleteAlarms Describe* DisableAlarmActions EnableAlarmActions Get* List* PutMetricAlarm
        datapipeline: ActivatePipeline CreatePipeline DeletePipeline DescribeObjects DescribePipelines
          GetPipelineDefinition ListPipelines PutPipelineDefinition QueryObjects
        dynamodb:*
        ec2: DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeInternetGateways
          DescribeSecurityGroups DescribeSubnets DescribeVpcs
        elasticache:*
        iam: ListRoles GetRole
        kms:ListKeys
        lambda: CreateEventSourceMapping CreateFunction DeleteEventSourceMapping DeleteFunction
          GetFunctionConfiguration ListEventSourceMappings ListFunctions
        logs: DescribeLogGroups DescribeLogStreams FilterLogEvents GetLogEvents Create* PutLogEvents PutMetricFilter
        pi: CreatePerformanceAnalysisReport DeletePerformanceAnalysisReport DescribeDimensionKeys
          GetDimensionKeyDetails GetPerformanceAnalysisReport GetResourceMetadata GetResourceMetrics
          ListAvailableResourceDimensions ListAvailableResourceMetrics ListPerformanceAnalysisReports
          ListTagsForResource TagResource UntagResource
        rds:*
        redshift:*
        s3:CreateBucket
        sns: CreateTopic DeleteTopic Get* List* SetTopicAttributes Subscribe Unsubscribe
      `),
      allow(`
        s3: AbortMultipartUpload DeleteObject* Get* List* PutAccelerateConfiguration PutBucketTagging
          PutBucketVersioning PutBucketWebsite PutLifecycleConfiguration PutReplicationConfiguration PutObject*
          Replicate* RestoreObject
      `),
      allow('iam:PassRole', [
        'arn:aws:iam::*:role/rds-monitoring-role',
        'arn:aws:iam::*:role/rdbms-lambda-access',
        'arn:aws:iam::*:role/lambda_exec_role',
        'arn:aws:iam::*:role/lambda-dynamodb-*',
        'arn:aws:iam::*:role/lambda-vpc-execution-role',
        'arn:aws:iam::*:role/DataPipelineDefaultRole',
        'arn:aws:iam::*:role/DataPipelineDefaultResourceRole',
      ]),
    ],
  },
  {
    name: 'Billing',
    path: '/job-function/',
    description: 'For people who look after bills, budgets and payment.',
    version: 'v28',
    created: '2016-11-10T17:33:18Z',
    updated: '2026-04-08T17:12:18Z',
    statements: () => [
      allow(
        `
        account:GetAccountInformation
        aws-portal: *Billing *PaymentMethods *Usage
        billing: CreateBillingView DeleteBillingView GetBillingData GetBillingDetails GetBillingNotifications
          GetBillingPreferences GetBillingView GetContractInformation GetCredits GetIAMAccessPreference
          GetSellerOfRecord ListBillingViews PutContractInformation RedeemCredits GetResourcePolicy
          ListSourceViewsForBillingView ListTagsForResource TagResource UntagResource UpdateBillingPreferences
          UpdateBillingView UpdateIAMAccessPreference
        budgets: CreateBudgetAction DeleteBudgetAction DescribeBudgetActionsForBudget DescribeBudgetAction
          DescribeBudgetActionsForAccount DescribeBudgetActionHistories ExecuteBudgetAction ModifyBudget
          UpdateBudgetAction ViewBudget
        ce: CreateCostCategoryDefinition CreateNotificationSubscription CreateReport DeleteCostCategoryDefinition
          DeleteNotificationSubscription DeleteReport DescribeCostCategoryDefinition GetCostAndUsage
          ListCostAllocationTags ListCostCategoryDefinitions ListCostCategoryResourceAssociations ListTagsForResource
          TagResource UpdateCostAllocationTagsStatus UpdateNotificationSubscription UpdatePreferences UpdateReport
          UpdateCostCategoryDefinition UntagResource StartCostAllocationTagBackfill
          ListCostAllocationTagBackfillHistory GetTags GetDimensionValues
        consolidatedbilling: GetAccountBillingRole ListLinkedAccounts
        cur: DeleteReportDefinition DescribeReportDefinitions GetClassicReport GetClassicReportPreferences
          GetUsageReport ModifyReportDefinition PutClassicReportPreferences PutReportDefinition
          ValidateReportDestination
        freetier: GetFreeTierAlertPreference GetFreeTierUsage PutFreeTierAlertPreference
        invoicing: BatchGetInvoiceProfile CreateInvoiceUnit DeleteInvoiceUnit GetInvoiceEmailDeliveryPreferences
          GetInvoicePDF GetInvoiceUnit GetInvoiceCorrection ListInvoiceSummaries ListInvoiceUnits
          CreateProcurementPortalPreference GetProcurementPortalPreference PutProcurementPortalPreference
          UpdateProcurementPortalPreferenceStatus ListProcurementPortalPreferences DeleteProcurementPortalPreference
          ListTagsForResource ListInvoiceCorrections StartInvoiceCorrection PutInvoiceEmailDeliveryPreferences
          TagResource UntagResource UpdateInvoiceUnit
        mapcredits: ListQuarterSpend ListAssociatedPrograms ListQuarterCredits
        payments: CreateFinancingApplication CreatePaymentInstrument DeletePaymentInstrument GetFinancingApplication
          GetFinancingLine GetFinancingLineWithdrawal GetFinancingOption GetPaymentInstrument GetPaymentStatus
          ListFinancingApplications ListFinancingLines ListFinancingLineWithdrawals ListPaymentPreferences
          ListPaymentProgramOptions ListPaymentProgramStatus ListTagsForResource ListPaymentInstruments MakePayment
          TagResource UntagResource UpdateFinancingApplication UpdatePaymentInstrument UpdatePaymentPreferences
        pricing:DescribeServices
        purchase-orders: AddPurchaseOrder DeletePurchaseOrder GetPurchaseOrder ListPurchaseOrderInvoices
          ListPurchaseOrders ListTagsForResource ModifyPurchaseOrders TagResource UntagResource UpdatePurchaseOrder
          UpdatePurchaseOrderStatus ViewPurchaseOrders
        support: CreateCase AddAttachmentsToSet
        sustainability:GetCarbonFootprintSummary
        tax: BatchPutTaxRegistration DeleteTaxRegistration GetExemptions GetTaxInheritance GetTaxInterview
          GetTaxRegistration GetTaxRegistrationDocument ListTaxRegistrations PutTaxInheritance PutTaxInterview
          PutTaxRegistration UpdateExemptions
      `,
        everything,
        { sid: 'VisualEditor0' },
      ),
    ],
  },
  {
    name: 'SupportUser',
    path: '/job-function/',
    description: 'For people who look into problems and open support cases.',
    version: 'v11',
    created: '2016-11-10T17:21:53Z',
    updated: '2026-02-12T18:03:12Z',
    statements: () => [
      allow(`
        support:*
        acm: DescribeCertificate GetCertificate List*
        acm-pca: DescribeCertificateAuthority ListCertificateAuthorities
        apigateway:GET
        autoscaling:Describe*
        aws-marketplace:ViewSubscriptions
        cloudformation: Describe* Get* List* EstimateTemplateCost
        cloudfront: Get* List*
        cloudsearch: Describe* List*
        cloudtrail: DescribeTrails GetTrailStatus LookupEvents ListTags ListPublicKeys
        cloudwatch: Describe* Get* List*
        codecommit: BatchGetRepositories Get* List*
        codedeploy: Batch* Get* List*
        codepipeline: AcknowledgeJob AcknowledgeThirdPartyJob ListActionTypes ListPipelines PollForJobs
          PollForThirdPartyJobs GetPipelineState GetPipeline
        cognito-identity: List* LookupDeveloperIdentity Describe*
        cognito-idp: DescribeResourceServer DescribeRiskConfiguration DescribeUserImportJob DescribeUserPool
          DescribeUserPoolDomain List*
        cognito-sync: Describe* GetBulkPublishDetails GetCognitoEvents GetIdentityPoolConfiguration List*
        config: DescribeConfigurationRecorders DescribeConfigurationRecorderStatus DescribeConfigRuleEvaluationStatus
          DescribeConfigRules DescribeDeliveryChannels DescribeDeliveryChannelStatus GetResourceConfigHistory
          ListDiscoveredResources
        datapipeline: DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines QueryObjects
          ReportTaskProgress ReportTaskRunnerHeartbeat
        devicefarm: List* Get*
        directconnect:Describe*
        discovery: Describe* ListConfigurations
        dms: Describe* List*
        ds: DescribeDirectories DescribeSnapshots GetDirectoryLimits GetSnapshotLimits ListAuthorizedApplications
        dynamodb: DescribeLimits DescribeTable ListTables
        ec2: Describe* DescribeHosts describeIdentityIdFormat DescribeIdFormat DescribeInstanceAttribute
          DescribeNatGateways DescribeReservedInstancesModifications DescribeTags SearchLocalGatewayRoutes
        ecr: GetRepositoryPolicy BatchCheckLayerAvailability DescribeRepositories ListImages
        ecs: Describe* List*
        elasticache: Describe* List*
        elasticbeanstalk: Check* Describe* List* RequestEnvironmentInfo RetrieveEnvironmentInfo
          ValidateConfigurationSettings
        elasticfilesystem:Describe*
        elasticloadbalancing:Describe*
        elasticmapreduce: Describe* List*
        elastictranscoder: List* ReadJob
        elasticfilesystem:DescribeFileSystems
        es: Describe* List* ESHttpGet ESHttpHead
        events: DescribeRule List* TestEventPattern
        firehose: Describe* List*
        gamelift: List* Describe*
        glacier: ListVaults DescribeVault DescribeJob Get* List*
        iam: GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List*
        importexport: GetStatus ListJobs
        inspector: Describe* List*
        iot: Describe* Get* List*
        kinesisanalytics: DescribeApplication DiscoverInputSchema GetApplicationState ListApplications
        kinesis: Describe* Get* List*
        kms: Describe* Get* List*
        lambda: List* Get*
        logs: Describe* TestMetricFilter
        machinelearning: Describe* Get*
        opsworks:Describe*
        rds: Describe* ListTagsForResource
        redshift:Describe*
        rolesanywhere: GetCrl GetProfile GetSubject GetTrustAnchor ListCrls ListProfiles ListSubjects
          ListTagsForResource ListTrustAnchors
        route53: Get* List*
        route53domains: CheckDomainAvailability GetDomainDetail GetOperationDetail List*
        s3:List*
        sdb: GetAttributes List* Select*
        servicecatalog: SearchProducts DescribeProduct DescribeProductView ListLaunchPaths
          DescribeProvisioningParameters ListRecordHistory DescribeRecord ScanProvisionedProducts
        ses: Get* List*
        sns: Get* List*
        sqs: GetQueueAttributes GetQueueUrl ListQueues ReceiveMessage
        ssm: List* Describe*
        storagegateway: Describe* List*
        swf: Count* Describe* Get* List*
        waf: Get* List*
        workdocs:Describe*
        workmail: Describe* Get*
        workspaces:Describe*
      `),
    ],
  },
  {
    name: 'DataScientist',
    path: '/job-function/',
    description: 'For people who run analyses over large data.',
    version: 'v5',
    created: '2016-11-10T17:28:48Z',
    updated: '2019-12-03T16:48:34Z',
    statements: () => [
      allow(`
        autoscaling:*
        cloudwatch:*
        cloudformation: CreateStack DescribeStackEvents
        datapipeline: Describe* ListPipelines GetPipelineDefinition QueryObjects
        dynamodb:*
        ec2: CancelSpotInstanceRequests CancelSpotFleetRequests CreateTags DeleteTags Describe* ModifyImageAttribute
          ModifyInstanceAttribute ModifySpotFleetRequest RequestSpotInstances RequestSpotFleet
        elasticfilesystem:*
        elasticmapreduce:*
        es:*
        firehose:*
        fsx:DescribeFileSystems
        iam: GetInstanceProfile GetRole GetPolicy GetPolicyVersion ListRoles
        kinesis:*
        kms:List*
        lambda: Create* Delete* Get* InvokeFunction PublishVersion Update* List*
        machinelearning:*
        sdb:*
        rds:*
        sns: ListSubscriptions ListTopics
        logs: DescribeLogStreams GetLogEvents
        redshift:*
        s3:CreateBucket
        sns: CreateTopic Get* List*
      `),
      allow(`
        s3: Abort* DeleteObject Get* List* PutAccelerateConfiguration PutBucketCors PutBucketLogging
          PutBucketNotification PutBucketTagging PutObject Replicate* RestoreObject
      `),
      allow('ec2:RunInstances ec2:TerminateInstances'),
      allow('iam:PassRole', [
        'arn:aws:iam::*:role/DataPipelineDefaultRole',
        'arn:aws:iam::*:role/DataPipelineDefaultResourceRole',
        'arn:aws:iam::*:role/EMR_EC2_DefaultRole',
        'arn:aws:iam::*:role/EMR_DefaultRole',
        'arn:aws:iam::*:role/kinesis-*',
      ]),
      allow('iam:PassRole', everything, {
        when: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      }),
      allow('sagemaker:*', {
        allBut: [
          'arn:aws:sagemaker:*:*:domain/*',
          'arn:aws:sagemaker:*:*:user-profile/*',
          'arn:aws:sagemaker:*:*:app/*',
          'arn:aws:sagemaker:*:*:flow-definition/*',
        ],
      }),
      allow(`
        sagemaker: CreatePresignedDomainUrl DescribeDomain ListDomains DescribeUserProfile ListUserProfiles *App
          ListApps
      `),
      allow('sagemaker:*FlowDefinition sagemaker:*FlowDefinitions', everything, {
        when: { StringEqualsIfExists: { 'sagemaker:WorkteamType': ['private-crowd', 'vendor-crowd'] } },
      }),
    ],
  },
];
