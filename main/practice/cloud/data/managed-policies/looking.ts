import { readOnlyActionsFirst } from './read-only-actions-first.ts';
import { readOnlyActionsSecond } from './read-only-actions-second.ts';
import { securityAuditActions } from './security-audit-actions.ts';
import { allow, everything, type PolicyRow, type PolicyStatement } from './statements.ts';
import { viewOnlyActions } from './view-only-actions.ts';

/** API Gateway has paths where other services have actions. */
const apiGatewayPaths = `
  apis apis/*/authorizers/* apis/*/authorizers apis/*/cors apis/*/deployments/* apis/*/deployments apis/*/exports/*
  apis/*/integrations/* apis/*/integrations apis/*/models/* apis/*/models apis/*/routes/* apis/*/routes apis/*/stages
  apis/*/stages/* clientcertificates clientcertificates/* domainnames domainnames/*/apimappings restapis
  restapis/*/authorizers/* restapis/*/authorizers restapis/*/deployments/* restapis/*/deployments
  restapis/*/documentation/parts/* restapis/*/documentation/parts restapis/*/documentation/versions/*
  restapis/*/documentation/versions restapis/*/gatewayresponses/* restapis/*/gatewayresponses restapis/*/models/*
  restapis/*/models restapis/*/requestvalidators restapis/*/requestvalidators/* restapis/*/resources/*
  restapis/*/resources restapis/*/stages restapis/*/stages/* tags/* vpclinks
`;

function lookAtApiGateway(): PolicyStatement {
  const paths = apiGatewayPaths.trim().split(/\s+/);
  return allow(
    'apigateway:GET',
    paths.map((path) => `arn:aws:apigateway:*::/${path}`),
    { sid: 'APIGatewayAccess' },
  );
}

/** Looking at a whole account, from the content of everything down to names and settings only. */
export const lookingPolicies: readonly PolicyRow[] = [
  {
    name: 'ReadOnlyAccess',
    description: 'Everything in every service, to look at, the content of data included.',
    version: 'v182',
    created: '2015-02-06T18:39:48Z',
    updated: '2026-04-03T15:27:12Z',
    statements: () => [
      allow(readOnlyActionsFirst, everything, { sid: 'ReadOnlyActionsGroup1' }),
      allow(readOnlyActionsSecond, everything, { sid: 'ReadOnlyActionsGroup2' }),
      allow('s3express:CreateSession', everything, {
        sid: 'S3ExpressReadOnlySessionObjectAccess',
        when: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } },
      }),
    ],
  },
  {
    name: 'ViewOnlyAccess',
    path: '/job-function/',
    description: 'Which resources there are in every service, without their content.',
    version: 'v45',
    created: '2016-11-10T17:20:15Z',
    updated: '2026-04-22T18:12:21Z',
    statements: () => [
      allow(viewOnlyActions, everything, { sid: 'GeneralViewOnlyAccessStatement' }),
      lookAtApiGateway(),
    ],
  },
  {
    name: 'SecurityAudit',
    description: 'Settings that matter for security in every service, without the content of data.',
    version: 'v86',
    created: '2015-02-06T18:41:01Z',
    updated: '2026-05-01T03:12:13Z',
    statements: () => [
      allow(securityAuditActions, everything, { sid: 'BaseSecurityAuditStatement' }),
      lookAtApiGateway(),
    ],
  },
];
