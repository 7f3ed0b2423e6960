import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

const ask = (QuotaCode: string, ServiceCode = 'ec2', who?: string) =>
  it.quotas(who).send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }));

test('the standard quota is the setting of the place, and others begin at none', async () => {
  await it.cloud.request('configure', { accountId: '111122223333', region: 'eu-central-1', vcpuQuota: 12 });
  const { Quota } = await ask('L-1216C47A');
  expect(Quota).toMatchObject({
    Value: 12,
    QuotaName: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    QuotaArn: 'arn:aws:servicequotas:eu-central-1:111122223333:ec2/L-1216C47A',
  });
  expect((await ask('L-DB2E81BA', 'ec2', 'auditor')).Quota?.Value).toBe(0);
});

test.each([
  ['another service', 'L-1216C47A', 's3'],
  ['a code that is none', 'L-00000000', 'ec2'],
])('%s is refused as AWS does', async (_, code, service) => {
  await expect(ask(code, service)).rejects.toMatchObject({ name: 'NoSuchResourceException' });
});
