import { allow, everything, type PolicyRow } from './statements.ts';

/** Bills, budgets, quotas, prices and help. */
export const billingAndSupportPolicies: readonly PolicyRow[] = [
  {
    name: 'AWSBillingReadOnlyAccess',
    description: 'Bills, to look at.',
    version: 'v27',
    created: '2020-08-27T20:08:51Z',
    updated: '2026-04-08T17:12:09Z',
    statements: () => [
      allow(
        `
        account:GetAccountInformation
        aws-portal:ViewBilling
        billing: GetBillingData GetBillingDetails GetBillingNotifications GetBillingPreferences GetCredits
          GetContractInformation GetIAMAccessPreference GetSellerOfRecord ListBillingViews
        budgets: ViewBudget DescribeBudgetActionsForBudget DescribeBudgetAction DescribeBudgetActionsForAccount
          DescribeBudgetActionHistories
        ce: DescribeCostCategoryDefinition GetCostAndUsage ListCostCategoryDefinitions
          ListCostCategoryResourceAssociations ListTagsForResource ListCostAllocationTags
          ListCostAllocationTagBackfillHistory GetTags GetDimensionValues GetCostAndUsageComparisons
          GetCostComparisonDrivers
        consolidatedbilling: ListLinkedAccounts GetAccountBillingRole
        cur: GetClassicReport GetClassicReportPreferences GetUsageReport DescribeReportDefinitions
        freetier: GetFreeTierAlertPreference GetFreeTierUsage GetAccountPlanState GetAccountActivity
          ListAccountActivities
        invoicing: BatchGetInvoiceProfile GetInvoiceEmailDeliveryPreferences GetInvoicePDF GetInvoiceUnit
          GetInvoiceCorrection ListInvoiceSummaries ListInvoiceUnits GetProcurementPortalPreference
          ListProcurementPortalPreferences ListTagsForResource ListInvoiceCorrections
        mapcredits: ListQuarterSpend ListAssociatedPrograms ListQuarterCredits
        payments: GetFinancingApplication GetFinancingLine GetFinancingLineWithdrawal GetFinancingOption
          GetPaymentInstrument GetPaymentStatus ListFinancingApplications ListFinancingLines
          ListFinancingLineWithdrawals ListPaymentInstruments ListPaymentPreferences ListPaymentProgramOptions
          ListPaymentProgramStatus ListTagsForResource
        purchase-orders: GetPurchaseOrder ViewPurchaseOrders ListPurchaseOrderInvoices ListPurchaseOrders
          ListTagsForResource
        sustainability:GetCarbonFootprintSummary
        tax: GetTaxRegistrationDocument GetTaxInheritance ListTaxRegistrations
      `,
        everything,
        { sid: 'VisualEditor0' },
      ),
    ],
  },
  {
    name: 'AWSBudgetsReadOnlyAccess',
    description: 'Budgets, to look at.',
    version: 'v2',
    created: '2020-10-15T17:18:28Z',
    updated: '2024-06-17T17:41:25Z',
    statements: () => [
      allow(
        `
        aws-portal:ViewBilling
        budgets: ViewBudget Describe* ListTagsForResource
      `,
        everything,
        { sid: 'AWSBudgetsReadOnlyAccess' },
      ),
    ],
  },
  {
    name: 'AWSBudgetsActionsWithAWSResourceControlAccess',
    description: 'Budgets that act by themselves when they are used up.',
    version: 'v1',
    created: '2020-10-15T17:19:12Z',
    updated: '2020-10-15T17:19:12Z',
    statements: () => [
      allow('budgets:*'),
      allow('aws-portal:ViewBilling'),
      allow('iam:PassRole', everything, { when: { StringEquals: { 'iam:PassedToService': 'budgets.amazonaws.com' } } }),
      allow(`
        aws-portal:ModifyBilling
        ec2:DescribeInstances
        iam: ListGroups ListPolicies ListRoles ListUsers
        organizations: ListAccounts ListOrganizationalUnitsForParent ListPolicies ListRoots
        rds:DescribeDBInstances
        sns:ListTopics
      `),
    ],
  },
  {
    name: 'AWSBudgetsActions_RolePolicyForResourceAdministrationWithSSM',
    description: 'For the role by which a used-up budget stops instances.',
    version: 'v2',
    created: '2022-05-25T19:03:30Z',
    updated: '2026-04-07T19:27:19Z',
    statements: () => [
      allow(
        `
        ec2: DescribeInstanceStatus StartInstances StopInstances
        rds: DescribeDBInstances StartDBInstance StopDBInstance
      `,
        everything,
        { when: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['ssm.amazonaws.com'] } } },
      ),
      allow('ssm:StartAutomationExecution', [
        'arn:aws:ssm:*:*:document/AWS-StartEC2Instance',
        'arn:aws:ssm:*:*:document/AWS-StopEC2Instance',
        'arn:aws:ssm:*:*:document/AWS-StartRdsInstance',
        'arn:aws:ssm:*:*:document/AWS-StopRdsInstance',
        'arn:aws:ssm:*:*:automation-execution/*',
        'arn:aws:ssm:*:*:automation-definition/AWS-StartEC2Instance:*',
        'arn:aws:ssm:*:*:automation-definition/AWS-StopEC2Instance:*',
        'arn:aws:ssm:*:*:automation-definition/AWS-StartRdsInstance:*',
        'arn:aws:ssm:*:*:automation-definition/AWS-StopRdsInstance:*',
      ]),
    ],
  },
  {
    name: 'ServiceQuotasFullAccess',
    description: 'Quotas: looking them up and asking for more.',
    version: 'v4',
    created: '2019-06-24T15:44:35Z',
    updated: '2021-02-04T21:29:43Z',
    statements: () => [
      allow(`
        autoscaling:DescribeAccountLimits
        cloudformation:DescribeAccountLimits
        cloudwatch: DescribeAlarmsForMetric DescribeAlarms GetMetricData GetMetricStatistics PutMetricAlarm
        dynamodb:DescribeLimits
        elasticloadbalancing:DescribeAccountLimits
        iam:GetAccountSummary
        kinesis:DescribeLimits
        organizations: DescribeAccount DescribeOrganization ListAWSServiceAccessForOrganization
        rds:DescribeAccountAttributes
        route53:GetAccountLimit
        tag: GetTagKeys GetTagValues
        servicequotas:*
      `),
      allow('cloudwatch:DeleteAlarms', everything, {
        when: { Null: { 'aws:ResourceTag/ServiceQuotaMonitor': 'false' } },
      }),
      allow('organizations:EnableAWSServiceAccess', everything, {
        when: { StringLike: { 'organizations:ServicePrincipal': ['servicequotas.amazonaws.com'] } },
      }),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: { StringEquals: { 'iam:AWSServiceName': 'servicequotas.amazonaws.com' } },
      }),
    ],
  },
  {
    name: 'ServiceQuotasReadOnlyAccess',
    description: 'Quotas, to look at.',
    version: 'v5',
    created: '2019-06-24T15:31:06Z',
    updated: '2026-02-12T18:00:30Z',
    statements: () => [
      allow(`
        autoscaling:DescribeAccountLimits
        cloudformation:DescribeAccountLimits
        cloudwatch: DescribeAlarmsForMetric DescribeAlarms GetMetricData GetMetricStatistics
        dynamodb:DescribeLimits
        elasticloadbalancing:DescribeAccountLimits
        iam:GetAccountSummary
        kinesis:DescribeLimits
        organizations: DescribeAccount DescribeOrganization ListAWSServiceAccessForOrganization
        rds:DescribeAccountAttributes
        route53:GetAccountLimit
        tag: GetTagKeys GetTagValues
        servicequotas: GetAssociationForServiceQuotaTemplate GetAWSDefaultServiceQuota GetRequestedServiceQuotaChange
          GetServiceQuota GetServiceQuotaIncreaseRequestFromTemplate ListAWSDefaultServiceQuotas
          ListRequestedServiceQuotaChangeHistory ListRequestedServiceQuotaChangeHistoryByQuota ListServices
          ListServiceQuotas ListServiceQuotaIncreaseRequestsInTemplate ListTagsForResource
          GetAutoManagementConfiguration
        notifications: ListChannels ListEventRules ListNotificationConfigurations GetNotificationConfiguration
          GetEventRule ListNotificationHubs
        notifications-contacts: ListEmailContacts GetEmailContact
        chatbot: ListMicrosoftTeamsChannelConfigurations DescribeChimeWebhookConfigurations
          DescribeSlackChannelConfigurations
        consoleapp: ListDeviceIdentities GetDeviceIdentity
      `),
    ],
  },
  {
    name: 'AWSPriceListServiceFullAccess',
    description: 'Looking up list prices.',
    version: 'v2',
    created: '2017-11-22T00:36:27Z',
    updated: '2024-07-02T13:34:19Z',
    statements: () => [allow('pricing:*', everything, { sid: 'AWSPriceListServiceFullAccess' })],
  },
  {
    name: 'AWSSupportAccess',
    description: 'Everything in the Support Center.',
    version: 'v4',
    created: '2015-02-06T18:41:11Z',
    updated: '2026-02-12T17:59:31Z',
    statements: () => [allow('support:* support-console:*')],
  },
  {
    name: 'AWSSupportPlansReadOnlyAccess',
    description: 'The support plan, to look at.',
    version: 'v2',
    created: '2022-09-27T18:08:29Z',
    updated: '2024-09-09T21:21:02Z',
    statements: () => [allow('supportplans: GetSupportPlan GetSupportPlanUpdateStatus ListSupportPlanModifiers')],
  },
  {
    name: 'AWSHealthFullAccess',
    description: 'What AWS tells about disturbances and coming maintenance.',
    version: 'v3',
    created: '2016-12-06T12:30:31Z',
    updated: '2020-11-16T18:11:34Z',
    statements: () => [
      allow('organizations:EnableAWSServiceAccess organizations:DisableAWSServiceAccess', everything, {
        when: { StringEquals: { 'organizations:ServicePrincipal': 'health.amazonaws.com' } },
      }),
      allow(`
        health:*
        organizations: ListAccounts ListParents DescribeAccount ListDelegatedAdministrators
      `),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: { StringEquals: { 'iam:AWSServiceName': 'health.amazonaws.com' } },
      }),
    ],
  },
];
