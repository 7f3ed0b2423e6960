import type { PolicyKind } from '../../main/practice/cloud/access/policy-document.ts';
import type { Words } from './decision-case.ts';

/** A policy that AWS does not take, and what it says. */
export interface MalformedPolicy {
  readonly what: string;
  readonly kind: PolicyKind;
  readonly text: string;
  readonly says: string;
}

const syntax = 'Syntax errors in policy.';
const legacy = 'The policy failed legacy parsing';
const version = 'Policy document must be version 2012-10-17 or greater.';
const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const good: Words = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
const bucket = 'arn:aws:s3:::photos';

type Row = readonly [what: string, statement: unknown, says: string];

/** A statement with some of it changed; undefined takes a field out. */
const but = (changes: Words): Words => ({ ...good, ...changes });
const on = (resource: unknown): Words => but({ Resource: resource });
const under = (condition: unknown): Words => but({ Condition: condition });
const before = (date: unknown): Words => under({ DateLessThan: { 'aws:CurrentTime': date } });

const statements: readonly Row[] = [
  ['a statement that is text', 'Allow', syntax],
  ['no statement at all', undefined, syntax],
  ['an empty list of statements', [], syntax],
  ['a list in a list of statements', [[good]], syntax],
  ['no Effect', but({ Effect: undefined }), syntax],
  ['an Effect that is none', but({ Effect: 'Permit' }), syntax],
  ['an Effect that is a list', but({ Effect: ['Allow'] }), syntax],
  ['an Effect in small letters', but({ Effect: 'allow' }), legacy],
  ['an unknown element', but({ Why: 'because' }), syntax],
  ['an element in small letters', but({ action: 'ec2:StopInstances' }), syntax],
  ['Action and NotAction', but({ NotAction: 'ec2:StopInstances' }), syntax],
  ['Resource and NotResource', but({ NotResource: bucket }), syntax],
  ['an Action that is a number', but({ Action: 7 }), syntax],
  ['an Action that is an object', but({ Action: {} }), syntax],
  ['a list in a list of actions', but({ Action: [['ec2:RunInstances']] }), syntax],
  ['no Action', but({ Action: undefined }), 'Policy statement must contain actions.'],
  ['an empty list of actions', but({ Action: [] }), 'Policy statement must contain actions.'],
  [
    'no Action in the second statement',
    [good, { Effect: 'Deny', Resource: '*' }],
    'Policy statement must contain actions.',
  ],
  ['an action without its service', but({ Action: 'RunInstances' }), vendor],
  ['an empty action', but({ Action: '' }), vendor],
  ['a NotAction without its service', { Effect: 'Allow', NotAction: 'RunInstances', Resource: '*' }, vendor],
  ['an action without its service in a list', but({ Action: ['ec2:RunInstances', 'StopInstances'] }), vendor],
  ['an action with two colons', but({ Action: 'ec2:Run:Instances' }), 'Actions/Condition can contain only one colon.'],
  ['a service with a blank', but({ Action: 'e c2:RunInstances' }), 'Vendor e c2 is not valid'],
  ['a service with a star', but({ Action: 'ec*:RunInstances' }), 'Vendor ec* is not valid'],
  ['no Resource', but({ Resource: undefined }), 'Policy statement must contain resources.'],
  ['an empty list of resources', on([]), 'Policy statement must contain resources.'],
  ['a Resource that is a number', on(7), syntax],
  [
    'a resource that is no ARN',
    on('i-0123456789abcdef0'),
    'Resource i-0123456789abcdef0 must be in ARN format or "*".',
  ],
  ['an empty resource', on(''), 'Resource  must be in ARN format or "*".'],
  ['a resource with two stars', on('**'), 'Resource ** must be in ARN format or "*".'],
  ['a bad resource in a list', on(['*', 'photos']), 'Resource photos must be in ARN format or "*".'],
  [
    'a partition that is none',
    on('arn:amazon:s3:::photos'),
    'Partition "amazon" is not valid for resource "arn:amazon:s3:::photos".',
  ],
  [
    'an ARN without its beginning',
    on('aws:s3:::photos'),
    'Partition "s3" is not valid for resource "arn:s3:::photos:*".',
  ],
  [
    'an ARN that ends after its partition',
    on('arn:aws'),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    'a star for the service',
    on('arn:aws:*:eu-central-1:111122223333:instance/*'),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    'an IAM resource with a Region',
    on('arn:aws:iam:eu-central-1:111122223333:user/ana'),
    'IAM resource arn:aws:iam:eu-central-1:111122223333:user/ana cannot contain region information.',
  ],
  [
    'a bucket with a Region',
    on('arn:aws:s3:eu-central-1::photos'),
    'Resource arn:aws:s3:eu-central-1::photos can not contain region information.',
  ],
  [
    'an IAM resource of no kind',
    on('arn:aws:iam::111122223333:ana'),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  ['an ARN with a colon too few', on('arn:aws:s3::photos'), legacy],
  ['an ARN without a service', on('arn:aws::eu-central-1:111122223333:x'), legacy],
  ['a Condition that is a list', under([]), syntax],
  ['a Condition that is text', under('aws:SourceIp'), syntax],
  ['an operator that is none', under({ StringIs: { 'aws:username': 'ana' } }), syntax],
  ['an operator in small letters', under({ stringEquals: { 'aws:username': 'ana' } }), syntax],
  ['a qualifier that is none', under({ 'ForSomeValues:StringEquals': { 'aws:TagKeys': 'a' } }), syntax],
  ['a qualifier with two colons', under({ 'ForAnyValue::StringEquals': { 'aws:TagKeys': 'a' } }), syntax],
  ['NullIfExists', under({ NullIfExists: { 'aws:TokenIssueTime': 'true' } }), syntax],
  ['an operator without keys', under({ StringEquals: 'ana' }), syntax],
  ['a value that is an object', under({ StringEquals: { 'aws:username': {} } }), syntax],
  ['a value that is null', under({ StringEquals: { 'aws:username': null } }), syntax],
  ['a value in a list in a list', under({ StringEquals: { 'aws:username': [['ana']] } }), syntax],
  ['a date that is none', before('tomorrow'), legacy],
  ['the 30th of February', before('2026-02-30T00:00:00Z'), legacy],
  ['month 13', before('2026-13-01'), legacy],
  ['hour 24', before('2026-11-23T24:00:00Z'), legacy],
  ['a zone of one digit', before('2026-11-23T12:00:00+1'), legacy],
  ['seconds that do not fit', before('9223372036854775808'), legacy],
  ['a variable for a date', before('$'.concat('{aws:TokenIssueTime}')), legacy],
  ['a Principal', but({ Principal: '*' }), 'Policy document should not specify a principal.'],
  ['a NotPrincipal', but({ NotPrincipal: { AWS: '*' } }), 'Policy document should not specify a principal.'],
  ['an ID that is a number', but({ Sid: 1 }), syntax],
  [
    'an ID with a blank',
    but({ Sid: 'Start and stop' }),
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  ],
  [
    'an ID twice',
    [but({ Sid: 'A' }), but({ Sid: 'B' }), but({ Sid: 'A' })],
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  ['of two faults, the form comes first', but({ Effect: 'Permit', Action: 'RunInstances' }), syntax],
  [
    'of two faults, the resource comes before the action',
    but({ Action: 'Run', Resource: 'x' }),
    'Resource x must be in ARN format or "*".',
  ],
  ['of two faults, the action comes before no resource', but({ Action: 'Run', Resource: undefined }), vendor],
];

const documents: readonly (readonly [what: string, text: string, says: string])[] = [
  ['nothing', '', syntax],
  ['no JSON', 'allow everything', syntax],
  ['JSON with a comma too many', '{"Version":"2012-10-17","Statement":[],}', syntax],
  ['null', 'null', syntax],
  ['a list', '[]', syntax],
  ['text', '"policy"', syntax],
  ['a version that is none', JSON.stringify({ Version: '2013-10-17', Statement: good }), syntax],
  ['a version that is a number', JSON.stringify({ Version: 2012, Statement: good }), syntax],
  ['no version', JSON.stringify({ Statement: good }), version],
  ['the old version', JSON.stringify({ Version: '2008-10-17', Statement: good }), version],
  ['of two faults, the version comes before the date', JSON.stringify({ Statement: before('tomorrow') }), version],
  ['an element beside the statements', JSON.stringify({ Version: '2012-10-17', Statement: good, Note: 'x' }), syntax],
  ['Statements', JSON.stringify({ Version: '2012-10-17', Statements: [good] }), syntax],
  ['an Id that is a list', JSON.stringify({ Version: '2012-10-17', Id: [], Statement: good }), syntax],
  [
    'an element twice',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny","Action":"ec2:*","Resource":"*"}}',
    syntax,
  ],
  [
    'an element twice, once in other words',
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"ec2:*","Resource":"*"}}',
    syntax,
  ],
  [
    'a key twice',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"a","aws:username":"b"}}}}',
    syntax,
  ],
  [
    'the prototype of all objects',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*","__proto__":{"Effect":"Deny"}}}',
    syntax,
  ],
];

