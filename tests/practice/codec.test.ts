import { describe, test } from 'vitest';
import { listOperations } from '../../main/practice/cloud/operations/table.ts';
import { serviceNames } from '../../main/practice/cloud/wire/services.ts';
import { subjectOf } from './codec-exchange.ts';
import { answersArrive, practiceCodec, requestsArrive } from './codec-properties.ts';

/**
 * The SDK is the other end: what it writes must be read, and what is written it must read, for any value that the
 * schemas allow. No server: the client's own request handler is the wire. All operations of the SDK: `npm run bench codec`.
 */
const RUNS = 12;

/** Operations that hold a protocol or a form of value, whether they have a behaviour yet or not. */
const always = {
  ec2: ['RunInstances', 'DescribeInstances', 'CreateLaunchTemplate', 'CopySnapshot', 'GetConsoleOutput'],
  iam: ['GetContextKeysForPrincipalPolicy', 'SimulateCustomPolicy', 'GetAccountSummary', 'UploadSSHPublicKey'],
  sts: ['AssumeRole', 'GetWebIdentityToken'],
  ssm: ['GetParameters', 'GetParametersByPath', 'SendCommand', 'GetInventory', 'DescribeInstanceInformation'],
  kms: ['Encrypt', 'Decrypt', 'CreateGrant', 'DescribeKey', 'GenerateDataKey'],
  'ec2-instance-connect': ['SendSSHPublicKey'],
  pricing: ['GetProducts'],
  servicequotas: ['GetServiceQuota'],
};

const subjects = serviceNames.flatMap((service) =>
  [...new Set([...listOperations(service).map(({ name }) => name), ...always[service]])].map((name) => ({
    service,
    name,
  })),
);

describe.each(subjects)('$service $name', ({ service, name }) => {
  const subject = subjectOf(service, name);

  test('an answer that is written is the answer that the SDK reads', () => answersArrive(practiceCodec, subject, RUNS));

  test('a request that the SDK writes is the request that is read', () => requestsArrive(practiceCodec, subject, RUNS));
});
