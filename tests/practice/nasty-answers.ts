import type { ServiceName } from '../../main/practice/cloud/wire/services.ts';

const texts = [
  ...['<a>&amp;"\'', ']]>', '<![CDATA[x]]>', '<!-- a -->', '&#65;&lt;', '<?xml version="1.0"?>', '%41+%', 'a+b=c&d'],
  ...['日本語 ü 🎈', '👩‍👩‍👧‍👦', '\u{10FFFF}', '\u{FFFD}', '\u{FEFF}a', 'e\u0301', '\u202Eabc', '\u0085\u2028'],
  ...['  a  ', ' ', 'a\r\nb\tc\n', '\r', '', '0', 'true', 'null', '__proto__', 'x'.repeat(10_000)],
];

/** An answer that is hard to write and hard to read, with members that every maker's models have had for years. */
export interface NastyAnswer {
  readonly service: Extract<ServiceName, 'ec2' | 'iam' | 'sts'>;
  readonly operation: string;
  readonly output: Readonly<Record<string, unknown>>;
}

export const nastyAnswers: readonly NastyAnswer[] = [
  {
    service: 'ec2',
    operation: 'DescribeInstances',
    output: {
      Reservations: [
        {
          ReservationId: 'r-1',
          Groups: [],
          Instances: texts.map((text, index) => ({
            InstanceId: `i-${index}`,
            AmiLaunchIndex: index,
            LaunchTime: new Date(Date.UTC(2026, 10, 24, 10, 10, 10, index)),
            EbsOptimized: index % 2 === 0,
            Tags: [{ Key: text, Value: text }],
            State: { Code: 16, Name: 'running' },
            BlockDeviceMappings: [],
          })),
        },
        { Instances: [], Groups: [] },
      ],
    },
  },
  { service: 'ec2', operation: 'DescribeImages', output: { Images: [] } },
  {
    service: 'ec2',
    operation: 'DescribeImages',
    output: {
      Images: texts.map((text) => ({
        Name: text,
        Description: text,
        BlockDeviceMappings: [{ DeviceName: text, Ebs: { VolumeSize: 2_147_483_647, Encrypted: false } }],
      })),
    },
  },
  {
    service: 'ec2',
    operation: 'GetConsoleOutput',
    output: { InstanceId: 'i-1', Output: 'YQ0KYg==', Timestamp: new Date(0) },
  },
  {
    service: 'ec2',
    operation: 'CreateKeyPair',
    output: { KeyName: texts.join('|'), KeyMaterial: '-----BEGIN\nabc\n-----END' },
  },
  {
    service: 'iam',
    operation: 'ListUsers',
    output: {
      IsTruncated: false,
      Users: texts.map((text) => ({
        Path: '/',
        UserName: text,
        UserId: text,
        Arn: text,
        CreateDate: new Date('2026-02-28T23:59:59.999Z'),
        Tags: [{ Key: text, Value: '' }],
      })),
    },
  },
  {
    service: 'iam',
    operation: 'GetAccountSummary',
    output: { SummaryMap: { Users: 3, Groups: 0, Roles: 2_147_483_647 } },
  },
  { service: 'iam', operation: 'ListGroups', output: { Groups: [], IsTruncated: true, Marker: texts.join('\n') } },
  {
    service: 'sts',
    operation: 'GetCallerIdentity',
    output: { UserId: ' a:b ', Account: '000000000000', Arn: texts.join('/') },
  },
  {
    service: 'sts',
    operation: 'AssumeRole',
    output: {
      Credentials: {
        AccessKeyId: 'a',
        SecretAccessKey: '/+=',
        SessionToken: '<&>',
        Expiration: new Date('2026-11-24T10:10:10.001Z'),
      },
      PackedPolicySize: 0,
    },
  },
];

/** Words that a refusal might carry back. */
export const nastyWords: readonly string[] = texts.filter((text) => text.trim() !== '');
