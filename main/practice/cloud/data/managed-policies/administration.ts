import { allow, allowAllBut, deny, everything, type PolicyRow } from './statements.ts';

/** Policies that open or close a whole account. */
export const administrationPolicies: readonly PolicyRow[] = [
  {
    name: 'AdministratorAccess',
    description: 'Everything, in every service.',
    version: 'v1',
    created: '2015-02-06T18:39:46Z',
    updated: '2015-02-06T18:39:46Z',
    statements: () => [allow('*')],
  },
  {
    name: 'PowerUserAccess',
    description: 'Everything but managing users, groups, organisations and the account itself.',
    version: 'v12',
    created: '2015-02-06T18:39:47Z',
    updated: '2026-02-12T17:59:14Z',
    statements: () => [
      allowAllBut('iam:* organizations:* account:*'),
      allow(`
        account: GetAccountInformation GetGovCloudAccountInformation GetPrimaryEmail ListRegions
        iam: CreateServiceLinkedRole DeleteServiceLinkedRole ListRoles
        organizations: DescribeEffectivePolicy DescribeOrganization
      `),
    ],
  },
  {
    name: 'AWSDenyAll',
    description: 'Forbids everything; attached to put someone out of reach at once.',
    version: 'v2',
    created: '2019-05-01T22:36:14Z',
    updated: '2023-12-18T16:42:05Z',
    statements: () => [deny('*', everything, { sid: 'DenyAll' })],
  },
  {
    name: 'AWSCompromisedKeyQuarantineV2',
    description: 'Forbids what thieves of keys do first; AWS attached it to users whose keys were found in public.',
    version: 'v5',
    created: '2021-04-21T22:30:59Z',
    updated: '2024-10-02T16:41:39Z',
    statements: () => [
      deny(`
        cloudtrail:LookupEvents
        ec2: RequestSpotInstances RunInstances StartInstances
        iam: AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy ChangePassword CreateAccessKey
          CreateInstanceProfile CreateLoginProfile CreatePolicyVersion CreateRole CreateUser DetachUserPolicy PassRole
          PutGroupPolicy PutRolePolicy PutUserPermissionsBoundary PutUserPolicy SetDefaultPolicyVersion
          UpdateAccessKey UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateLoginProfile UpdateUser
        lambda: AddLayerVersionPermission AddPermission CreateFunction GetPolicy ListTags
          PutProvisionedConcurrencyConfig TagResource UntagResource UpdateFunctionCode
        lightsail: Create* Delete* DownloadDefaultKeyPair GetInstanceAccessDetails Start* Update*
        organizations: CreateAccount CreateOrganization InviteAccountToOrganization
        s3: DeleteBucket DeleteObject DeleteObjectVersion PutLifecycleConfiguration PutBucketAcl
          PutBucketOwnershipControls DeleteBucketPolicy ObjectOwnerOverrideToBucketOwner PutAccountPublicAccessBlock
          PutBucketPolicy ListAllMyBuckets
        ec2: PurchaseReservedInstancesOffering AcceptReservedInstancesExchangeQuote CreateReservedInstancesListing
        savingsplans:CreateSavingsPlan
        ecs: CreateService CreateCluster RegisterTaskDefinition
        ecr:GetAuthorizationToken
        bedrock: CreateModelInvocationJob InvokeModelWithResponseStream CreateFoundationModelAgreement
          PutFoundationModelEntitlement InvokeModel
        s3: CreateBucket PutBucketCors GetObject ListBucket
        sagemaker: CreateEndpointConfig CreateProcessingJob
        ses: GetSendQuota ListIdentities
        sts: GetSessionToken GetFederationToken
        amplify: CreateDeployment CreateBackendEnvironment
        codebuild:CreateProject
        glue:CreateJob
        iam: DeleteRole DeleteAccessKey ListUsers
        lambda:GetEventSourceMapping
        sns:GetSMSAttributes
        mediapackagev2:CreateChannel
      `),
    ],
  },
  {
    name: 'AWSCompromisedKeyQuarantineV3',
    description: 'Forbids what thieves of keys do first; AWS attaches it to users whose keys are found in public.',
    version: 'v3',
    created: '2024-08-21T17:36:49Z',
    updated: '2026-03-16T16:27:14Z',
    statements: () => [
      deny(`
        cloudtrail:LookupEvents
        ec2: RequestSpotInstances RunInstances StartInstances PurchaseReservedInstancesOffering
          AcceptReservedInstancesExchangeQuote CreateReservedInstancesListing
        iam: AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy ChangePassword CreateAccessKey
          CreateInstanceProfile CreateLoginProfile CreatePolicyVersion CreateRole CreateUser DetachUserPolicy PassRole
          PutGroupPolicy PutRolePolicy PutUserPermissionsBoundary PutUserPolicy SetDefaultPolicyVersion
          UpdateAccessKey UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateLoginProfile UpdateUser DeleteRole
          DeleteAccessKey ListUsers
        lambda: AddLayerVersionPermission AddPermission CreateFunction GetPolicy ListTags
          PutProvisionedConcurrencyConfig TagResource UntagResource UpdateFunctionCode GetEventSourceMapping
        lightsail: Create* Delete* DownloadDefaultKeyPair GetInstanceAccessDetails Start* Update*
        organizations: CreateAccount CreateOrganization InviteAccountToOrganization LeaveOrganization AcceptHandshake
        s3: DeleteBucket DeleteObject DeleteObjectVersion PutLifecycleConfiguration PutBucketAcl
          PutBucketOwnershipControls DeleteBucketPolicy ObjectOwnerOverrideToBucketOwner PutAccountPublicAccessBlock
          PutBucketPolicy ListAllMyBuckets CreateBucket PutBucketCors GetObject ListBucket PutEncryptionConfiguration
        savingsplans:CreateSavingsPlan
        ecs: CreateService CreateCluster RegisterTaskDefinition
        ecr:GetAuthorizationToken
        bedrock: CreateModelInvocationJob InvokeModelWithResponseStream CreateFoundationModelAgreement
          PutFoundationModelEntitlement InvokeModel
        sagemaker: CreateEndpointConfig CreateProcessingJob
        ses: GetSendQuota ListIdentities
        sts: GetSessionToken GetFederationToken
        amplify: CreateDeployment CreateBackendEnvironment
        codebuild:CreateProject
        glue:CreateJob
        sns:GetSMSAttributes
        mediapackagev2:CreateChannel
        logs:PutLogEvents
        kms: PutKeyPolicy RetireGrant RevokeGrant ScheduleKeyDeletion DeleteImportedKeyMaterial
      `),
      deny('kms:CreateGrant', everything, { when: { Null: { 'kms:ViaService': 'true' } } }),
    ],
  },
  {
    name: 'AWSAccountManagementFullAccess',
    description: 'All account settings: contacts, Regions, closing.',
    version: 'v1',
    created: '2021-09-30T23:20:37Z',
    updated: '2021-09-30T23:20:37Z',
    statements: () => [allow('account:*')],
  },
  {
    name: 'AWSAccountManagementReadOnlyAccess',
    description: 'Account settings, to look at.',
    version: 'v1',
    created: '2021-09-30T23:29:53Z',
    updated: '2021-09-30T23:29:53Z',
    statements: () => [allow('account:Get* account:List*')],
  },
  {
    name: 'AWSOrganizationsFullAccess',
    description: 'Everything about an organisation and its accounts.',
    version: 'v9',
    created: '2018-11-06T20:31:57Z',
    updated: '2026-02-12T17:59:07Z',
    statements: () => [
      allow('organizations:*', everything, { sid: 'AWSOrganizationsFullAccess' }),
      allow(
        `
        account: PutAlternateContact DeleteAlternateContact GetAlternateContact GetContactInformation
          PutContactInformation ListRegions EnableRegion DisableRegion PutAccountName GetAccountInformation
      `,
        everything,
        { sid: 'AWSOrganizationsFullAccessAccount' },
      ),
      allow('iam:CreateServiceLinkedRole', everything, {
        sid: 'AWSOrganizationsFullAccessCreateSLR',
        when: { StringEquals: { 'iam:AWSServiceName': 'organizations.amazonaws.com' } },
      }),
    ],
  },
  {
    name: 'AWSOrganizationsReadOnlyAccess',
    description: 'An organisation and its accounts, to look at.',
    version: 'v6',
    created: '2018-11-06T20:32:38Z',
    updated: '2024-06-07T21:32:16Z',
    statements: () => [
      allow('organizations:Describe* organizations:List*', everything, { sid: 'AWSOrganizationsReadOnly' }),
      allow(
        `
        account: GetAlternateContact GetContactInformation ListRegions GetRegionOptStatus GetPrimaryEmail
      `,
        everything,
        { sid: 'AWSOrganizationsReadOnlyAccount' },
      ),
    ],
  },
  {
    name: 'ResourceGroupsandTagEditorFullAccess',
    description: 'Groups of resources and the tags of all services.',
    version: 'v6',
    created: '2015-02-06T18:39:53Z',
    updated: '2023-08-10T13:29:19Z',
    statements: () => [
      allow(`
        tag: getResources getTagKeys getTagValues TagResources UntagResources
        resource-groups:*
        cloudformation: DescribeStacks ListStackResources ListStacks
      `),
    ],
  },
  {
    name: 'ResourceGroupsandTagEditorReadOnlyAccess',
    description: 'Groups of resources and tags, to look at.',
    version: 'v3',
    created: '2015-02-06T18:39:54Z',
    updated: '2023-08-10T13:42:58Z',
    statements: () => [
      allow(`
        tag: getResources getTagKeys getTagValues
        resource-groups: Get* List* Search*
        cloudformation: DescribeStacks ListStackResources ListStacks
      `),
    ],
  },
  {
    name: 'AWSResourceExplorerReadOnlyAccess',
    description: 'Searching for resources over all Regions.',
    version: 'v2',
    created: '2022-11-07T19:56:00Z',
    updated: '2023-11-14T16:43:41Z',
    statements: () => [
      allow(
        `
        resource-explorer-2: Get* List* Search BatchGetView
        ec2:DescribeRegions
        ram: ListResources GetResourceShares
        organizations:DescribeOrganization
      `,
        everything,
        { sid: 'ResourceExplorerReadOnlyAccess' },
      ),
    ],
  },
  {
    name: 'DeclarativePoliciesEC2Report',
    path: '/aws-service-role/',
    description: 'For the role that reports what EC2 settings the accounts of an organisation have.',
    version: 'v1',
    created: '2024-11-30T13:21:06Z',
    updated: '2024-11-30T13:21:06Z',
    statements: () => [
      allow(
        `
        ec2: DescribeRegions GetSerialConsoleAccessStatus GetInstanceMetadataDefaults GetImageBlockPublicAccessState
          GetSnapshotBlockPublicAccessState GetAllowedImagesSettings DescribeVpcBlockPublicAccessOptions
      `,
        everything,
        { sid: 'DeclarativePoliciesEC2Report' },
      ),
    ],
  },
  {
    name: 'AWSConfigUserAccess',
    description: 'What AWS Config recorded, to look at.',
    version: 'v4',
    created: '2015-02-18T19:38:41Z',
    updated: '2019-03-18T20:27:47Z',
    statements: () => [
      allow(`
        config: Get* Describe* Deliver* List* Select*
        tag: GetResources GetTagKeys
        cloudtrail: DescribeTrails GetTrailStatus LookupEvents
      `),
    ],
  },
  {
    name: 'AWSCloudShellFullAccess',
    description: 'The shell in the browser.',
    version: 'v1',
    created: '2020-12-15T18:07:44Z',
    updated: '2020-12-15T18:07:44Z',
    statements: () => [allow('cloudshell:*')],
  },
];
