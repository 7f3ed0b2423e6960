import { allow, everything, type PolicyRow, variable } from './statements.ts';

/** Buying and selling on AWS Marketplace. */
export const marketplacePolicies: readonly PolicyRow[] = [
  {
    name: 'AWSMarketplaceFullAccess',
    description: 'Subscribing to products, and launching them.',
    version: 'v7',
    created: '2015-02-11T17:21:45Z',
    updated: '2026-02-12T18:00:23Z',
    statements: () => [
      allow(`
        aws-marketplace:*
        cloudformation: CreateStack DescribeStackResource DescribeStackResources DescribeStacks List*
        ec2: AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateSecurityGroup CreateTags
          DescribeAccountAttributes DescribeAddresses DeleteSecurityGroup DescribeAccountAttributes DescribeImages
          DescribeInstances DescribeKeyPairs DescribeSecurityGroups DescribeSubnets DescribeTags DescribeVpcs
          RunInstances StartInstances StopInstances TerminateInstances
      `),
      allow(`
        ec2: CopyImage DeregisterImage DescribeSnapshots DeleteSnapshot CreateImage DescribeInstanceStatus
        ssm: GetAutomationExecution ListDocuments DescribeDocument
        sns: ListTopics GetTopicAttributes CreateTopic
        iam: GetRole GetInstanceProfile ListRoles ListInstanceProfiles
      `),
      allow('iam:PassRole', everything, { when: { StringLike: { 'iam:PassedToService': ['ec2.amazonaws.com'] } } }),
    ],
  },
  {
    name: 'AWSMarketplaceManageSubscriptions',
    description: 'Subscribing to products and ending subscriptions.',
    version: 'v8',
    created: '2015-02-06T18:40:32Z',
    updated: '2026-03-31T17:12:11Z',
    statements: () => [
      allow('aws-marketplace:ViewSubscriptions aws-marketplace:Subscribe aws-marketplace:Unsubscribe'),
      allow(`
        aws-marketplace: CreatePrivateMarketplaceRequests ListPrivateMarketplaceRequests
          DescribePrivateMarketplaceRequests
      `),
      allow('aws-marketplace:ListPrivateListings'),
      allow(
        `
        aws-marketplace: UpdatePurchaseOrders ListAgreementCharges GetAgreementPaymentRequest
          ListAgreementPaymentRequests AcceptAgreementPaymentRequest RejectAgreementPaymentRequest
      `,
        everything,
        {
          when: {
            'ForAllValues:StringEquals': { 'aws-marketplace:AgreementType': ['PurchaseAgreement'] },
            Null: { 'aws-marketplace:AgreementType': 'false' },
          },
        },
      ),
      allow(
        'aws-marketplace:DescribeChangeSet aws-marketplace:ListChangeSets',
        'arn:aws:aws-marketplace:*:*:AWSMarketplace/ChangeSet/*',
        { sid: 'AWSMarketplaceChangeSetReadAccess' },
      ),
      allow(
        'aws-marketplace:StartChangeSet',
        [
          'arn:aws:aws-marketplace:*:*:AWSMarketplace/AgentTokenContainer/*',
          'arn:aws:aws-marketplace:*:*:AWSMarketplace/ChangeSet/*',
        ],
        {
          sid: 'AWSMarketplaceTokenManagement',
          when: {
            StringEquals: {
              'catalog:ChangeType': ['CreateAgentTokenContainer', 'RequestExpressPrivateOffer', 'ExpireToken'],
            },
          },
        },
      ),
      allow('aws-marketplace:ListEntities aws-marketplace:DescribeEntity', everything, {
        sid: 'AWSMarketplaceEntityReadAccess',
      }),
      allow(
        `
        aws-marketplace: ListAgreementCancellationRequests GetAgreementCancellationRequest
          AcceptAgreementCancellationRequest CancelAgreement RejectAgreementCancellationRequest
      `,
        everything,
        {
          sid: 'AWSMarketplaceAgreementCancellationRequestAccess',
          when: {
            'ForAllValues:StringEquals': { 'aws-marketplace:AgreementType': ['PurchaseAgreement'] },
            StringEquals: { 'aws-marketplace:PartyType': 'Acceptor' },
          },
        },
      ),
    ],
  },
  {
    name: 'AWSMarketplaceRead-only',
    description: 'Products and subscriptions, to look at.',
    version: 'v12',
    created: '2015-02-06T18:40:31Z',
    updated: '2026-03-31T16:42:07Z',
    statements: () => [
      allow(`
        aws-marketplace: ViewSubscriptions ListAgreementCharges
        ec2: DescribeAccountAttributes DescribeAddresses DescribeImages DescribeInstances DescribeKeyPairs
          DescribeSecurityGroups DescribeSubnets DescribeVpcs
      `),
      allow(`
        iam: ListRoles ListInstanceProfiles
        sns: GetTopicAttributes ListTopics
      `),
      allow(`
        aws-marketplace: ListPrivateMarketplaceRequests DescribePrivateMarketplaceRequests GetAgreementPaymentRequest
          ListAgreementPaymentRequests
      `),
      allow('aws-marketplace:ListPrivateListings'),
      allow('aws-marketplace: ListAgreementCancellationRequests GetAgreementCancellationRequest'),
    ],
  },
  {
    name: 'AWSMarketplaceSellerFullAccess',
    description: 'Everything that a seller does.',
    version: 'v28',
    created: '2019-07-02T20:40:09Z',
    updated: '2026-04-29T21:12:06Z',
    statements: () => [
      allow(
        `
        aws-marketplace-management: uploadFiles viewReports viewSupport
        aws-marketplace: ListChangeSets DescribeChangeSet StartChangeSet CancelChangeSet ListEntities DescribeEntity
          GetSellerDashboard ListAssessments DescribeAssessment
        ec2: DescribeImages DescribeSnapshots ModifyImageAttribute ModifySnapshotAttribute
      `,
        everything,
        { sid: 'MarketplaceManagement' },
      ),
      allow('aws-marketplace: SearchAgreements DescribeAgreement GetAgreementTerms', everything, {
        sid: 'AgreementAccess',
        when: {
          'ForAllValues:StringEquals': { 'aws-marketplace:AgreementType': ['PurchaseAgreement'] },
          StringEquals: { 'aws-marketplace:PartyType': 'Proposer' },
        },
      }),
      allow('iam:GetRole', 'arn:aws:iam::*:role/*', { sid: 'IAMGetRole' }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'AssetScanning',
        when: { StringEquals: { 'iam:PassedToService': 'assets.marketplace.amazonaws.com' } },
      }),
      allow(
        `
        vendor-insights: GetDataSource ListDataSources ListSecurityProfiles GetSecurityProfile
          GetSecurityProfileSnapshot ListSecurityProfileSnapshots
      `,
        everything,
        { sid: 'VendorInsights' },
      ),
      allow(
        'aws-marketplace: TagResource UntagResource ListTagsForResource',
        ['arn:aws:aws-marketplace:*:*:AWSMarketplace*/*', 'arn:aws:aws-marketplace:*:*:catalog/AWSMarketplace*/*'],
        { sid: 'TagManagement' },
      ),
      allow(
        `
        aws-marketplace-management: GetSellerVerificationDetails PutSellerVerificationDetails
          GetBankAccountVerificationDetails PutBankAccountVerificationDetails GetSecondaryUserVerificationDetails
          PutSecondaryUserVerificationDetails GetAdditionalSellerNotificationRecipients
          PutAdditionalSellerNotificationRecipients
        payments: GetPaymentInstrument CreatePaymentInstrument
        tax: GetTaxInterview PutTaxInterview GetTaxInfoReportingDocument ListSupplementalTaxRegistrations
          PutSupplementalTaxRegistration DeleteSupplementalTaxRegistration GetTaxRegistration
        aws-marketplace: ListPayables ListInvoiceSubmissionTasks
      `,
        everything,
        { sid: 'SellerSettings' },
      ),
      allow(
        'aws-marketplace:StartInvoiceSubmissionTask aws-marketplace:GetInvoiceSubmissionTask',
        'arn:aws:aws-marketplace:*:*:catalog/AWSMarketplace*/invoice-submission-task/*',
        { sid: 'InvoiceSubmissionManagement' },
      ),
      allow(
        's3:PutObject',
        `arn:aws:s3:::aws-partner-central-marketplace-ephemeral-writeonly-files/${variable('aws:PrincipalAccount')}/*`,
        { sid: 'MarketplaceEphemeralWriteS3Access' },
      ),
      allow('support:CreateCase', everything, { sid: 'Support' }),
      allow(
        'aws-marketplace: GetResourcePolicy PutResourcePolicy DeleteResourcePolicy',
        ['arn:aws:aws-marketplace:*:*:AWSMarketplace*/*', 'arn:aws:aws-marketplace:*:*:catalog/AWSMarketplace*/*'],
        { sid: 'ResourcePolicyManagement' },
      ),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'CreateServiceLinkedRole',
        when: { StringEquals: { 'iam:AWSServiceName': 'resale-authorization.marketplace.amazonaws.com' } },
      }),
      allow(
        `
        aws-marketplace: SendAgreementPaymentRequest GetAgreementPaymentRequest ListAgreementPaymentRequests
          CancelAgreementPaymentRequest
      `,
        everything,
        {
          sid: 'AgreementPaymentRequestAccess',
          when: {
            'ForAllValues:StringEquals': { 'aws-marketplace:AgreementType': ['PurchaseAgreement'] },
            StringEquals: { 'aws-marketplace:PartyType': 'Proposer' },
          },
        },
      ),
      allow('q: StartConversation SendMessage GetConversation ListConversations PassRequest', everything, {
        sid: 'AmazonQPartnerAssistantAccess',
      }),
      allow('partnercentral:StartVerification partnercentral:GetVerification', everything, {
        sid: 'VerificationAccess',
      }),
      allow(
        `
        aws-marketplace: ListAgreementInvoiceLineItems ListBillingAdjustmentRequests GetBillingAdjustmentRequest
          BatchCreateBillingAdjustmentRequest ListAgreementCancellationRequests GetAgreementCancellationRequest
          SendAgreementCancellationRequest CancelAgreementCancellationRequest
      `,
        everything,
        {
          sid: 'AWSMarketplaceAgreementsCancellationAndAdjustmentAccess',
          when: {
            'ForAllValues:StringEquals': { 'aws-marketplace:AgreementType': ['PurchaseAgreement'] },
            StringEquals: { 'aws-marketplace:PartyType': 'Proposer' },
          },
        },
      ),
    ],
  },
  {
    name: 'AWSMarketplaceSellerProductsFullAccess',
    description: 'Products of a seller.',
    version: 'v15',
    created: '2019-07-02T21:06:25Z',
    updated: '2026-02-19T19:12:10Z',
    statements: () => [
      allow('aws-marketplace: ListChangeSets ListEntities ListAssessments', everything, {
        sid: 'MarketplaceListAccess',
      }),
      allow(
        'aws-marketplace: DescribeChangeSet StartChangeSet CancelChangeSet DescribeEntity',
        'arn:aws:aws-marketplace:*:*:AWSMarketplace*/*',
        { sid: 'MarketplaceResourceAccess' },
      ),
      allow('aws-marketplace:DescribeAssessment', everything, { sid: 'MarketplaceAssessmentAccess' }),
      allow('ec2: DescribeImages DescribeSnapshots ModifyImageAttribute ModifySnapshotAttribute', everything, {
        sid: 'EC2ResourceAccess',
      }),
      allow('iam:GetRole', 'arn:aws:iam::*:role/*', { sid: 'GetIAMRoleAccess' }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        sid: 'IAMPassRoleAccess',
        when: { StringEquals: { 'iam:PassedToService': 'assets.marketplace.amazonaws.com' } },
      }),
      allow(
        `
        vendor-insights: GetDataSource ListDataSources ListSecurityProfiles GetSecurityProfile
          GetSecurityProfileSnapshot ListSecurityProfileSnapshots
      `,
        everything,
        { sid: 'VendorInsightsAccess' },
      ),
      allow(
        'aws-marketplace: TagResource UntagResource ListTagsForResource',
        'arn:aws:aws-marketplace:*:*:AWSMarketplace*/*',
        { sid: 'TagAccess' },
      ),
      allow(
        'aws-marketplace: GetResourcePolicy PutResourcePolicy DeleteResourcePolicy',
        'arn:aws:aws-marketplace:*:*:AWSMarketplace*/*',
        { sid: 'ResourceSharingAccess' },
      ),
      allow(
        's3:PutObject',
        `arn:aws:s3:::aws-partner-central-marketplace-ephemeral-writeonly-files/${variable('aws:PrincipalAccount')}/*`,
        { sid: 'MarketplaceEphemeralWriteS3Access' },
      ),
      allow('partnercentral-account-management:AccessLegacyPartnerCentral', everything, {
        sid: 'LegacyPartnerCentralAccess',
        when: {
          'ForAnyValue:StringEquals': {
            'partnercentral-account-management:LegacyPartnerCentralRole': 'TechnicalStaff',
          },
        },
      }),
      allow('q: StartConversation SendMessage GetConversation ListConversations PassRequest', everything, {
        sid: 'AmazonQPartnerAssistantAccess',
      }),
    ],
  },
  {
    name: 'AWSMarketplaceSellerProductsReadOnly',
    description: 'Products of a seller, to look at.',
    version: 'v7',
    created: '2019-07-02T21:40:47Z',
    updated: '2026-02-12T18:01:38Z',
    statements: () => [
      allow(`
        aws-marketplace: ListChangeSets DescribeChangeSet ListEntities DescribeEntity ListAssessments
          DescribeAssessment
        ec2: DescribeImages DescribeSnapshots
      `),
      allow('aws-marketplace:ListTagsForResource', 'arn:aws:aws-marketplace:*:*:AWSMarketplace/*'),
      allow('aws-marketplace:GetResourcePolicy', 'arn:aws:aws-marketplace:*:*:AWSMarketplace/*'),
    ],
  },
  {
    name: 'AWSMarketplaceAmiIngestion',
    description: "For the role by which AWS Marketplace copies a seller's images for scanning.",
    version: 'v1',
    created: '2020-09-25T20:55:10Z',
    updated: '2020-09-25T20:55:10Z',
    statements: () => [
      allow('ec2:ModifySnapshotAttribute', 'arn:aws:ec2:us-east-1::snapshot/snap-*'),
      allow('ec2: DescribeImageAttribute DescribeImages DescribeSnapshotAttribute ModifyImageAttribute'),
    ],
  },
  {
    name: 'AWSMarketplaceGetEntitlements',
    description: 'For a product: what a customer has bought.',
    version: 'v2',
    created: '2017-03-27T19:37:24Z',
    updated: '2024-04-05T01:27:20Z',
    statements: () => [allow('aws-marketplace:GetEntitlements', everything, { sid: 'AWSMarketplaceGetEntitlements' })],
  },
  {
    name: 'AWSMarketplaceMeteringFullAccess',
    description: 'For a product: telling how much a customer uses.',
    version: 'v1',
    created: '2016-03-17T22:39:22Z',
    updated: '2016-03-17T22:39:22Z',
    statements: () => [allow('aws-marketplace:MeterUsage')],
  },
  {
    name: 'AWSMarketplaceMeteringRegisterUsage',
    description: 'For a product in containers: telling that it runs.',
    version: 'v1',
    created: '2019-11-21T01:17:54Z',
    updated: '2019-11-21T01:17:54Z',
    statements: () => [allow('aws-marketplace:RegisterUsage')],
  },
  {
    name: 'AWSPrivateMarketplaceAdminFullAccess',
    description: 'Choosing the products that an organisation may buy.',
    version: 'v9',
    created: '2018-11-27T16:32:32Z',
    updated: '2026-02-12T18:01:07Z',
    statements: () => [
      allow('iam:GetRole', 'arn:aws:iam::*:role/*AWSServiceRoleForPrivateMarketplaceAdmin', {
        sid: 'PrivateMarketplaceGetRolePermissions',
      }),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/private-marketplace.marketplace.amazonaws.com/AWSServiceRoleForPrivateMarketplaceAdmin',
        {
          sid: 'PrivateMarketplaceCreateSLRPermissions',
          when: { StringEquals: { 'iam:AWSServiceName': 'private-marketplace.marketplace.amazonaws.com' } },
        },
      ),
      allow('organizations: RegisterDelegatedAdministrator DeregisterDelegatedAdministrator', everything, {
        sid: 'PrivateMarketplaceManageDelegatedAdministratorPermissions',
        when: { StringEquals: { 'organizations:ServicePrincipal': 'private-marketplace.marketplace.amazonaws.com' } },
      }),
      allow('organizations:EnableAWSServiceAccess', everything, {
        sid: 'PrivateMarketplaceEnableServiceAccessPermissions',
        when: { StringEquals: { 'organizations:ServicePrincipal': 'private-marketplace.marketplace.amazonaws.com' } },
      }),
      allow(
        `
        aws-marketplace: AssociateProductsWithPrivateMarketplace DisassociateProductsFromPrivateMarketplace
          ListPrivateMarketplaceRequests DescribePrivateMarketplaceRequests
      `,
        everything,
        { sid: 'PrivateMarketplaceRequestPermissions' },
      ),
      allow(
        `
        aws-marketplace: ListEntities DescribeEntity StartChangeSet ListChangeSets DescribeChangeSet CancelChangeSet
      `,
        everything,
        { sid: 'PrivateMarketplaceCatalogAPIPermissions' },
      ),
      allow(
        'aws-marketplace: TagResource UntagResource ListTagsForResource',
        'arn:aws:aws-marketplace:*:*:AWSMarketplace/*',
        { sid: 'PrivateMarketplaceCatalogTaggingPermissions' },
      ),
      allow(
        `
        organizations: DescribeOrganization DescribeOrganizationalUnit DescribeAccount ListRoots ListParents
          ListOrganizationalUnitsForParent ListAccountsForParent ListAccounts ListAWSServiceAccessForOrganization
          ListDelegatedAdministrators
      `,
        everything,
        { sid: 'PrivateMarketplaceOrganizationPermissions' },
      ),
    ],
  },
];
