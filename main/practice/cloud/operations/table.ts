import type { ServiceName } from '../wire/services.ts';
import { iamOperations } from './iam/iam.ts';
import { imageOperations } from './images.ts';
import { instanceConnectOperations } from './instance-connect/instance-connect.ts';
import { instanceOperations } from './instance-operations.ts';
import { kmsOperations } from './kms/kms.ts';
import { networkOperations } from './network/network.ts';
import type { Operation } from './operation.ts';
import { pricingOperations } from './pricing/pricing.ts';
import { serviceQuotaOperations } from './service-quotas/service-quotas.ts';
import { ssmOperations } from './ssm/ssm.ts';
import { storageOperations } from './storage/storage.ts';
import { stsOperations } from './sts.ts';
import { tagOperations } from './tags.ts';

const table: Readonly<Record<ServiceName, readonly Operation[]>> = {
  ec2: [...instanceOperations, ...imageOperations, ...storageOperations, ...tagOperations, ...networkOperations],
  sts: stsOperations,
  iam: iamOperations((service) => (table[service as ServiceName] ?? []).map(({ name }) => name)),
  ssm: ssmOperations,
  'ec2-instance-connect': instanceConnectOperations,
  kms: kmsOperations,
  pricing: pricingOperations,
  servicequotas: serviceQuotaOperations,
};

const byName = new Map(
  Object.entries(table).flatMap(([service, operations]) =>
    operations.map((operation) => [`${service}:${operation.name}`, operation] as const),
  ),
);

/** The behaviour of an operation, or null where the practice cloud has none. */
export function findOperation(service: ServiceName, name: string): Operation | null {
  return byName.get(`${service}:${name}`) ?? null;
}

/** All operations of a service, for whoever wants to list what can be done here. */
export function listOperations(service: ServiceName): readonly Operation[] {
  return table[service];
}
