import { type OperationShape, readOperation } from './shape.ts';

/** The services that answer here; the name is the one that a signature's scope carries. */
export const serviceNames = [
  'ec2',
  'sts',
  'iam',
  'ssm',
  'ec2-instance-connect',
  'kms',
  'pricing',
  'servicequotas',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** How a service speaks, and where its schemas are. */
export interface Service {
  readonly name: ServiceName;
  readonly protocol: 'ec2Query' | 'awsQuery' | 'awsJson';
  readonly xmlNamespace: string;
  /** What stands before the dot in `X-Amz-Target`; empty for the query protocols. */
  readonly target: string;
  /** Loads the SDK client's module; heavy, so only on a service's first call. */
  load(): Promise<object>;
}

const services: Readonly<Record<ServiceName, Service>> = {
  ec2: {
    name: 'ec2',
    protocol: 'ec2Query',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    target: '',
    load: () => import('@aws-sdk/client-ec2'),
  },
  sts: {
    name: 'sts',
    protocol: 'awsQuery',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    target: '',
    load: () => import('@aws-sdk/client-sts'),
  },
  iam: {
    name: 'iam',
    protocol: 'awsQuery',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    target: '',
    load: () => import('@aws-sdk/client-iam'),
  },
  ssm: {
    name: 'ssm',
    protocol: 'awsJson',
    xmlNamespace: '',
    target: 'AmazonSSM',
    load: () => import('@aws-sdk/client-ssm'),
  },
  'ec2-instance-connect': {
    name: 'ec2-instance-connect',
    protocol: 'awsJson',
    xmlNamespace: '',
    target: 'AWSEC2InstanceConnectService',
    load: () => import('@aws-sdk/client-ec2-instance-connect'),
  },
  kms: {
    name: 'kms',
    protocol: 'awsJson',
    xmlNamespace: '',
    target: 'TrentService',
    load: () => import('@aws-sdk/client-kms'),
  },
  pricing: {
    name: 'pricing',
    protocol: 'awsJson',
    xmlNamespace: '',
    target: 'AWSPriceListService',
    load: () => import('@aws-sdk/client-pricing'),
  },
  servicequotas: {
    name: 'servicequotas',
    protocol: 'awsJson',
    xmlNamespace: '',
    target: 'ServiceQuotasV20190624',
    load: () => import('@aws-sdk/client-service-quotas'),
  },
};

/** Finds a service by the name in a signature's scope. */
export function findService(name: string): Service | null {
  return serviceNames.includes(name as ServiceName) ? services[name as ServiceName] : null;
}

const versions: Readonly<Record<string, ServiceName>> = {
  '2016-11-15': 'ec2',
  '2011-06-15': 'sts',
  '2010-05-08': 'iam',
};

/** The service that an unsigned request seems to mean, by its target or by its API version; only for words of refusal. */
export function impliedService(request: {
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}): Service | null {
  const [prefix] = String(request.headers['x-amz-target'] ?? '').split('.');
  const byTarget = prefix ? Object.values(services).find(({ target }) => target === prefix) : undefined;
  if (byTarget) return byTarget;
  const text = `${request.target}&${Buffer.from(request.body.subarray(0, 10_000)).toString('latin1')}`;
  const version = /[?&]Version=(\d{4}-\d\d-\d\d)/.exec(text)?.[1] ?? '';
  return findService(versions[version] ?? '');
}

const shapes = new Map<string, OperationShape>();

/** The shapes of one operation, or null where the SDK knows no operation of that name. */
export async function findOperationShape(service: Service, operation: string): Promise<OperationShape | null> {
  const key = `${service.name}:${operation}`;
  const known = shapes.get(key);
  if (known) return known;
  if (!/^[A-Z][A-Za-z0-9]{2,80}$/.test(operation)) return null;
  const module = (await service.load()) as Readonly<Record<string, unknown>>;
  const shape = readOperation(module[`${operation}$`]);
  if (shape) shapes.set(key, shape);
  return shape;
}
