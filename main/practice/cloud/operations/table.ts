import type { ServiceName } from '../wire/services.ts';
import { catalogueReads } from './instance-types/instance-types.ts';
import { iamOperations } from './iam/iam.ts';
import { imageOperations } from './images.ts';
import { instanceReads } from './instances/instances.ts';
import { keyOperations } from './keys/keys.ts';
import { kmsOperations } from './kms/kms.ts';
import { launchOperations } from './launch/launch.ts';
import { networkOperations } from './network/network.ts';
import type { Operation } from './operation.ts';
import { powerOperations } from './instances/power.ts';
import { stsOperations } from './sts.ts';
import { storageReads } from './storage-reads.ts';
import { tagOperations } from './tags.ts';

const table: Readonly<Record<ServiceName, readonly Operation[]>> = {
  ec2: [
    ...instanceReads,
    ...launchOperations,
    ...powerOperations,
    ...imageOperations,
    ...storageReads,
    ...tagOperations,
    ...keyOperations,
    ...networkOperations,
    ...catalogueReads,
  ],
  sts: stsOperations,
  iam: iamOperations((service) => (table[service as ServiceName] ?? []).map(({ name }) => name)),
  ssm: [],
  'ec2-instance-connect': [],
  kms: kmsOperations,
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