const trust: Words = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
const trustBut = (changes: Words): Words => ({ ...trust, ...changes });
const invalid = (kind: string, value: string): string => `Invalid principal in policy: "${kind}":"${value}"`;
const partOfName = 'arn:aws:iam::111122223333:user/*';

const trustRows: readonly Row[] = [
  ['an empty list of statements', [], 'Could not parse the policy: Statement is empty!'],
  ['no statement at all', undefined, 'Missing required field Statement'],
  ['no Effect', trustBut({ Effect: undefined }), 'Missing required field Effect'],
  ['an Effect that is none', trustBut({ Effect: 'Permit' }), 'Invalid effect: Permit'],
  ['no Principal', trustBut({ Principal: undefined }), 'Missing required field Principal'],
  ['an empty Principal', trustBut({ Principal: {} }), 'Missing required field Principal cannot be empty!'],
  ['a Principal that is text', trustBut({ Principal: '111122223333' }), 'Principal must be a JSON object.'],
  ['everyone as text', trustBut({ Principal: '*' }), 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'],
  ['a kind of principal that is none', trustBut({ Principal: { User: 'ana' } }), 'Invalid principal in policy: "User"'],
  ['a principal that is no ARN', trustBut({ Principal: { AWS: 'ana' } }), invalid('AWS', 'ana')],
  ['a part of a name', trustBut({ Principal: { AWS: partOfName } }), invalid('AWS', partOfName)],
  [
    'a group',
    trustBut({ Principal: { AWS: 'arn:aws:iam::111122223333:group/dev' } }),
    invalid('AWS', 'arn:aws:iam::111122223333:group/dev'),
  ],
  ['an account of 11 digits', trustBut({ Principal: { AWS: '11112222333' } }), invalid('AWS', '11112222333')],
  ['a service that is none', trustBut({ Principal: { Service: 'ec2' } }), invalid('SERVICE', 'ec2')],
  [
    'NotPrincipal with Allow',
    trustBut({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
    'Allow with NotPrincipal is not allowed.',
  ],
  [
    'NotPrincipal with Deny',
    trustBut({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
    'AssumeRole policy must not contain NotPrincipal field.',
  ],
  ['no Action', trustBut({ Action: undefined }), 'Missing required field Action'],
  [
    'an action of another service',
    trustBut({ Action: 'ec2:RunInstances' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  ['every action', trustBut({ Action: '*' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
  ['a Resource', trustBut({ Resource: '*' }), 'Has prohibited field Resource'],
  ['a NotResource', trustBut({ NotResource: '*' }), 'AssumeRole policy must not contain resources.'],
  ['an operator that is none', trustBut({ Condition: { StringIs: { a: 'b' } } }), 'Syntax error in policy.'],
  ['an ID twice', [trustBut({ Sid: 'A' }), trustBut({ Sid: 'A' })], 'The Statement Ids in the policy are not unique'],
  ['an unknown element', trustBut({ Why: 'x' }), 'Unknown field Why'],
];

const shared: Words = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` };
const sharedRows: readonly Row[] = [
  ['no Principal', { ...shared, Principal: undefined }, 'Missing required field Principal'],
  ['no Resource', { ...shared, Resource: undefined }, 'Missing required field Resource'],
  ['a resource that is no ARN', { ...shared, Resource: 'photos' }, 'Policy has invalid resource'],
  ['an action without its service', { ...shared, Action: 'GetObject' }, 'Policy has invalid action'],
  [
    'Principal and NotPrincipal',
    { ...shared, Effect: 'Deny', NotPrincipal: { AWS: '111122223333' } },
    'Syntax error in policy.',
  ],
];

const ofStatements = (kind: PolicyKind, rows: readonly Row[]): MalformedPolicy[] =>
  rows.map(([what, statement, says]) => ({
    what,
    kind,
    text: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
    says,
  }));

/** Policies of all kinds with one fault each, some with two. */
export const malformedPolicies: readonly MalformedPolicy[] = [
  ...documents.map(([what, text, says]): MalformedPolicy => ({ what, kind: 'identity', text, says })),
  ...ofStatements('identity', statements),
  { what: 'no JSON', kind: 'trust', text: '{Version', says: 'This policy contains invalid Json' },
  { what: 'a list', kind: 'trust', text: '[]', says: 'This policy contains invalid Json' },
  {
    what: 'a version that is none',
    kind: 'trust',
    text: JSON.stringify({ Version: '2020-01-01', Statement: trust }),
    says: 'The policy must contain a valid version string',
  },
  ...ofStatements('trust', trustRows),
  ...ofStatements('resource', sharedRows),
];
