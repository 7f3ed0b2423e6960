import { allow, everything, type PolicyRow, variable } from './statements.ts';

/** Users, roles, keys and sign-in. */
export const identityPolicies: readonly PolicyRow[] = [
  {
    name: 'IAMFullAccess',
    description: 'Everything in IAM.',
    version: 'v2',
    created: '2015-02-06T18:40:38Z',
    updated: '2019-06-21T19:40:00Z',
    statements: () => [
      allow(`
        iam:*
        organizations: DescribeAccount DescribeOrganization DescribeOrganizationalUnit DescribePolicy ListChildren
          ListParents ListPoliciesForTarget ListRoots ListPolicies ListTargetsForPolicy
      `),
    ],
  },
  {
    name: 'IAMReadOnlyAccess',
    description: 'IAM, to look at.',
    version: 'v4',
    created: '2015-02-06T18:40:39Z',
    updated: '2018-01-25T19:11:27Z',
    statements: () => [
      allow(`
        iam: GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List* SimulateCustomPolicy
          SimulatePrincipalPolicy
      `),
    ],
  },
  {
    name: 'IAMUserChangePassword',
    description: 'Changing the own password.',
    version: 'v5',
    created: '2016-11-15T00:25:16Z',
    updated: '2026-02-12T17:58:57Z',
    statements: () => [
      allow('iam:ChangePassword', [
        `arn:aws:iam::*:user/${variable('aws:username')}`,
        `arn:aws:iam::*:user/*/${variable('aws:username')}`,
      ]),
      allow('iam:GetAccountPasswordPolicy'),
    ],
  },
  {
    name: 'IAMUserSSHKeys',
    description: 'Managing the own SSH keys for CodeCommit.',
    version: 'v1',
    created: '2015-07-09T17:08:54Z',
    updated: '2015-07-09T17:08:54Z',
    statements: () => [
      allow(
        `
        iam: DeleteSSHPublicKey GetSSHPublicKey ListSSHPublicKeys UpdateSSHPublicKey UploadSSHPublicKey
      `,
        `arn:aws:iam::*:user/${variable('aws:username')}`,
      ),
    ],
  },
  {
    name: 'IAMSelfManageServiceSpecificCredentials',
    description: 'Managing the own passwords for single services.',
    version: 'v1',
    created: '2016-12-22T17:25:18Z',
    updated: '2016-12-22T17:25:18Z',
    statements: () => [
      allow(
        `
        iam: CreateServiceSpecificCredential ListServiceSpecificCredentials UpdateServiceSpecificCredential
          DeleteServiceSpecificCredential ResetServiceSpecificCredential
      `,
        `arn:aws:iam::*:user/${variable('aws:username')}`,
      ),
    ],
  },
  {
    name: 'IAMAccessAdvisorReadOnly',
    description: 'When which service was last used, to look at.',
    version: 'v1',
    created: '2019-06-21T19:33:45Z',
    updated: '2019-06-21T19:33:45Z',
    statements: () => [
      allow(`
        iam: ListRoles ListUsers ListGroups ListPolicies ListPoliciesGrantingServiceAccess
          GenerateServiceLastAccessedDetails GenerateOrganizationsAccessReport GenerateCredentialReport GetRole
          GetPolicy GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities
          GetOrganizationsAccessReport
        organizations: DescribeAccount DescribeOrganization DescribeOrganizationalUnit DescribePolicy ListChildren
          ListParents ListPoliciesForTarget ListRoots ListPolicies ListTargetsForPolicy
      `),
    ],
  },
  {
    name: 'IAMAccessAnalyzerFullAccess',
    description: 'Everything in IAM Access Analyzer.',
    version: 'v1',
    created: '2019-12-02T17:12:40Z',
    updated: '2019-12-02T17:12:40Z',
    statements: () => [
      allow('access-analyzer:*'),
      allow('iam:CreateServiceLinkedRole', everything, {
        when: { StringEquals: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } },
      }),
      allow(`
        organizations: DescribeAccount DescribeOrganization DescribeOrganizationalUnit ListAccounts
          ListAccountsForParent ListAWSServiceAccessForOrganization ListChildren ListDelegatedAdministrators
          ListOrganizationalUnitsForParent ListParents ListRoots
      `),
    ],
  },
  {
    name: 'IAMAccessAnalyzerReadOnlyAccess',
    description: 'What IAM Access Analyzer found, to look at.',
    version: 'v4',
    created: '2019-12-02T17:12:53Z',
    updated: '2024-07-18T17:49:04Z',
    statements: () => [
      allow(
        `
        access-analyzer: CheckAccessNotGranted CheckNoNewAccess CheckNoPublicAccess Get* List* ValidatePolicy
      `,
        everything,
        { sid: 'IAMAccessAnalyzerReadOnlyAccess' },
      ),
    ],
  },
  {
    name: 'SignInLocalDevelopmentAccess',
    description: 'Signing in from the command line by the browser, without access keys.',
    version: 'v3',
    created: '2025-11-19T18:34:09Z',
    updated: '2026-02-12T17:59:05Z',
    statements: () => [
      allow('signin:AuthorizeOAuth2Access signin:CreateOAuth2Token', 'arn:aws:signin:*:*:oauth2/public-client/*'),
    ],
  },
  {
    name: 'AWSKeyManagementServicePowerUser',
    description: 'Making and tagging encryption keys, without using them.',
    version: 'v2',
    created: '2015-02-06T18:40:40Z',
    updated: '2017-03-07T00:55:11Z',
    statements: () => [
      allow(`
        kms: CreateAlias CreateKey DeleteAlias Describe* GenerateRandom Get* List* TagResource UntagResource
        iam: ListGroups ListRoles ListUsers
      `),
    ],
  },
  {
    name: 'SecretsManagerReadWrite',
    description: 'Secrets, and what is needed to renew them.',
    version: 'v5',
    created: '2018-04-04T18:05:29Z',
    updated: '2024-02-22T18:12:06Z',
    statements: () => [
      allow(
        `
        secretsmanager:*
        cloudformation: CreateChangeSet DescribeChangeSet DescribeStackResource DescribeStacks ExecuteChangeSet
        docdb-elastic: GetCluster ListClusters
        ec2: DescribeSecurityGroups DescribeSubnets DescribeVpcs
        kms: DescribeKey ListAliases ListKeys
        lambda:ListFunctions
        rds: DescribeDBClusters DescribeDBInstances
        redshift:DescribeClusters
        redshift-serverless: ListWorkgroups GetNamespace
        tag:GetResources
      `,
        everything,
        { sid: 'BasePermissions' },
      ),
      allow(
        `
        lambda: AddPermission CreateFunction GetFunction InvokeFunction UpdateFunctionConfiguration
      `,
        'arn:aws:lambda:*:*:function:SecretsManager*',
        { sid: 'LambdaPermissions' },
      ),
      allow(
        'serverlessrepo:CreateCloudFormationChangeSet serverlessrepo:GetApplication',
        'arn:aws:serverlessrepo:*:*:applications/SecretsManager*',
        { sid: 'SARPermissions' },
      ),
      allow(
        's3:GetObject',
        ['arn:aws:s3:::awsserverlessrepo-changesets*', 'arn:aws:s3:::secrets-manager-rotation-apps-*/*'],
        { sid: 'S3Permissions' },
      ),
    ],
  },
];
