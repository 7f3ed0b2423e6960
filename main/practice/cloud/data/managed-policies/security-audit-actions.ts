/** What SecurityAudit allows on everything, by service. */
export const securityAuditActions = `
  a4b: ListSkills
  access-analyzer: GetAnalyzedResource GetAnalyzer GetArchiveRule GetFinding ListAnalyzedResources ListAnalyzers
    ListArchiveRules ListFindings ListTagsForResource
  account: GetAccountInformation GetAlternateContact GetPrimaryEmail GetRegionOptStatus
  acm-pca: DescribeCertificateAuthority DescribeCertificateAuthorityAuditReport GetPolicy ListCertificateAuthorities
    ListPermissions ListTags
  acm: Describe* List*
  airflow: GetEnvironment ListEnvironments
  appflow: ListFlows ListTagsForResource
  application-autoscaling: Describe*
  appmesh: Describe* List*
  apprunner: DescribeAutoScalingConfiguration DescribeCustomDomains DescribeObservabilityConfiguration DescribeService
    DescribeVpcConnector DescribeVpcIngressConnection ListAutoScalingConfigurations ListConnections
    ListObservabilityConfigurations ListOperations ListServices ListTagsForResource ListVpcConnectors
    ListVpcIngressConnections
  appsync: GetApiCache List*
  athena: GetWorkGroup List*
  auditmanager: GetAccountStatus ListAssessmentControlInsightsByControlDomain ListAssessmentFrameworks
    ListAssessmentFrameworkShareRequests ListAssessmentReports ListAssessments ListControlDomainInsights
    ListControlDomainInsightsByAssessment ListControlInsightsByControlDomain ListControls ListNotifications
    ListTagsForResource
  autoscaling-plans: DescribeScalingPlans
  autoscaling: Describe*
  backup: DescribeGlobalSettings DescribeRegionSettings GetBackupVaultAccessPolicy GetBackupVaultNotifications
    ListBackupVaults ListTags
  batch: DescribeComputeEnvironments DescribeJobDefinitions
  bedrock: GetAgentAlias GetAgentKnowledgeBase GetCustomModel GetFlowAlias GetFoundationModel
    GetFoundationModelAvailability GetImportedModel GetInferenceProfile GetIngestionJob GetKnowledgeBaseDocuments
    GetMarketplaceModelEndpoint GetModelCopyJob GetModelCustomizationJob GetModelImportJob
    GetModelInvocationLoggingConfiguration GetPromptRouter GetProvisionedModelThroughput ListAgentActionGroups
    ListAgentAliases ListAgentKnowledgeBases ListAgents ListAgentVersions ListCustomModels ListDataSources
    ListEvaluationJobs ListFlowAliases ListFlows ListFlowVersions ListFoundationModels ListGuardrails
    ListImportedModels ListInferenceProfiles ListIngestionJobs ListKnowledgeBases ListMarketplaceModelEndpoints
    ListModelCopyJobs ListModelCustomizationJobs ListModelImportJobs ListModelInvocationJobs ListPromptRouters
    ListPrompts ListProvisionedModelThroughputs ListTagsForResource
  braket: SearchJobs SearchQuantumTasks
  chime: List*
  cleanrooms: BatchGetCollaborationAnalysisTemplate BatchGetSchema BatchGetSchemaAnalysisRule GetAnalysisTemplate
    GetCollaboration GetCollaborationAnalysisTemplate GetCollaborationConfiguredAudienceModelAssociation
    GetCollaborationIdNamespaceAssociation GetCollaborationPrivacyBudgetTemplate GetConfiguredAudienceModelAssociation
    GetConfiguredTable GetConfiguredTableAnalysisRule GetConfiguredTableAssociation
    GetConfiguredTableAssociationAnalysisRule GetIdMappingTable GetIdNamespaceAssociation GetMembership
    GetPrivacyBudgetTemplate GetProtectedQuery GetSchema GetSchemaAnalysisRule ListAnalysisTemplates
    ListCollaborationAnalysisTemplates ListCollaborationConfiguredAudienceModelAssociations
    ListCollaborationIdNamespaceAssociations ListCollaborationPrivacyBudgets ListCollaborationPrivacyBudgetTemplates
    ListCollaborations ListConfiguredAudienceModelAssociations ListConfiguredTableAssociations ListConfiguredTables
    ListIdMappingTables ListIdNamespaceAssociations ListMembers ListMemberships ListPrivacyBudgets
    ListPrivacyBudgetTemplates ListProtectedQueries ListSchemas ListTagsForResource PreviewPrivacyImpact
  cloud9: Describe* ListEnvironments
  clouddirectory: ListDirectories
  cloudformation: DescribeStack* GetStackPolicy GetTemplate ListStack*
  cloudfront: Get* List*
  cloudsearch: DescribeDomainEndpointOptions DescribeDomains DescribeServiceAccessPolicies
  cloudtrail: DescribeTrails GetEventSelectors GetInsightSelectors GetTrail GetTrailStatus ListTags ListTrails
    LookupEvents
  cloudwatch: Describe* GetDashboard ListDashboards ListTagsForResource
  codeartifact: GetDomainPermissionsPolicy GetRepositoryPermissionsPolicy ListRepositories
  codebuild: BatchGetProjects GetResourcePolicy ListProjects ListSourceCredentials
  codecommit: BatchGetRepositories GetBranch GetObjectIdentifier GetRepository GetRepositoryTriggers List*
  codedeploy: Batch* Get* List*
  codepipeline: GetJobDetails GetPipeline GetPipelineExecution GetPipelineState ListPipelines
  codestar: Describe* List*
  cognito-identity: Describe* GetIdentityPoolRoles ListIdentityPools ListTagsForResource
  cognito-idp: Describe* ListDevices ListGroups ListIdentityProviders ListResourceServers ListTagsForResource
    ListUserImportJobs ListUserPoolClients ListUserPools ListUsers ListUsersInGroup
  cognito-sync: Describe* List*
  comprehend: Describe* List*
  comprehendmedical: ListICD10CMInferenceJobs ListPHIDetectionJobs ListRxNormInferenceJobs ListSNOMEDCTInferenceJobs
  config: BatchGetAggregateResourceConfig BatchGetResourceConfig Deliver* Describe* Get* List*
    SelectAggregateResourceConfig SelectResourceConfig
  connect: ListApprovedOrigins ListInstanceAttributes ListInstances ListInstanceStorageConfigs
    ListIntegrationAssociations ListLambdaFunctions ListLexBots ListSecurityKeys
  databrew: DescribeDataset DescribeProject ListJobs ListProjects
  dataexchange: ListDataSets
  datapipeline: DescribeObjects DescribePipelines EvaluateExpression GetPipelineDefinition ListPipelines QueryObjects
    ValidatePipelineDefinition
  datasync: Describe* List*
  dax: Describe* ListTags
  deepracer: ListModels
  detective: GetGraphIngestState ListGraphs ListMembers
  devicefarm: ListProjects
  directconnect: Describe*
  discovery: DescribeAgents DescribeConfigurations DescribeContinuousExports DescribeExportConfigurations
    DescribeExportTasks DescribeImportTasks
  dms: Describe* ListTagsForResource
  docdb-elastic: ListClusters
  ds: DescribeDirectories
  dynamodb: DescribeContinuousBackups DescribeExport DescribeGlobalTable DescribeKinesisStreamingDestination
    DescribeTable DescribeTimeToLive GetResourcePolicy ListBackups ListExports ListGlobalTables ListStreams ListTables
    ListTagsOfResource
  ec2: Describe* GetAllowedImagesSettings GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault
    GetImageBlockPublicAccessState GetInstanceMetadataDefaults GetManagedPrefixListAssociations
    GetManagedPrefixListEntries GetNetworkInsightsAccessScopeAnalysisFindings GetNetworkInsightsAccessScopeContent
    GetSerialConsoleAccessStatus GetSnapshotBlockPublicAccessState GetTransitGatewayAttachmentPropagations
    GetTransitGatewayMulticastDomainAssociations GetTransitGatewayPrefixListReferences
    GetTransitGatewayPrefixListReferences GetTransitGatewayRouteTableAssociations
    GetTransitGatewayRouteTablePropagations SearchTransitGatewayRoutes SearchTransitGatewayRoutes
  ecr-public: DescribeImages DescribeImageTags DescribeRegistries DescribeRepositories GetRegistryCatalogData
    GetRepositoryCatalogData GetRepositoryPolicy ListTagsForResource
  ecr: BatchGetRepositoryScanningConfiguration DescribeImages DescribeImageScanFindings DescribeRegistry
    DescribeRepositories GetLifecyclePolicy GetRegistryPolicy GetRegistryScanningConfiguration GetRepositoryPolicy
    ListImages ListTagsForResource
  ecs: Describe* List*
  eks: DescribeCluster DescribeFargateProfile DescribeNodeGroup ListAccessEntries ListAssociatedAccessPolicies
    ListClusters ListFargateProfiles ListNodeGroups ListTagsForResource ListUpdates
  elasticache: Describe* ListTagsForResource
  elasticbeanstalk: Describe* ListTagsForResource
  elasticfilesystem: DescribeAccessPoints DescribeAccountPreferences DescribeBackupPolicy DescribeFileSystemPolicy
    DescribeFileSystems DescribeLifecycleConfiguration DescribeMountTargets DescribeMountTargetSecurityGroups
    DescribeReplicationConfigurations DescribeTags
  elasticloadbalancing: Describe*
  elasticmapreduce: Describe* GetAutoTerminationPolicy GetBlockPublicAccessConfiguration GetManagedScalingPolicy
    ListClusters ListInstances ListSecurityConfigurations
  elastictranscoder: ListPipelines
  emr-serverless: GetApplication ListApplications ListJobRuns
  entityresolution: GetIdNamespace
  es: Describe* GetCompatibleVersions ListDomainNames ListElasticsearchInstanceTypeDetails ListElasticsearchVersions
    ListTags
  events: Describe* List* TestEventPattern
  finspace: ListEnvironments ListKxEnvironments
  firehose: Describe* List*
  fms: ListComplianceStatus ListPolicies
  forecast: ListDatasets
  frauddetector: GetDetectors
  fsx: Describe* List*
  gamelift: ListBuilds ListFleets
  geo: ListMaps
  glacier: DescribeVault GetDataRetrievalPolicy GetVaultAccessPolicy GetVaultLock ListVaults
  globalaccelerator: Describe* List*
  glue: GetCrawlers GetDatabases GetDataCatalogEncryptionSettings GetDevEndpoints GetJobs GetResourcePolicy
    GetSecurityConfiguration GetSecurityConfigurations GetTags
  grafana: ListWorkspaces
  greengrass: List*
  guardduty: DescribeMalwareScans DescribeOrganizationConfiguration DescribePublishingDestination Get* List*
  health: DescribeAffectedAccountsForOrganization DescribeAffectedEntities DescribeAffectedEntitiesForOrganization
    DescribeEntityAggregates DescribeEventAggregates DescribeEventDetails DescribeEventDetailsForOrganization
    DescribeEvents DescribeEventsForOrganization DescribeEventTypes DescribeHealthServiceStatusForOrganization
  healthlake: ListFHIRDatastores
  honeycode: ListTables
  iam: GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List* SimulateCustomPolicy
    SimulatePrincipalPolicy
  identitystore: DescribeGroupMembership GetGroupId GetGroupMembershipId GetUserId IsMemberInGroups
    ListGroupMemberships ListGroupMembershipsForMember ListGroups ListUsers
  inspector: Describe* Get* List* Preview*
  inspector2: BatchGetAccountStatus BatchGetFreeTrialInfo DescribeOrganizationConfiguration GetConfiguration
    GetDelegatedAdminAccount GetFindingsReportStatus GetMember ListAccountPermissions ListCoverage
    ListCoverageStatistics ListDelegatedAdminAccounts ListFilters ListFindingAggregations ListFindings
    ListTagsForResource ListUsageTotals
  iot: Describe* GetPolicy GetPolicyVersion List*
  iotanalytics: ListChannels
  iotevents: ListInputs
  iotfleetwise: ListModelManifests
  iotsitewise: DescribeGatewayCapabilityConfiguration ListAssetModels ListGateways
  iottwinmaker: ListWorkspaces
  kafka-cluster: Describe*
  kafka: Describe* GetBootstrapBrokers GetCompatibleKafkaVersions List*
  kafkaconnect: Describe* List*
  kendra: DescribeIndex ListDataSources ListIndices ListTagsForResource
  kinesis: DescribeLimits DescribeStream DescribeStreamConsumer DescribeStreamSummary ListShards ListStreamConsumers
    ListStreams ListTagsForStream
  kinesisanalytics: ListApplications ListTagsForResource
  kinesisvideo: DescribeEdgeConfiguration DescribeMappedResourceConfiguration DescribeMediaStorageConfiguration
    DescribeNotificationConfiguration DescribeSignalingChannel DescribeStream ListSignalingChannels ListStreams
    ListTagsForResource ListTagsForStream
  kms: Describe* Get* List*
  lambda: GetAccountSettings GetFunctionCodeSigningConfig GetFunctionConcurrency GetFunctionConfiguration
    GetFunctionEventInvokeConfig GetLayerVersionPolicy GetPolicy GetRuntimeManagementConfig List*
  lex: DescribeBot DescribeResourcePolicy ListBots
  license-manager: List*
  lightsail: GetBuckets GetContainerServices GetDisks GetDiskSnapshots GetInstances GetLoadBalancers
  logs: Describe* GetLogDelivery ListLogDeliveries ListTagsForResource ListTagsLogGroup
  lookoutequipment: ListDatasets
  lookoutmetrics: ListAnomalyDetectors
  lookoutvision: ListProjects
  m2: GetApplication GetEnvironment ListApplications ListEnvironments ListTagsForResource
  machinelearning: DescribeMLModels
  macie2: ListFindings
  managedblockchain: ListNetworks
  mechanicalturk: ListHITs
  mediaconnect: Describe* List*
  medialive: ListChannels
  mediapackage-vod: DescribePackagingGroup ListPackagingGroups
  mediapackage: DescribeOriginEndpoint ListOriginEndpoints
  mediastore: GetContainerPolicy GetCorsPolicy ListContainers
  memorydb: DescribeClusters
  mq: DescribeBroker DescribeBrokerEngineTypes DescribeBrokerInstanceOptions DescribeConfiguration
    DescribeConfigurationRevision DescribeUser ListBrokers ListConfigurationRevisions ListConfigurations ListTags
    ListUsers
  network-firewall: DescribeFirewall DescribeFirewallPolicy DescribeLoggingConfiguration DescribeResourcePolicy
    DescribeRuleGroup ListFirewallPolicies ListFirewalls ListRuleGroups
  networkmanager: DescribeGlobalNetworks
  nimble: ListStudios
  opsworks-cm: DescribeServers
  opsworks: DescribeStacks
  organizations: Describe* List*
  pcs: GetCluster GetComputeNodeGroup GetQueue ListClusters ListComputeNodeGroups ListQueues ListTagsForResource
  personalize: DescribeDatasetGroup ListDatasetGroups
  private-networks: ListNetworks
  profile: GetDomain ListDomains ListIntegrations
  qbusiness: ListApplications ListDataSources ListDataSourceSyncJobs ListDocuments ListGroups ListIndices ListPlugins
    ListRetrievers ListSubscriptions ListTagsForResource ListWebExperiences
  qldb: DescribeJournalS3Export DescribeLedger ListJournalS3Exports ListJournalS3ExportsForLedger ListLedgers
  quicksight: Describe* List*
  ram: GetResourceShares List*
  rds: Describe* DownloadDBLogFilePortion ListTagsForResource
  redshift-serverless: GetNamespace ListTagsForResource ListWorkgroups
  redshift: Describe*
  rekognition: Describe* List*
  resource-groups: ListGroupResources
  robomaker: Describe* List*
  rolesanywhere: GetCrl GetProfile GetSubject GetTrustAnchor ListCrls ListProfiles ListSubjects ListTagsForResource
    ListTrustAnchors
  route53: Get* List*
  route53domains: GetDomainDetail GetOperationDetail ListDomains ListOperations ListTagsForDomain
  route53resolver: Get* List*
  s3-object-lambda: GetObjectAcl GetObjectVersionAcl
  s3-outposts: ListEndpoints ListOutpostsWithS3 ListSharedEndpoints
  s3: DescribeJob GetAccelerateConfiguration GetAccessGrantsInstanceResourcePolicy GetAccessPoint
    GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda GetAccessPointPolicy
    GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda
    GetAccountPublicAccessBlock GetAnalyticsConfiguration GetBucket* GetEncryptionConfiguration
    GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetMultiRegionAccessPoint
    GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus GetObjectAcl GetObjectTagging
    GetObjectVersionAcl GetReplicationConfiguration GetStorageLensConfiguration GetStorageLensGroup ListAccessGrants
    ListAccessGrantsInstances ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets ListBucket
    ListCallerAccessGrants ListJobs ListMultiRegionAccessPoints ListStorageLensConfigurations ListStorageLensGroups
  s3express: GetBucketPolicy GetEncryptionConfiguration ListAllMyDirectoryBuckets
  s3tables: GetNamespace GetTableBucketMaintenanceConfiguration GetTableBucketPolicy GetTableMaintenanceConfiguration
    GetTablePolicy ListNamespaces ListTableBuckets ListTables
  sagemaker: Describe* List*
  schemas: DescribeCodeBinding DescribeDiscoverer DescribeRegistry DescribeSchema GetResourcePolicy ListDiscoverers
    ListRegistries ListSchemas ListSchemaVersions ListTagsForResource
  sdb: DomainMetadata ListDomains
  secretsmanager: DescribeSecret GetResourcePolicy ListSecrets ListSecretVersionIds
  securityhub: BatchGetAutomationRules BatchGetConfigurationPolicyAssociations BatchGetControlEvaluations
    BatchGetSecurityControls BatchGetStandardsControlAssociations Describe* Get* List*
  serverlessrepo: GetApplicationPolicy List*
  servicequotas: GetAssociationForServiceQuotaTemplate GetAWSDefaultServiceQuota GetRequestedServiceQuotaChange
    GetServiceQuota GetServiceQuotaIncreaseRequestFromTemplate ListAWSDefaultServiceQuotas
    ListRequestedServiceQuotaChangeHistory ListRequestedServiceQuotaChangeHistoryByQuota
    ListServiceQuotaIncreaseRequestsInTemplate ListServiceQuotas ListServices ListTagsForResource
  ses: Describe* GetAccount GetAccountSendingEnabled GetConfigurationSet GetConfigurationSetEventDestinations
    GetDedicatedIps GetEmailIdentity GetIdentityDkimAttributes GetIdentityPolicies GetIdentityVerificationAttributes
    ListConfigurationSets ListDedicatedIpPools ListIdentities ListIdentityPolicies ListReceiptFilters
    ListReceiptRuleSets ListVerifiedEmailAddresses
  shield: Describe* GetSubscriptionState List*
  snowball: ListClusters ListJobs
  sns: GetPlatformApplicationAttributes GetTopicAttributes ListSubscriptions ListSubscriptionsByTopic
    ListTagsForResource ListTopics
  sqs: GetQueueAttributes ListDeadLetterSourceQueues ListQueues ListQueueTags
  ssm: Describe* GetAutomationExecution GetServiceSetting ListAssociations ListAssociationVersions ListCommands
    ListComplianceItems ListComplianceSummaries ListDocumentMetadataHistory ListDocuments ListDocumentVersions
    ListInventoryEntries ListOpsMetadata ListResourceComplianceSummaries ListResourceDataSync ListTagsForResource
  sso: DescribeAccountAssignmentCreationStatus DescribeAccountAssignmentDeletionStatus DescribeApplication
    DescribeApplicationAssignment DescribeApplicationProvider DescribeInstance
    DescribeInstanceAccessControlAttributeConfiguration DescribePermissionSet DescribePermissionSetProvisioningStatus
    DescribeRegion DescribeTrustedTokenIssuer GetApplicationAccessScope GetApplicationAssignmentConfiguration
    GetApplicationAuthenticationMethod GetApplicationGrant GetApplicationSessionConfiguration
    GetInlinePolicyForPermissionSet GetPermissionsBoundaryForPermissionSet ListAccountAssignmentCreationStatus
    ListAccountAssignmentDeletionStatus ListAccountAssignments ListAccountAssignmentsForPrincipal
    ListAccountsForProvisionedPermissionSet ListApplicationAccessScopes ListApplicationAssignments
    ListApplicationAssignmentsForPrincipal ListApplicationAuthenticationMethods ListApplicationGrants
    ListApplicationInstanceCertificates ListApplicationInstances ListApplicationProviders ListApplications
    ListApplicationTemplates ListCustomerManagedPolicyReferencesInPermissionSet ListDirectoryAssociations
    ListInstances ListManagedPoliciesInPermissionSet ListPermissionSetProvisioningStatus ListPermissionSets
    ListPermissionSetsProvisionedToAccount ListProfileAssociations ListProfiles ListRegions ListTagsForResource
    ListTrustedTokenIssuers
  sso-directory: ListExternalIdPConfigurationsForDirectory
  states: DescribeStateMachine ListStateMachines
  storagegateway: DescribeBandwidthRateLimit DescribeCache DescribeCachediSCSIVolumes DescribeGatewayInformation
    DescribeMaintenanceStartTime DescribeNFSFileShares DescribeSnapshotSchedule DescribeStorediSCSIVolumes
    DescribeTapeArchives DescribeTapeRecoveryPoints DescribeTapes DescribeUploadBuffer DescribeVTLDevices
    DescribeWorkingStorage List*
  sts: GetAccessKeyInfo
  support: DescribeTrustedAdvisorCheckRefreshStatuses DescribeTrustedAdvisorCheckResult DescribeTrustedAdvisorChecks
    DescribeTrustedAdvisorCheckSummaries
  synthetics: DescribeCanaries DescribeCanariesLastRun DescribeRuntimeVersions GetCanary GetCanaryRuns GetGroup
    ListAssociatedGroups ListGroupResources ListGroups ListTagsForResource
  tag: GetResources GetTagKeys
  transcribe: GetCallAnalyticsCategory GetMedicalVocabulary GetVocabulary GetVocabularyFilter
    ListCallAnalyticsCategories ListCallAnalyticsJobs ListLanguageModels ListMedicalTranscriptionJobs
    ListMedicalVocabularies ListTagsForResource ListTranscriptionJobs ListVocabularies ListVocabularyFilters
  transfer: Describe* List*
  translate: List*
  trustedadvisor: Describe*
  voiceid: DescribeDomain
  waf-regional: GetWebACL ListResourcesForWebACL ListTagsForResource ListWebACLs
  waf: GetWebACL ListTagsForResource ListWebACLs
  wafv2: GetLoggingConfiguration GetWebACL GetWebACLForResource ListAvailableManagedRuleGroups ListIPSets
    ListLoggingConfigurations ListRegexPatternSets ListResourcesForWebACL ListRuleGroups ListTagsForResource
    ListWebACLs
  wisdom: GetAssistant
  workdocs: DescribeResourcePermissions
  workspaces: Describe*
  xray: GetEncryptionConfig GetGroup GetGroups GetSamplingRules GetSamplingTargets GetTraceSummaries
    ListTagsForResource
`;
