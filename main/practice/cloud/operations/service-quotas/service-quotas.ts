import type { GetServiceQuotaRequest, GetServiceQuotaResponse } from '@aws-sdk/client-service-quotas';
import { type QuotaBucket, vcpuQuotaCodes } from '../../data/instance-quotas.ts';
import { Refusal } from '../../refusal.ts';
import { quotaOf } from '../launch/quota.ts';
import { reads } from '../operation.ts';

const buckets = Object.entries(vcpuQuotaCodes) as [QuotaBucket, { code: string; name: string }][];

/** Service Quotas: how many virtual CPUs of each kind of machine may run. */
export const serviceQuotaOperations = [
  reads('GetServiceQuota', (input: GetServiceQuotaRequest, { place, account }): GetServiceQuotaResponse => {
    if (input.ServiceCode !== 'ec2') {
      throw new Refusal('NoSuchResourceException', `The request failed because the specified service does not exist.`);
    }
    const found = buckets.find(([, { code }]) => code === input.QuotaCode);
    if (!found) {
      throw new Refusal('NoSuchResourceException', 'The request failed because the specified quota does not exist.');
    }
    const [bucket, { code, name }] = found;
    return {
      Quota: {
        ServiceCode: 'ec2',
        ServiceName: 'Amazon Elastic Compute Cloud (Amazon EC2)',
        QuotaArn: `arn:aws:servicequotas:${place.region}:${account.id}:ec2/${code}`,
        QuotaCode: code,
        QuotaName: name,
        Value: quotaOf(place, bucket),
        Unit: 'None',
        Adjustable: true,
        GlobalQuota: false,
      },
    };
  }),
];
