/** The first half of what ReadOnlyAccess allows, by service. */
export const readOnlyActionsFirst = `
  a4b: Get* List* Search*
  access-analyzer: GetAccessPreview GetAnalyzedResource GetAnalyzer GetArchiveRule GetFinding GetFindingsStatistics
    GetGeneratedPolicy ListAccessPreviewFindings ListAccessPreviews ListAnalyzedResources ListAnalyzers
    ListArchiveRules ListFindings ListPolicyGenerations ListTagsForResource ValidatePolicy
  account: GetAccountInformation GetAlternateContact GetContactInformation GetGovCloudAccountInformation
    GetPrimaryEmail GetRegionOptStatus ListRegions
  acm-pca: Describe* Get* List*
  acm: Describe* Get* List* SearchCertificates
  action-recommendations: ListRecommendedActions
  aiops: GetEphemeralInvestigationResults GetFact GetFactVersions GetInvestigation GetInvestigationEvent
    GetInvestigationGroup GetInvestigationResource GetReport ListFacts ListInvestigationEvents ListInvestigationGroups
    ListInvestigations ValidateInvestigationGroup
  airflow: ListEnvironments ListTagsForResource
  amplify: GetApp GetBackendEnvironment GetBranch GetDomainAssociation GetJob GetWebhook ListApps ListArtifacts
    ListBackendEnvironments ListBranches ListDomainAssociations ListJobs ListTagsForResource ListWebhooks
  aoss: BatchGetCollection BatchGetCollectionGroup BatchGetLifecyclePolicy BatchGetVpcEndpoint GetAccessPolicy
    GetAccountSettings GetPoliciesStats GetSecurityConfig GetSecurityPolicy ListAccessPolicies ListCollectionGroups
    ListCollections ListLifecyclePolicies ListSecurityConfigs ListSecurityPolicies ListTagsForResource
    ListVpcEndpoints
  apigateway: GET GetPortal GetPortalProduct GetProductPage GetProductRestEndpointPage GetRoutingRule
    ListPortalProducts ListPortals ListProductPages ListProductRestEndpointPages ListRoutingRules
  appconfig: GetApplication GetConfiguration GetConfigurationProfile GetDeployment GetDeploymentStrategy
    GetEnvironment GetExtension GetHostedConfigurationVersion ListApplications ListConfigurationProfiles
    ListDeployments ListDeploymentStrategies ListEnvironments ListExtensions ListHostedConfigurationVersions
    ListTagsForResource
  appfabric: GetAppAuthorization GetAppBundle GetIngestion GetIngestionDestination ListAppAuthorizations
    ListAppBundles ListIngestionDestinations ListIngestions ListTagsForResource
  appflow: DescribeConnector DescribeConnectorEntity DescribeConnectorFields DescribeConnectorProfiles
    DescribeConnectors DescribeFlow DescribeFlowExecution DescribeFlowExecutionRecords DescribeFlows
    ListConnectorEntities ListConnectorFields ListConnectors ListFlows ListTagsForResource
  application-autoscaling: Describe* GetPredictiveScalingForecast ListTagsForResource
  application-signals: BatchGetServiceLevelObjectiveBudgetReport GetService GetServiceLevelObjective ListAuditFindings
    ListEntityEvents ListGroupingAttributeDefinitions ListObservedEntities ListServiceDependencies
    ListServiceDependents ListServiceLevelObjectiveExclusionWindows ListServiceLevelObjectives ListServiceOperations
    ListServices ListServiceStates ListTagsForResource
  applicationinsights: Describe* List*
  appmesh: Describe* List*
  apprunner: DescribeAutoScalingConfiguration DescribeCustomDomains DescribeObservabilityConfiguration DescribeService
    DescribeVpcConnector DescribeVpcIngressConnection DescribeWebAclForService ListAssociatedServicesForWebAcl
    ListAutoScalingConfigurations ListConnections ListObservabilityConfigurations ListOperations ListServices
    ListServicesForAutoScalingConfiguration ListTagsForResource ListVpcConnectors ListVpcIngressConnections
  appstream: Describe* List*
  appstudio: GetAccountStatus GetEnablementJobStatus
  appsync: Get* List*
  apptest: GetTestCase GetTestConfiguration GetTestRunStep GetTestSuite ListTagsForResource ListTestCases
    ListTestConfigurations ListTestRuns ListTestRunSteps ListTestRunTestCases ListTestSuites
  aps: DescribeAlertManagerDefinition DescribeAnomalyDetector DescribeLoggingConfiguration
    DescribeQueryLoggingConfiguration DescribeResourcePolicy DescribeRuleGroupsNamespace DescribeScraper
    DescribeScraperLoggingConfiguration DescribeWorkspace DescribeWorkspaceConfiguration GetAlertManagerSilence
    GetAlertManagerStatus GetDefaultScraperConfiguration GetLabels GetMetricMetadata GetSeries
    ListAlertManagerAlertGroups ListAlertManagerAlerts ListAlertManagerReceivers ListAlertManagerSilences ListAlerts
    ListAnomalyDetectors ListRuleGroupsNamespaces ListRules ListScrapers ListTagsForResource ListWorkspaces
    PreviewAnomalyDetector QueryMetrics
  arc-region-switch: GetPlan GetPlanEvaluationStatus GetPlanExecution GetPlanInRegion ListPlanExecutionEvents
    ListPlanExecutions ListPlans ListPlansInRegion ListRoute53HealthChecks ListRoute53HealthChecksInRegion
    ListTagsForResource
  arc-zonal-shift: GetAutoshiftObserverNotificationStatus GetManagedResource ListAutoshifts ListManagedResources
    ListZonalShifts
  artifact: GetCustomerAgreement GetReport GetReportMetadata GetTermForReport ListAgreements ListCustomerAgreements
    ListReports ListReportVersions
  athena: Batch* Get* List*
  auditmanager: GetAccountStatus GetAssessment GetAssessmentFramework GetAssessmentReportUrl GetChangeLogs GetControl
    GetDelegations GetEvidence GetEvidenceByEvidenceFolder GetEvidenceFolder GetEvidenceFoldersByAssessment
    GetEvidenceFoldersByAssessmentControl GetOrganizationAdminAccount GetServicesInScope GetSettings
    ListAssessmentFrameworks ListAssessmentReports ListAssessments ListControls ListKeywordsForDataSource
    ListNotifications ListTagsForResource ValidateAssessmentReportIntegrity
  autoscaling-plans: Describe* GetScalingPlanResourceForecastData
  autoscaling: Describe* GetPredictiveScalingForecast
  aws-portal: View*
  backup-gateway: GetBandwidthRateLimitSchedule GetGateway GetHypervisor GetHypervisorPropertyMappings
    GetVirtualMachine ListGateways ListHypervisors ListTagsForResource ListVirtualMachines
  backup: Describe* Get* List*
  batch: Describe* List*
  bedrock-agentcore: GetAgentRuntime GetAgentRuntimeEndpoint GetApiKeyCredentialProvider GetBrowser GetBrowserProfile
    GetBrowserSession GetCodeInterpreter GetCodeInterpreterSession GetEvaluator GetEvent GetGateway GetGatewayTarget
    GetMemory GetMemoryRecord GetOauth2CredentialProvider GetOnlineEvaluationConfig GetPolicy GetPolicyEngine
    GetPolicyGeneration GetTokenVault GetWorkloadIdentity ListAgentRuntimeEndpoints ListAgentRuntimes
    ListAgentRuntimeVersions ListApiKeyCredentialProviders ListBrowserProfiles ListBrowsers ListBrowserSessions
    ListCodeInterpreters ListCodeInterpreterSessions ListEvaluators ListEvents ListGateways ListGatewayTargets
    ListMemories ListMemoryRecords ListOauth2CredentialProviders ListOnlineEvaluationConfigs ListPolicies
    ListPolicyEngines ListPolicyGenerationAssets ListPolicyGenerations ListTagsForResource ListWorkloadIdentities
    RetrieveMemoryRecords
  bedrock: GetAgent GetAgentActionGroup GetAgentAlias GetAgentCollaborator GetAgentKnowledgeBase GetAgentVersion
    GetCustomModel GetDataSource GetEvaluationJob GetFlow GetFlowAlias GetFlowVersion GetFoundationModel
    GetFoundationModelAvailability GetGuardrail GetInferenceProfile GetIngestionJob GetKnowledgeBase
    GetModelCustomizationJob GetModelInvocationJob GetModelInvocationLoggingConfiguration GetPrompt
    GetProvisionedModelThroughput GetResourcePolicy GetUseCaseForModelAccess ListAgentActionGroups ListAgentAliases
    ListAgentCollaborators ListAgentKnowledgeBases ListAgents ListAgentVersions ListCustomModels ListDataSources
    ListEnforcedGuardrailsConfiguration ListEvaluationJobs ListFlowAliases ListFlows ListFlowVersions
    ListFoundationModelAgreementOffers ListFoundationModels ListGuardrails ListInferenceProfiles ListIngestionJobs
    ListKnowledgeBases ListModelCustomizationJobs ListModelInvocationJobs ListPrompts ListProvisionedModelThroughputs
  billing: GetBillingData GetBillingDetails GetBillingNotifications GetBillingPreferences GetBillingView
    GetContractInformation GetCredits GetIAMAccessPreference GetResourcePolicy GetSellerOfRecord ListBillingViews
    ListSourceViewsForBillingView ListTagsForResource
  billingconductor: GetBillingGroupCostReport ListAccountAssociations ListBillingGroupCostReports ListBillingGroups
    ListCustomLineItems ListCustomLineItemVersions ListPricingPlans ListPricingPlansAssociatedWithPricingRule
    ListPricingRules ListPricingRulesAssociatedToPricingPlan ListResourcesAssociatedToCustomLineItem
    ListTagsForResource
  braket: GetDevice GetJob GetQuantumTask SearchDevices SearchJobs SearchQuantumTasks
  budgets: Describe* ListTagsForResource View*
  cassandra: Select
  ce: DescribeCostCategoryDefinition DescribeNotificationSubscription DescribeReport GetAnomalies GetAnomalyMonitors
    GetAnomalySubscriptions GetApproximateUsageRecords GetCommitmentPurchaseAnalysis GetCostAndUsage
    GetCostAndUsageComparisons GetCostAndUsageWithResources GetCostCategories GetCostComparisonDrivers GetCostForecast
    GetDimensionValues GetPreferences GetReservationCoverage GetReservationPurchaseRecommendation
    GetReservationUtilization GetRightsizingRecommendation GetSavingsPlanPurchaseRecommendationDetails
    GetSavingsPlansCoverage GetSavingsPlansPurchaseRecommendation GetSavingsPlansUtilization
    GetSavingsPlansUtilizationDetails GetTags GetUsageForecast ListCommitmentPurchaseAnalyses
    ListCostAllocationTagBackfillHistory ListCostAllocationTags ListCostCategoryDefinitions
    ListCostCategoryResourceAssociations ListSavingsPlansPurchaseRecommendationGeneration ListTagsForResource
  chatbot: Describe* Get* List*
  chime: Get* List* Retrieve* Search* Validate*
  cleanrooms-ml: GetAudienceGenerationJob GetAudienceModel GetConfiguredAudienceModel GetConfiguredAudienceModelPolicy
    GetTrainingDataset ListAudienceExportJobs ListAudienceGenerationJobs ListAudienceModels
    ListConfiguredAudienceModels ListTagsForResource ListTrainingDatasets
  cleanrooms: BatchGetCollaborationAnalysisTemplate BatchGetSchema BatchGetSchemaAnalysisRule GetAnalysisTemplate
    GetCollaboration GetCollaborationAnalysisTemplate GetCollaborationChangeRequest
    GetCollaborationConfiguredAudienceModelAssociation GetCollaborationIdNamespaceAssociation
    GetCollaborationPrivacyBudgetTemplate GetConfiguredAudienceModelAssociation GetConfiguredTable
    GetConfiguredTableAnalysisRule GetConfiguredTableAssociation GetConfiguredTableAssociationAnalysisRule
    GetIdMappingTable GetIdNamespaceAssociation GetMembership GetPrivacyBudgetTemplate GetProtectedJob
    GetProtectedQuery GetSchema GetSchemaAnalysisRule ListAnalysisTemplates ListCollaborationAnalysisTemplates
    ListCollaborationChangeRequests ListCollaborationConfiguredAudienceModelAssociations
    ListCollaborationIdNamespaceAssociations ListCollaborationPrivacyBudgets ListCollaborationPrivacyBudgetTemplates
    ListCollaborations ListConfiguredAudienceModelAssociations ListConfiguredTableAssociations ListConfiguredTables
    ListIdMappingTables ListIdNamespaceAssociations ListMembers ListMemberships ListPrivacyBudgets
    ListPrivacyBudgetTemplates ListProtectedJobs ListProtectedQueries ListSchemas ListTagsForResource
    PreviewPrivacyImpact
  cloud9: Describe* List*
  clouddirectory: BatchRead Get* List* LookupPolicy
  cloudformation: BatchDescribeTypeConfigurations Describe* Detect* Estimate* Get* List* ValidateTemplate
  cloudfront-keyvaluestore: Describe* Get* List*
  cloudfront: Describe* Get* List*
  cloudhsm: Describe* GetResourcePolicy List*
  cloudsearch: Describe* List*
  cloudtrail: Describe* Get* List* LookupEvents
  cloudwatch: Describe* GenerateQuery GenerateQueryResultsSummary Get* List*
  codeartifact: DescribeDomain DescribePackage DescribePackageVersion DescribeRepository GetAuthorizationToken
    GetDomainPermissionsPolicy GetPackageVersionAsset GetPackageVersionReadme GetRepositoryEndpoint
    GetRepositoryPermissionsPolicy ListDomains ListPackages ListPackageVersionAssets ListPackageVersionDependencies
    ListPackageVersions ListRepositories ListRepositoriesInDomain ListTagsForResource ReadFromRepository
  codebuild: BatchGet* DescribeCodeCoverages DescribeTestCases List*
  codecatalyst: GetBillingAuthorization GetConnection GetPendingConnection ListConnections ListIamRolesForConnection
    ListTagsForResource
  codecommit: BatchGet* Describe* Get* GitPull List*
  codeconnections: GetConnection GetHost GetRepositoryLink GetRepositorySyncStatus GetResourceSyncStatus
    GetSyncConfiguration ListConnections ListHosts ListRepositoryLinks ListRepositorySyncDefinitions
    ListSyncConfigurations ListTagsForResource
  codedeploy: BatchGet* Get* List*
  codeguru-profiler: Describe* Get* List*
  codeguru-reviewer: Describe* Get* List*
  codepipeline: Get* List*
  codestar-connections: GetConnection GetHost GetRepositoryLink GetRepositorySyncStatus GetResourceSyncStatus
    GetSyncConfiguration ListConnections ListHosts ListRepositoryLinks ListRepositorySyncDefinitions
    ListSyncConfigurations ListTagsForResource
  codestar-notifications: describeNotificationRule listEventTypes listNotificationRules listTagsForResource
    ListTargets
  codestar: Describe* Get* List* Verify*
  codewhisperer: ListProfiles
  cognito-identity: Describe* GetCredentialsForIdentity GetIdentityPoolAnalytics GetIdentityPoolDailyAnalytics
    GetIdentityPoolRoles GetIdentityProviderDailyAnalytics GetOpenIdToken GetOpenIdTokenForDeveloperIdentity List*
    Lookup*
  cognito-idp: AdminGet* AdminList* Describe* Get* List*
  cognito-sync: Describe* Get* List* QueryRecords
  comprehend: BatchDetect* Classify* Contains* Describe* Detect* List*
  compute-optimizer: DescribeRecommendationExportJobs GetAutoScalingGroupRecommendations GetEBSVolumeRecommendations
    GetEC2InstanceRecommendations GetEC2RecommendationProjectedMetrics GetECSServiceRecommendationProjectedMetrics
    GetECSServiceRecommendations GetEffectiveRecommendationPreferences GetEnrollmentStatus
    GetEnrollmentStatusesForOrganization GetIdleRecommendations GetLambdaFunctionRecommendations
    GetLicenseRecommendations GetRDSDatabaseRecommendationProjectedMetrics GetRDSDatabaseRecommendations
    GetRecommendationPreferences GetRecommendationSummaries
  config: BatchGetAggregateResourceConfig BatchGetResourceConfig Deliver* Describe* Get* List*
    SelectAggregateResourceConfig SelectResourceConfig
  connect: Describe* GetContactAttributes GetCurrentMetricData GetCurrentUserData GetFederationToken GetMetricData
    GetMetricDataV2 GetTaskTemplate GetTrafficDistribution List*
  consoleapp: GetDeviceIdentity ListDeviceIdentities
  consolidatedbilling: GetAccountBillingRole ListLinkedAccounts
  controlcatalog: GetControl ListCommonControls ListControlMappings ListControls ListDomains ListObjectives
  cost-optimization-hub: GetPreferences GetRecommendation ListEfficiencyMetrics ListEnrollmentStatuses
    ListRecommendations ListRecommendationSummaries
  cur: GetClassicReport GetClassicReportPreferences GetUsageReport
  customer-verification: GetCustomerVerificationDetails GetCustomerVerificationEligibility
  databrew: DescribeDataset DescribeJob DescribeJobRun DescribeProject DescribeRecipe DescribeRuleset DescribeSchedule
    ListDatasets ListJobRuns ListJobs ListProjects ListRecipes ListRecipeVersions ListRulesets ListSchedules
    ListTagsForResource
  dataexchange: Get* List*
  datapipeline: Describe* EvaluateExpression Get* List* QueryObjects Validate*
  datasync: Describe* List*
  datazone: GetAsset GetAssetType GetDataProduct GetDataSource GetDataSourceRun GetDomain GetDomainSharingPolicy
    GetDomainUnit GetEnvironment GetEnvironmentAction GetEnvironmentBlueprint GetEnvironmentBlueprintConfiguration
    GetEnvironmentProfile GetFormType GetGlossary GetGlossaryTerm GetGroupProfile GetLineageNode GetListing
    GetMetadataGenerationRun GetProject GetProjectProfile GetSubscription GetSubscriptionEligibility
    GetSubscriptionGrant GetSubscriptionRequestDetails GetSubscriptionTarget GetTimeSeriesDataPoint GetUserProfile
    ListAccountEnvironments ListAssetRevisions ListDataProductRevisions ListDataSourceRunActivities ListDataSourceRuns
    ListDataSources ListDomains ListDomainUnitsForParent ListEntityOwners ListEnvironmentActions
    ListEnvironmentBlueprintConfigurations ListEnvironmentBlueprintConfigurationSummaries ListEnvironmentBlueprints
    ListEnvironmentProfiles ListEnvironments ListGroupsForUser ListLineageNodeHistory ListNotifications
    ListPolicyGrants ListProjectMemberships ListProjectProfiles ListProjects ListSubscriptionGrants
    ListSubscriptionRequests ListSubscriptions ListSubscriptionTargets ListTagsForResource ListTimeSeriesDataPoints
    Search SearchGroupProfiles SearchListings SearchTypes SearchUserProfiles
  dax: BatchGetItem Describe* GetItem ListTags Query Scan
  deadline: BatchGetJobEntity GetApplicationVersion GetBudget GetFarm GetFleet GetJob GetLicenseEndpoint GetMonitor
    GetQueue GetQueueEnvironment GetQueueFleetAssociation GetSession GetSessionAction GetSessionsStatisticsAggregation
    GetStep GetStorageProfile GetStorageProfileForQueue GetTask GetWorker ListAvailableMeteredProducts ListBudgets
    ListFarmMembers ListFarms ListFleetMembers ListFleets ListJobMembers ListJobParameterDefinitions ListJobs
    ListLicenseEndpoints ListMeteredProducts ListMonitors ListQueueEnvironments ListQueueFleetAssociations
    ListQueueMembers ListQueues ListSessionActions ListSessions ListSessionsForWorker ListStepConsumers
    ListStepDependencies ListSteps ListStorageProfiles ListStorageProfilesForQueue ListTagsForResource ListTasks
    ListWorkers SearchJobs SearchSteps SearchTasks SearchWorkers
  deepcomposer: GetComposition GetModel GetSampleModel ListCompositions ListModels ListSampleModels ListTrainingTopics
  detective: BatchGetGraphMemberDatasources BatchGetMembershipDatasources Get* List* SearchGraph
  devicefarm: Get* List*
  devops-guru: DescribeAccountHealth DescribeAccountOverview DescribeAnomaly DescribeEventSourcesConfig
    DescribeFeedback DescribeInsight DescribeOrganizationHealth DescribeOrganizationOverview
    DescribeOrganizationResourceCollectionHealth DescribeResourceCollectionHealth DescribeServiceIntegration
    GetCostEstimation GetResourceCollection ListAnomaliesForInsight ListAnomalousLogGroups ListEvents ListInsights
    ListMonitoredResources ListNotificationChannels ListOrganizationInsights ListRecommendations SearchInsights
    StartCostEstimation
  directconnect: Describe*
  discovery: Describe* Get* List*
  dlm: Get*
  dms: Describe* List* Test*
  docdb-elastic: ListClusters ListClusterSnapshots ListPendingMaintenanceActions ListTagsForResource
  drs: DescribeJobLogItems DescribeJobs DescribeLaunchConfigurationTemplates DescribeRecoveryInstances
    DescribeRecoverySnapshots DescribeReplicationConfigurationTemplates DescribeSourceNetworks DescribeSourceServers
    GetFailbackReplicationConfiguration GetLaunchConfiguration GetReplicationConfiguration ListExtensibleSourceServers
    ListLaunchActions ListStagingAccounts ListTagsForResource
  ds: Check* Describe* Get* List* Verify*
  dsql: GetCluster GetClusterPolicy GetVpcEndpointServiceName ListClusters ListTagsForResource
  dynamodb: BatchGet* Describe* Get* List* PartiQLSelect Query Scan
  ec2: Describe* DescribeInstanceImageMetadata Get* ListImagesInRecycleBin ListSnapshotsInRecycleBin
    SearchLocalGatewayRoutes SearchTransitGatewayRoutes
  ec2messages: Get*
  ecr-public: BatchCheckLayerAvailability DescribeImages DescribeImageTags DescribeRegistries DescribeRepositories
    GetAuthorizationToken GetRegistryCatalogData GetRepositoryCatalogData GetRepositoryPolicy ListTagsForResource
  ecr: BatchCheck* BatchGet* Describe* Get* List*
  ecs: Describe* List*
  eks: Describe* List*
  elasticache: Describe* List*
  elasticbeanstalk: Check* Describe* List* Request* Retrieve* Validate*
  elasticfilesystem: Describe* ListTagsForResource
  elasticloadbalancing: Describe*
  elasticmapreduce: Describe* GetBlockPublicAccessConfiguration List* View*
  elastictranscoder: List* Read*
  elemental-appliances-software: Get* List*
  elemental-inference: GetFeed ListFeeds
  emr-containers: DescribeJobRun DescribeManagedEndpoint DescribeVirtualCluster ListJobRuns ListManagedEndpoints
    ListTagsForResource ListVirtualClusters
  emr-serverless: GetApplication GetDashboardForJobRun GetJobRun ListApplications ListJobRuns ListTagsForResource
  es: Describe* ESHttpGet ESHttpHead Get* List*
  events: Describe* List* Test*
  evidently: GetExperiment GetExperimentResults GetFeature GetLaunch GetProject GetSegment ListExperiments
    ListFeatures ListLaunches ListProjects ListSegmentReferences ListSegments ListTagsForResource TestSegmentPattern
  firehose: Describe* List*
  fis: GetAction GetExperiment GetExperimentTargetAccountConfiguration GetExperimentTemplate
    GetTargetAccountConfiguration GetTargetResourceType ListActions ListExperimentResolvedTargets ListExperiments
    ListExperimentTargetAccountConfigurations ListExperimentTemplates ListTagsForResource
    ListTargetAccountConfigurations ListTargetResourceTypes
  fms: GetAdminAccount GetAdminScope GetAppsList GetComplianceDetail GetNotificationChannel GetPolicy
    GetProtectionStatus GetProtocolsList GetViolationDetails ListAppsLists ListComplianceStatus ListMemberAccounts
    ListPolicies ListProtocolsLists ListTagsForResource
  forecast: DescribeAutoPredictor DescribeDataset DescribeDatasetGroup DescribeDatasetImportJob DescribeExplainability
    DescribeExplainabilityExport DescribeForecast DescribeForecastExportJob DescribeMonitor DescribePredictor
    DescribePredictorBacktestExportJob DescribeWhatIfAnalysis DescribeWhatIfForecast DescribeWhatIfForecastExport
    GetAccuracyMetrics ListDatasetGroups ListDatasetImportJobs ListDatasets ListExplainabilities
    ListExplainabilityExports ListForecastExportJobs ListForecasts ListMonitorEvaluations ListMonitors
    ListPredictorBacktestExportJobs ListPredictors ListWhatIfAnalyses ListWhatIfForecastExports ListWhatIfForecasts
    QueryForecast QueryWhatIfForecast
  frauddetector: BatchGetVariable DescribeDetector DescribeModelVersions GetBatchImportJobs GetBatchPredictionJobs
    GetDeleteEventsByEventTypeStatus GetDetectors GetDetectorVersion GetEntityTypes GetEvent
    GetEventPredictionMetadata GetEventTypes GetExternalModels GetKMSEncryptionKey GetLabels GetListElements
    GetListsMetadata GetModels GetModelVersion GetOutcomes GetRules GetVariables ListEventPredictions
    ListTagsForResource
  freertos: Describe* List*
  freetier: GetAccountActivity GetAccountPlanState GetFreeTierAlertPreference GetFreeTierUsage ListAccountActivities
  fsx: Describe* List*
  gamelift: Describe* Get* List* ResolveAlias Search*
  glacier: Describe* Get* List*
  globalaccelerator: Describe* List*
  glue: BatchGetCrawlers BatchGetDevEndpoints BatchGetJobs BatchGetPartition BatchGetTableOptimizer BatchGetTriggers
    BatchGetWorkflows CheckSchemaVersionValidity GetCatalogImportStatus GetClassifier GetClassifiers GetCrawler
    GetCrawlerMetrics GetCrawlers GetDatabase GetDatabases GetDataCatalogEncryptionSettings GetDataflowGraph
    GetDevEndpoint GetDevEndpoints GetJob GetJobBookmark GetJobRun GetJobRuns GetJobs GetMapping GetMLTaskRun
    GetMLTaskRuns GetMLTransform GetMLTransforms GetPartition GetPartitions GetPlan GetRegistry GetResourcePolicy
    GetSchema GetSchemaByDefinition GetSchemaVersion GetSchemaVersionsDiff GetSecurityConfiguration
    GetSecurityConfigurations GetSession GetStatement GetTable GetTableOptimizer GetTables GetTableVersion
    GetTableVersions GetTags GetTrigger GetTriggers GetUserDefinedFunction GetUserDefinedFunctions GetWorkflow
    GetWorkflowRun GetWorkflowRunProperties GetWorkflowRuns ListCrawlers ListCrawls ListDevEndpoints ListJobs
    ListMLTransforms ListRegistries ListSchemas ListSchemaVersions ListSessions ListStatements ListTableOptimizerRuns
    ListTriggers ListWorkflows QuerySchemaVersionMetadata SearchTables
  grafana: DescribeWorkspace DescribeWorkspaceAuthentication DescribeWorkspaceConfiguration ListPermissions
    ListTagsForResource ListVersions ListWorkspaces
  greengrass: DescribeComponent Get* List*
  groundstation: DescribeContact GetConfig GetDataflowEndpointGroup GetMinuteUsage GetMissionProfile GetSatellite
    ListConfigs ListContacts ListDataflowEndpointGroups ListGroundStations ListMissionProfiles ListSatellites
    ListTagsForResource
  guardduty: Describe* Get* List*
  health: Describe*
  healthlake: DescribeFHIRDatastore DescribeFHIRExportJob DescribeFHIRImportJob GetCapabilities ListFHIRDatastores
    ListFHIRExportJobs ListFHIRImportJobs ListTagsForResource ReadResource SearchWithGet SearchWithPost
  iam: Generate* Get* List* Simulate*
  identity-sync: GetSyncProfile GetSyncTarget ListSyncFilters
  identitystore-auth: BatchGetSession ListSessions
  identitystore: DescribeGroup DescribeGroupMembership DescribeUser GetGroupId GetGroupMembershipId GetUserId
    IsMemberInGroups ListGroupMemberships ListGroupMembershipsForMember ListGroups ListUsers
  imagebuilder: Get* List*
  importexport: Get* List*
  inspector: Describe* Get* List* Preview*
  inspector2: BatchGetAccountStatus BatchGetCodeSnippet BatchGetFreeTrialInfo BatchGetMemberEc2DeepInspectionStatus
    DescribeOrganizationConfiguration GetCisScanReport GetConfiguration GetDelegatedAdminAccount
    GetEc2DeepInspectionConfiguration GetEncryptionKey GetFindingsReportStatus GetMember GetSbomExport
    ListAccountPermissions ListCisScanConfigurations ListCisScans ListCoverage ListCoverageStatistics
    ListDelegatedAdminAccounts ListFilters ListFindingAggregations ListFindings ListMembers ListTagsForResource
    ListUsageTotals SearchVulnerabilities
  internetmonitor: GetHealthEvent GetInternetEvent GetMonitor ListHealthEvents ListInternetEvents ListMonitors
    ListTagsForResource
  invoicing: GetInvoiceEmailDeliveryPreferences GetInvoicePDF ListInvoiceSummaries
  iot: Describe* Get* List*
  iot1click: DescribeDevice DescribePlacement DescribeProject GetDeviceMethods GetDevicesInPlacement ListDeviceEvents
    ListDevices ListPlacements ListProjects ListTagsForResource
  iotanalytics: Describe* Get* List* SampleChannelData
  iotevents: DescribeAlarm DescribeAlarmModel DescribeDetector DescribeDetectorModel DescribeInput
    DescribeLoggingOptions ListAlarmModels ListAlarmModelVersions ListAlarms ListDetectorModels
    ListDetectorModelVersions ListDetectors ListInputs ListTagsForResource
  iotfleethub: DescribeApplication ListApplications
  iotfleetwise: GetCampaign GetDecoderManifest GetFleet GetLoggingOptions GetModelManifest GetRegisterAccountStatus
    GetSignalCatalog GetVehicle GetVehicleStatus ListCampaigns ListDecoderManifestNetworkInterfaces
    ListDecoderManifests ListDecoderManifestSignals ListFleets ListFleetsForVehicle ListModelManifestNodes
    ListModelManifests ListSignalCatalogNodes ListSignalCatalogs ListTagsForResource ListVehicles ListVehiclesInFleet
  iotsitewise: Describe* Get* List*
  iotwireless: GetDestination GetDeviceProfile GetEventConfigurationByResourceTypes GetFuotaTask
    GetLogLevelsByResourceTypes GetMetricConfiguration GetMetrics GetMulticastGroup GetMulticastGroupSession
    GetNetworkAnalyzerConfiguration GetPartnerAccount GetPosition GetPositionConfiguration GetPositionEstimate
    GetResourceEventConfiguration GetResourceLogLevel GetResourcePosition GetServiceEndpoint GetServiceProfile
    GetWirelessDevice GetWirelessDeviceImportTask GetWirelessDeviceStatistics GetWirelessGateway
    GetWirelessGatewayCertificate GetWirelessGatewayFirmwareInformation GetWirelessGatewayStatistics
    GetWirelessGatewayTask GetWirelessGatewayTaskDefinition ListDestinations ListDeviceProfiles
    ListDevicesForWirelessDeviceImportTask ListEventConfigurations ListFuotaTasks ListMulticastGroups
    ListMulticastGroupsByFuotaTask ListNetworkAnalyzerConfigurations ListPartnerAccounts ListPositionConfigurations
    ListQueuedMessages ListServiceProfiles ListTagsForResource ListWirelessDeviceImportTasks ListWirelessDevices
    ListWirelessGateways ListWirelessGatewayTaskDefinitions
  ivs: BatchGetChannel GetChannel GetComposition GetEncoderConfiguration GetIngestConfiguration GetParticipant
    GetPlaybackKeyPair GetPlaybackRestrictionPolicy GetPublicKey GetRecordingConfiguration GetStage GetStageSession
    GetStorageConfiguration GetStream GetStreamSession ListChannels ListCompositions ListEncoderConfigurations
    ListIngestConfigurations ListParticipantEvents ListParticipants ListPlaybackKeyPairs
    ListPlaybackRestrictionPolicies ListPublicKeys ListRecordingConfigurations ListStages ListStageSessions
    ListStorageConfigurations ListStreamKeys ListStreams ListStreamSessions ListTagsForResource
  ivschat: GetLoggingConfiguration GetRoom ListLoggingConfigurations ListRooms ListTagsForResource
`;
