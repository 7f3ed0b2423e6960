/** The second half of what ReadOnlyAccess allows, by service. */
export const readOnlyActionsSecond = `
  kafka: Describe* DescribeCluster DescribeClusterOperation DescribeClusterV2 DescribeConfiguration
    DescribeConfigurationRevision Get* GetBootstrapBrokers GetCompatibleKafkaVersions List* ListClusterOperations
    ListClusters ListClustersV2 ListConfigurationRevisions ListConfigurations ListKafkaVersions ListNodes
    ListTagsForResource
  kafkaconnect: DescribeConnector DescribeCustomPlugin DescribeWorkerConfiguration ListConnectors ListCustomPlugins
    ListWorkerConfigurations
  kendra: BatchGetDocumentStatus DescribeDataSource DescribeExperience DescribeFaq DescribeIndex
    DescribePrincipalMapping DescribeQuerySuggestionsBlockList DescribeQuerySuggestionsConfig DescribeThesaurus
    GetQuerySuggestions GetSnapshots ListDataSources ListDataSourceSyncJobs ListEntityPersonas ListExperienceEntities
    ListExperiences ListFaqs ListGroupsOlderThanOrderingId ListIndices ListQuerySuggestionsBlockLists
    ListTagsForResource ListThesauri Query
  kinesis: Describe* Get* List*
  kinesisanalytics: Describe* Discover* Get* List*
  kinesisvideo: Describe* Get* List*
  kms: Describe* Get* List*
  lakeformation: DescribeResource GetDataCellsFilter GetDataLakeSettings GetEffectivePermissionsForPath GetLfTag
    GetResourceLfTags ListDataCellsFilter ListLfTags ListPermissions ListResources ListTableStorageOptimizers
    SearchDatabasesByLfTags SearchTablesByLfTags
  lambda: Get* List*
  launchwizard: DescribeAdditionalNode DescribeProvisionedApp DescribeProvisioningEvents DescribeSettingsSet
    GetDeployment GetInfrastructureSuggestion GetIpAddress GetResourceCostEstimate GetResourceRecommendation
    GetSettingsSet GetWorkload GetWorkloadAsset GetWorkloadAssets GetWorkloadDeploymentPattern ListAdditionalNodes
    ListAllowedResources ListDeploymentEvents ListDeployments ListProvisionedApps ListResourceCostEstimates
    ListSettingsSets ListTagsForResource ListWorkloadDeploymentOptions ListWorkloadDeploymentPatterns ListWorkloads
  lex: DescribeBot DescribeBotAlias DescribeBotChannel DescribeBotLocale DescribeBotReplica DescribeBotVersion
    DescribeExport DescribeImport DescribeIntent DescribeResourcePolicy DescribeSlot DescribeSlotType Get*
    ListBotAliases ListBotAliasReplicas ListBotChannels ListBotLocales ListBotReplicas ListBots ListBotVersionReplicas
    ListBotVersions ListBuiltInIntents ListBuiltInSlotTypes ListExports ListImports ListIntents ListSlots
    ListSlotTypes ListTagsForResource
  license-manager: Get* List*
  lightsail: GetActiveNames GetAlarms GetAutoSnapshots GetBlueprints GetBucketAccessKeys GetBucketBundles
    GetBucketMetricData GetBuckets GetBundles GetCertificates GetCloudFormationStackRecords GetContainerAPIMetadata
    GetContainerImages GetContainerServiceDeployments GetContainerServiceMetricData GetContainerServicePowers
    GetContainerServices GetDisk GetDisks GetDiskSnapshot GetDiskSnapshots GetDistributionBundles
    GetDistributionLatestCacheReset GetDistributionMetricData GetDistributions GetDomain GetDomains
    GetExportSnapshotRecords GetInstance GetInstanceMetricData GetInstancePortStates GetInstances GetInstanceSnapshot
    GetInstanceSnapshots GetInstanceState GetKeyPair GetKeyPairs GetLoadBalancer GetLoadBalancerMetricData
    GetLoadBalancers GetLoadBalancerTlsCertificates GetOperation GetOperations GetOperationsForResource GetRegions
    GetRelationalDatabase GetRelationalDatabaseBlueprints GetRelationalDatabaseBundles GetRelationalDatabaseEvents
    GetRelationalDatabaseLogEvents GetRelationalDatabaseLogStreams GetRelationalDatabaseMetricData
    GetRelationalDatabaseParameters GetRelationalDatabases GetRelationalDatabaseSnapshot
    GetRelationalDatabaseSnapshots GetStaticIp GetStaticIps Is*
  logs: Describe* FilterLogEvents Get* ListAggregateLogGroupSummaries ListAnomalies ListEntitiesForLogGroup
    ListIntegrations ListLogAnomalyDetectors ListLogDeliveries ListLogGroupsForEntity ListLogGroupsForQuery
    ListScheduledQueries ListSourcesForS3TableIntegration ListTagsForResource ListTagsLogGroup StartLiveTail
    StartQuery StopLiveTail StopQuery TestMetricFilter
  lookoutequipment: DescribeDataIngestionJob DescribeDataset DescribeInferenceScheduler DescribeLabel
    DescribeLabelGroup DescribeModel DescribeModelVersion DescribeResourcePolicy DescribeRetrainingScheduler
    ListDataIngestionJobs ListDatasets ListInferenceEvents ListInferenceExecutions ListInferenceSchedulers
    ListLabelGroups ListLabels ListModels ListModelVersions ListRetrainingSchedulers ListSensorStatistics
    ListTagsForResource
  lookoutmetrics: Describe* Get* List*
  lookoutvision: DescribeDataset DescribeModel DescribeModelPackagingJob DescribeProject ListDatasetEntries
    ListModelPackagingJobs ListModels ListProjects ListTagsForResource
  m2: GetApplication GetApplicationVersion GetBatchJobExecution GetDataSetDetails GetDataSetImportTask GetDeployment
    GetEnvironment ListApplications ListApplicationVersions ListBatchJobDefinitions ListBatchJobExecutions
    ListDataSetImportHistory ListDataSets ListDeployments ListEngineVersions ListEnvironments ListTagsForResource
  machinelearning: Describe* Get*
  macie2: BatchGetCustomDataIdentifiers DescribeBuckets DescribeClassificationJob DescribeOrganizationConfiguration
    GetAdministratorAccount GetAllowList GetAutomatedDiscoveryConfiguration GetBucketStatistics
    GetClassificationExportConfiguration GetClassificationScope GetCustomDataIdentifier GetFindings GetFindingsFilter
    GetFindingsPublicationConfiguration GetFindingStatistics GetInvitationsCount GetMacieSession GetMember
    GetResourceProfile GetRevealConfiguration GetSensitiveDataOccurrencesAvailability GetSensitivityInspectionTemplate
    GetUsageStatistics GetUsageTotals ListAllowLists ListAutomatedDiscoveryAccounts ListClassificationJobs
    ListClassificationScopes ListCustomDataIdentifiers ListFindings ListFindingsFilters ListInvitations ListMembers
    ListOrganizationAdminAccounts ListResourceProfileArtifacts ListResourceProfileDetections
    ListSensitivityInspectionTemplates ListTagsForResource SearchResources
  managedblockchain: GetMember GetNetwork GetNode GetProposal ListInvitations ListMembers ListNetworks ListNodes
    ListProposals ListProposalVotes ListTagsForResource
  mediaconnect: DescribeFlow DescribeFlowSourceMetadata DescribeFlowSourceThumbnail DescribeGateway
    DescribeGatewayInstance DescribeOffering DescribeReservation DiscoverGatewayPollEndpoint GetRouterInput
    GetRouterNetworkInterface GetRouterOutput ListBridges ListEntitlements ListFlows ListGatewayInstances ListGateways
    ListOfferings ListReservations ListRouterInputs ListRouterNetworkInterfaces ListRouterOutputs ListTagsForResource
  mediaconvert: DescribeEndpoints Get* List* Probe SearchJobs
  medialive: DescribeAccountConfiguration DescribeChannel DescribeChannelPlacementGroup DescribeCluster DescribeInput
    DescribeInputDevice DescribeInputDeviceThumbnail DescribeInputSecurityGroup DescribeMultiplex
    DescribeMultiplexProgram DescribeNetwork DescribeOffering DescribeReservation DescribeSchedule
    GetCloudWatchAlarmTemplate GetCloudWatchAlarmTemplateGroup GetEventBridgeRuleTemplate
    GetEventBridgeRuleTemplateGroup GetSignalMap ListChannels ListCloudWatchAlarmTemplateGroups
    ListCloudWatchAlarmTemplates ListEventBridgeRuleTemplateGroups ListEventBridgeRuleTemplates ListInputDevices
    ListInputDeviceTransfers ListInputs ListInputSecurityGroups ListMultiplexes ListMultiplexPrograms ListOfferings
    ListReservations ListSignalMaps ListTagsForResource
  mediapackage-vod: Describe* List*
  mediapackage: Describe* List*
  mediapackagev2: GetChannel GetChannelGroup GetChannelPolicy GetHeadObject GetObject GetOriginEndpoint
    GetOriginEndpointPolicy ListChannelGroups ListChannels ListOriginEndpoints ListTagsForResource
  mediastore: DescribeContainer DescribeObject GetContainerPolicy GetCorsPolicy GetLifecyclePolicy GetMetricPolicy
    GetObject ListContainers ListItems ListTagsForResource
  memorydb: DescribeAcls DescribeClusters DescribeEngineVersions DescribeEvents DescribeMultiRegionClusters
    DescribeMultiRegionParameterGroups DescribeMultiRegionParameters DescribeParameterGroups DescribeParameters
    DescribeReservedNodes DescribeReservedNodesOfferings DescribeServiceUpdates DescribeSnapshots DescribeSubnetGroups
    DescribeUsers ListAllowedMultiRegionClusterUpdates ListAllowedNodeTypeUpdates ListTags
  mgh: Describe* GetHomeRegion List*
  mgn: DescribeJobLogItems DescribeJobs DescribeLaunchConfigurationTemplates DescribeReplicationConfigurationTemplates
    DescribeSourceServers DescribeVcenterClients GetLaunchConfiguration GetReplicationConfiguration ListApplications
    ListSourceServerActions ListTemplateActions ListWaves
  mobileanalytics: Get*
  mobiletargeting: Get* List*
  monitron: GetProject GetProjectAdminUser ListProjects ListTagsForResource
  mpa: GetApprovalTeam GetIdentitySource GetPolicyVersion GetResourcePolicy GetSession ListApprovalTeams
    ListIdentitySources ListPolicies ListPolicyVersions ListResourcePolicies ListSessions ListTagsForResource
  mq: Describe* List*
  network-firewall: DescribeFirewall DescribeFirewallPolicy DescribeLoggingConfiguration DescribeProxy
    DescribeProxyConfiguration DescribeProxyRule DescribeProxyRuleGroup DescribeResourcePolicy DescribeRuleGroup
    DescribeRuleGroupMetadata DescribeTLSInspectionConfiguration ListFirewallPolicies ListFirewalls ListProxies
    ListProxyConfigurations ListProxyRuleGroups ListRuleGroups ListTagsForResource ListTLSInspectionConfigurations
  networkflowmonitor: GetMonitor GetScope ListMonitors ListScopes
  networkmanager: DescribeGlobalNetworks GetConnectAttachment GetConnections GetConnectPeer GetConnectPeerAssociations
    GetCoreNetwork GetCoreNetworkChangeEvents GetCoreNetworkChangeSet GetCoreNetworkPolicy
    GetCustomerGatewayAssociations GetDevices GetLinkAssociations GetLinks GetNetworkResourceCounts
    GetNetworkResourceRelationships GetNetworkResources GetNetworkRoutes GetNetworkTelemetry GetResourcePolicy
    GetRouteAnalysis GetSites GetSiteToSiteVpnAttachment GetTransitGatewayConnectPeerAssociations
    GetTransitGatewayPeering GetTransitGatewayRegistrations GetTransitGatewayRouteTableAttachment GetVpcAttachment
    ListAttachmentRoutingPolicyAssociations ListAttachments ListConnectPeers ListCoreNetworkPolicyVersions
    ListCoreNetworkPrefixListAssociations ListCoreNetworkRoutingInformation ListCoreNetworks ListPeerings
    ListTagsForResource
  networkmonitor: GetMonitor GetProbe ListMonitors ListTagsForResource
  nimble: GetEula GetFeatureMap GetLaunchProfile GetLaunchProfileDetails GetLaunchProfileInitialization
    GetLaunchProfileMember GetStreamingImage GetStreamingSession GetStudio GetStudioComponent GetStudioMember
    ListEulaAcceptances ListEulas ListLaunchProfileMembers ListLaunchProfiles ListStreamingImages
    ListStreamingSessions ListStudioComponents ListStudioMembers ListStudios ListTagsForResource
  notifications-contacts: GetEmailContact ListEmailContacts ListTagsForResource
  notifications: GetEventRule GetFeatureOptInStatus GetManagedNotificationChildEvent
    GetManagedNotificationConfiguration GetManagedNotificationEvent GetNotificationConfiguration GetNotificationEvent
    GetNotificationsAccessForOrganization List*
  oam: GetLink GetSink GetSinkPolicy ListAttachedLinks ListLinks ListSinks
  observabilityadmin: GetCentralizationRuleForOrganization GetS3TableIntegration GetTelemetryEnrichmentStatus
    GetTelemetryEvaluationStatus GetTelemetryEvaluationStatusForOrganization GetTelemetryPipeline GetTelemetryRule
    GetTelemetryRuleForOrganization ListCentralizationRulesForOrganization ListResourceTelemetry
    ListResourceTelemetryForOrganization ListS3TableIntegrations ListTagsForResource ListTelemetryPipelines
    ListTelemetryRules ListTelemetryRulesForOrganization TestTelemetryPipeline ValidateTelemetryPipelineConfiguration
  omics: Get* List*
  one: GetDeviceConfigurationTemplate GetDeviceInstance GetDeviceInstanceConfiguration GetSite GetSiteAddress
    ListDeviceConfigurationTemplates ListDeviceInstances ListSites ListUsers
  opsworks-cm: Describe* List*
  opsworks: Describe* Get*
  organizations: Describe* List*
  osis: GetPipeline GetPipelineBlueprint GetPipelineChangeProgress ListPipelineBlueprints ListPipelines
    ListTagsForResource
  outposts: Get* List*
  payment-cryptography: GetAlias GetKey GetPublicKeyCertificate ListAliases ListKeys ListTagsForResource
  payments: GetPaymentInstrument GetPaymentStatus ListPaymentInstruments ListPaymentPreferences
    ListPaymentProgramOptions ListPaymentProgramStatus ListTagsForResource
  pca-connector-ad: GetConnector GetDirectoryRegistration GetServicePrincipalName GetTemplate
    GetTemplateGroupAccessControlEntry ListConnectors ListDirectoryRegistrations ListServicePrincipalNames
    ListTagsForResource ListTemplateGroupAccessControlEntries ListTemplates
  pca-connector-scep: GetChallengeMetadata GetConnector ListChallengeMetadata ListConnectors ListTagsForResource
  pcs: GetCluster GetComputeNodeGroup GetQueue ListClusters ListComputeNodeGroups ListQueues ListTagsForResource
  personalize: Describe* Get* List*
  pi: DescribeDimensionKeys GetDimensionKeyDetails GetResourceMetadata GetResourceMetrics
    ListAvailableResourceDimensions ListAvailableResourceMetrics
  pipes: DescribePipe ListPipes ListTagsForResource
  polly: Describe* Get* List* SynthesizeSpeech
  pricing: DescribeServices GetAttributeValues GetPriceListFileUrl GetProducts ListPriceLists
  proton: GetDeployment GetEnvironment GetEnvironmentTemplate GetEnvironmentTemplateVersion GetService
    GetServiceInstance GetServiceTemplate GetServiceTemplateVersion ListDeployments ListEnvironmentAccountConnections
    ListEnvironments ListEnvironmentTemplates ListServiceInstances ListServices ListServiceTemplates
    ListTagsForResource
  purchase-orders: GetPurchaseOrder ListPurchaseOrderInvoices ListPurchaseOrders ViewPurchaseOrders
  qbusiness: GetApplication GetChatControlsConfiguration GetDataSource GetGroup GetIndex GetPlugin GetRetriever
    GetUser GetWebExperience ListApplications ListDataSources ListDataSourceSyncJobs ListGroups ListIndices
    ListPlugins ListRetrievers ListSubscriptions ListTagsForResource ListWebExperiences
  qldb: DescribeJournalKinesisStream DescribeJournalS3Export DescribeLedger GetBlock GetDigest GetRevision
    ListJournalKinesisStreamsForLedger ListJournalS3Exports ListJournalS3ExportsForLedger ListLedgers
    ListTagsForResource
  ram: Get* List*
  rbin: GetRule ListRules ListTagsForResource
  rds: Describe* Download* List*
  redshift-serverless: GetCustomDomainAssociation GetEndpointAccess GetNamespace GetRecoveryPoint GetResourcePolicy
    GetScheduledAction GetSnapshot GetTableRestoreStatus GetUsageLimit GetWorkgroup ListCustomDomainAssociations
    ListEndpointAccess ListNamespaces ListRecoveryPoints ListScheduledActions ListSnapshotCopyConfigurations
    ListSnapshots ListTableRestoreStatus ListTagsForResource ListUsageLimits ListWorkgroups
  redshift: Describe* GetReservedNodeExchangeOfferings ListRecommendations View*
  refactor-spaces: GetApplication GetEnvironment GetResourcePolicy GetRoute GetService ListApplications
    ListEnvironments ListEnvironmentVpcs ListRoutes ListServices ListTagsForResource
  rekognition: CompareFaces DescribeDataset DescribeProjects DescribeProjectVersions DescribeStreamProcessor Detect*
    GetCelebrityInfo GetCelebrityRecognition GetContentModeration GetFaceDetection GetFaceSearch GetLabelDetection
    GetPersonTracking GetSegmentDetection GetTextDetection List* RecognizeCelebrities Search*
  resiliencehub: DescribeApp DescribeAppAssessment DescribeAppVersion DescribeAppVersionAppComponent
    DescribeAppVersionResource DescribeAppVersionResourcesResolutionStatus DescribeAppVersionTemplate
    DescribeDraftAppVersionResourcesImportStatus DescribeMetricsExport DescribeResiliencyPolicy
    DescribeResourceGroupingRecommendationTask ListAlarmRecommendations ListAppAssessmentComplianceDrifts
    ListAppAssessmentResourceDrifts ListAppAssessments ListAppComponentCompliances ListAppComponentRecommendations
    ListAppInputSources ListApps ListAppVersionAppComponents ListAppVersionResourceMappings ListAppVersionResources
    ListAppVersions ListMetrics ListRecommendationTemplates ListResiliencyPolicies ListResourceGroupingRecommendations
    ListSopRecommendations ListSuggestedResiliencyPolicies ListTagsForResource ListTestRecommendations
    ListUnsupportedAppVersionResources
  resource-explorer-2: BatchGetView GetAccountLevelServiceConfiguration GetDefaultView GetIndex GetManagedView
    GetResourceExplorerSetup GetServiceIndex GetServiceView GetView ListIndexes ListIndexesForMembers ListManagedViews
    ListServiceIndexes ListServiceViews ListStreamingAccessForServices ListSupportedResourceTypes ListTagsForResource
    ListViews Search
  resource-groups: Get* List* Search*
  robomaker: BatchDescribe* Describe* Get* List*
  rolesanywhere: GetCrl GetProfile GetSubject GetTrustAnchor ListCrls ListProfiles ListSubjects ListTagsForResource
    ListTrustAnchors
  route53-recovery-cluster: Get* ListRoutingControls
  route53-recovery-control-config: Describe* GetResourcePolicy List*
  route53-recovery-readiness: Get* List*
  route53: Get* List* Test*
  route53domains: Check* Get* List* View*
  route53globalresolver: GetAccessSource GetDNSView GetFirewallDomainList GetFirewallRule GetGlobalResolver
    GetHostedZoneAssociation GetManagedFirewallDomainList ListAccessSources ListAccessTokens ListDNSViews
    ListFirewallDomainLists ListFirewallDomains ListFirewallRules ListGlobalResolvers ListHostedZoneAssociations
    ListManagedFirewallDomainLists
  route53profiles: GetProfile GetProfileAssociation GetProfileResourceAssociation ListProfileAssociations
    ListProfileResourceAssociations ListProfiles ListTagsForResource
  route53resolver: Get* List*
  rum: GetAppMonitor GetAppMonitorData ListAppMonitors
  s3-object-lambda: GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectVersion
    GetObjectVersionAcl GetObjectVersionTagging ListBucket ListBucketMultipartUploads ListBucketVersions
    ListMultipartUploadParts
  s3-outposts: GetAccessPoint GetAccessPointPolicy GetBucket GetBucketPolicy GetBucketTagging GetBucketVersioning
    GetLifecycleConfiguration GetObject GetObjectTagging GetObjectVersion GetObjectVersionForReplication
    GetObjectVersionTagging GetReplicationConfiguration ListAccessPoints ListBucket ListBucketMultipartUploads
    ListBucketVersions ListEndpoints ListMultipartUploadParts ListOutpostsWithS3 ListRegionalBuckets
    ListSharedEndpoints
  s3: DescribeJob Get* List*
  s3express: GetAccessPoint GetAccessPointPolicy GetAccessPointScope GetBucketPolicy GetEncryptionConfiguration
    GetLifecycleConfiguration ListAccessPointsForDirectoryBuckets ListAllMyDirectoryBuckets ListTagsForResource
  s3tables: GetNamespace GetTable GetTableBucket GetTableBucketEncryption GetTableBucketMaintenanceConfiguration
    GetTableBucketPolicy GetTableBucketReplication GetTableBucketStorageClass GetTableData GetTableEncryption
    GetTableMaintenanceConfiguration GetTableMaintenanceJobStatus GetTableMetadataLocation GetTablePolicy
    GetTableRecordExpirationConfiguration GetTableRecordExpirationJobStatus GetTableReplication
    GetTableReplicationStatus GetTableStorageClass ListNamespaces ListTableBuckets ListTables ListTagsForResource
  s3vectors: GetIndex GetVectorBucket GetVectorBucketPolicy GetVectors ListIndexes ListVectorBuckets ListVectors
    QueryVectors
  sagemaker: Describe* GetSearchSuggestions List* Search
  savingsplans: DescribeSavingsPlanRates DescribeSavingsPlans DescribeSavingsPlansOfferingRates
    DescribeSavingsPlansOfferings ListTagsForResource
  scheduler: GetSchedule GetScheduleGroup ListScheduleGroups ListSchedules ListTagsForResource
  schemas: Describe* Get* List* Search*
  sdb: Get* List* Select*
  secretsmanager: Describe* GetResourcePolicy List*
  securityhub: BatchGetAutomationRules BatchGetConfigurationPolicyAssociations BatchGetControlEvaluations
    BatchGetSecurityControls BatchGetStandardsControlAssociations Describe* Get* List*
  securitylake: GetDataLakeExceptionSubscription GetDataLakeOrganizationConfiguration GetDataLakeSources GetSubscriber
    ListDataLakeExceptions ListDataLakes ListLogSources ListSubscribers ListTagsForResource
  serverlessrepo: Get* List* SearchApplications
  servicecatalog: Describe* GetApplication GetAttributeGroup List* Scan* Search*
  servicediscovery: DiscoverInstances DiscoverInstancesRevision Get* List*
  servicequotas: GetAssociationForServiceQuotaTemplate GetAutoManagementConfiguration GetAWSDefaultServiceQuota
    GetQuotaUtilizationReport GetRequestedServiceQuotaChange GetServiceQuota
    GetServiceQuotaIncreaseRequestFromTemplate ListAWSDefaultServiceQuotas ListRequestedServiceQuotaChangeHistory
    ListRequestedServiceQuotaChangeHistoryByQuota ListServiceQuotaIncreaseRequestsInTemplate ListServiceQuotas
    ListServices StartQuotaUtilizationReport
  ses: BatchGetMetricData Describe* Get* List*
  shield: Describe* Get* List*
  signer: DescribeSigningJob GetSigningPlatform GetSigningProfile ListProfilePermissions ListSigningJobs
    ListSigningPlatforms ListSigningProfiles ListTagsForResource
  signin: ListTrustedIdentityPropagationApplicationsForConsole
  sms-voice: DescribeAccountAttributes DescribeAccountLimits DescribeConfigurationSets DescribeKeywords
    DescribeOptedOutNumbers DescribeOptOutLists DescribePhoneNumbers DescribePools DescribeProtectConfigurations
    DescribeRegistrationAttachments DescribeRegistrationFieldDefinitions DescribeRegistrationFieldValues
    DescribeRegistrations DescribeRegistrationSectionDefinitions DescribeRegistrationTypeDefinitions
    DescribeRegistrationVersions DescribeSenderIds DescribeSpendLimits DescribeVerifiedDestinationNumbers
    ListPoolOriginationIdentities ListTagsForResource
  snowball: Describe* Get* List*
  sns: Check* Get* List*
  sqs: Get* List* Receive*
  ssm-contacts: DescribeEngagement DescribePage GetContact GetContactChannel ListContactChannels ListContacts
    ListEngagements ListPageReceipts ListPagesByContact ListPagesByEngagement
  ssm-incidents: GetIncidentRecord GetReplicationSet GetResourcePolicies GetResponsePlan GetTimelineEvent
    ListIncidentRecords ListRelatedItems ListReplicationSets ListResponsePlans ListTagsForResource ListTimelineEvents
  ssm-quicksetup: GetConfiguration GetConfigurationManager GetServiceSettings ListConfigurationManagers
    ListConfigurations ListQuickSetupTypes ListTagsForResource
  ssm-sap: GetApplication GetComponent GetConfigurationCheckOperation GetDatabase GetOperation GetResourcePermission
    ListApplications ListComponents ListConfigurationCheckDefinitions ListConfigurationCheckOperations ListDatabases
    ListOperationEvents ListOperations ListSubCheckResults ListSubCheckRuleResults ListTagsForResource
  ssm: Describe* Get* List*
  sso-directory: Describe* List* Search*
  sso: Describe* Get* List*
  states: Describe* GetExecutionHistory List* ValidateStateMachineDefinition
  storagegateway: Describe* List*
  sts: GetAccessKeyInfo GetCallerIdentity GetSessionToken
  support: DescribeAttachment DescribeCaseAttributes DescribeCases DescribeCommunication DescribeCommunications
    DescribeCreateCaseOptions DescribeIssueTypes DescribeServices DescribeSeverityLevels DescribeSupportedLanguages
    DescribeSupportLevel DescribeTrustedAdvisorCheckRefreshStatuses DescribeTrustedAdvisorCheckResult
    DescribeTrustedAdvisorChecks DescribeTrustedAdvisorCheckSummaries SearchForCases
  supportplans: GetSupportPlan GetSupportPlanUpdateStatus ListSupportPlanModifiers
  sustainability: GetCarbonFootprintSummary
  swf: Count* Describe* Get* List*
  synthetics: Describe* Get* List*
  tag: DescribeReportCreation Get*
  tax: GetExemptions GetTaxInheritance GetTaxInterview GetTaxRegistration GetTaxRegistrationDocument
    ListTaxRegistrations
  timestream: DescribeBatchLoadTask DescribeDatabase DescribeEndpoints DescribeTable ListBatchLoadTasks ListDatabases
    ListMeasures ListTables ListTagsForResource
  tnb: GetSolFunctionInstance GetSolFunctionPackage GetSolFunctionPackageContent GetSolFunctionPackageDescriptor
    GetSolNetworkInstance GetSolNetworkOperation GetSolNetworkPackage GetSolNetworkPackageContent
    GetSolNetworkPackageDescriptor ListSolFunctionInstances ListSolFunctionPackages ListSolNetworkInstances
    ListSolNetworkOperations ListSolNetworkPackages ListTagsForResource
  transcribe: Get* List*
  transfer: Describe* List* TestIdentityProvider
  transform-custom: GetCampaign GetKnowledgeItem ListKnowledgeItems ListTagsForResource
    ListTransformationPackageMetadata
  translate: DescribeTextTranslationJob GetParallelData GetTerminology ListParallelData ListTerminologies
    ListTextTranslationJobs
  trustedadvisor: Describe* GetOrganizationRecommendation GetRecommendation ListChecks
    ListOrganizationRecommendationAccounts ListOrganizationRecommendationResources ListOrganizationRecommendations
    ListRecommendationResources ListRecommendations
  user-subscriptions: ListApplicationClaims ListClaims ListUserSubscriptions
  uxc: GetAccountColor GetAccountCustomizations ListServices
  verifiedpermissions: GetIdentitySource GetPolicy GetPolicyStore GetPolicyTemplate GetSchema IsAuthorized
    IsAuthorizedWithToken ListIdentitySources ListPolicies ListPolicyStores ListPolicyTemplates
  vpc-lattice: GetAccessLogSubscription GetAuthPolicy GetDomainVerification GetListener GetResourceConfiguration
    GetResourceGateway GetResourcePolicy GetRule GetService GetServiceNetwork GetServiceNetworkResourceAssociation
    GetServiceNetworkServiceAssociation GetServiceNetworkVpcAssociation GetTargetGroup ListAccessLogSubscriptions
    ListDomainVerifications ListListeners ListResourceConfigurations ListResourceEndpointAssociations
    ListResourceGateways ListRules ListServiceNetworkResourceAssociations ListServiceNetworks
    ListServiceNetworkServiceAssociations ListServiceNetworkVpcAssociations ListServiceNetworkVpcEndpointAssociations
    ListServices ListTagsForResource ListTargetGroups ListTargets
  waf-regional: Get* List*
  waf: Get* List*
  wafv2: CheckCapacity Describe* Get* List*
  wellarchitected: ExportLens GetAnswer GetConsolidatedReport GetLens GetLensReview GetLensReviewReport
    GetLensVersionDifference GetMilestone GetProfile GetProfileTemplate GetReviewTemplate GetReviewTemplateAnswer
    GetReviewTemplateLensReview GetWorkload List*
  workdocs: CheckAlias Describe* Get*
  workmail: Describe* Get* List* Search*
  workspaces-web: GetBrowserSettings GetIdentityProvider GetNetworkSettings GetPortal GetPortalServiceProviderMetadata
    GetTrustStore GetUserAccessLoggingSettings GetUserSettings ListBrowserSettings ListIdentityProviders
    ListNetworkSettings ListPortals ListTagsForResource ListTrustStores ListUserAccessLoggingSettings ListUserSettings
  workspaces: Describe*
  xray: BatchGet* CancelTraceRetrieval Get* ListResourcePolicies ListRetrievedTraces ListTagsForResource
    StartTraceRetrieval
`;
