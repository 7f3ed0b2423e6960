import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { EC2InstanceConnectClient } from '@aws-sdk/client-ec2-instance-connect';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { PricingClient } from '@aws-sdk/client-pricing';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { CALL_LIMITS, type Guard, type Protected, protect } from './protect.ts';

/** Where services other than EC2 are, where that is not at AWS. */
export type ServiceEndpoints = Readonly<
  Record<'sts' | 'iam' | 'kms' | 'ssm' | 'pricing' | 'instanceConnect' | 'quotas', string | undefined>
>;

/** The clients of other services; but for `iamOnce`, all their calls here may be repeated without harm. */
export interface ServiceClients {
  /** Users, groups and policies: for reading, and for changes that may be repeated without harm. */
  iam(): Promise<IAMClient>;
  /** The same for what makes something: sent once, so that a lost reply can never make a second access key. */
  iamOnce(): Promise<IAMClient>;
  /** The keys that encrypt volumes and images. */
  kms(): Promise<KMSClient>;
  /** The public parameters that name today's images. */
  ssm(): Promise<SSMClient>;
  /** AWS's own price lists, of every Region. */
  pricing(): Promise<PricingClient>;
  /** EC2 Instance Connect: pushes a key that opens a machine for a minute; pushing it twice does no harm. */
  instanceConnect(): Promise<EC2InstanceConnectClient>;
  /** How much of each thing the account may have. */
  quotas(): Promise<ServiceQuotasClient>;
  /** Ends their connections. */
  close(): void;
}

/** The price lists of all Regions are kept in this one. Source: AWS Price List Query API, endpoints. */
const PRICING_REGION = 'us-east-1';

/** Makes each client, and loads its package, at its first use. */
export function serviceClients(common: EC2ClientConfig, endpoints: ServiceEndpoints, guard: Guard): ServiceClients {
  const made: { destroy(): void }[] = [];
  const guarded = <C extends { destroy(): void }>(client: C): C => {
    protect(client as unknown as Protected, guard);
    made.push(client);
    return client;
  };
  return {
    close() {
      for (const client of made) client.destroy();
    },
    iam: atFirstUse(async () => {
      const [{ IAMClient }, patience] = await Promise.all([import('@aws-sdk/client-iam'), patient()]);
      return guarded(new IAMClient({ ...elsewhere(common, endpoints.iam), ...patience }));
    }),
    iamOnce: atFirstUse(async () => {
      const { IAMClient } = await import('@aws-sdk/client-iam');
      return guarded(new IAMClient({ ...elsewhere(common, endpoints.iam), maxAttempts: 1 }));
    }),
    kms: atFirstUse(async () => {
      const [{ KMSClient }, patience] = await Promise.all([import('@aws-sdk/client-kms'), patient()]);
      return guarded(new KMSClient({ ...elsewhere(common, endpoints.kms), ...patience }));
    }),
    ssm: atFirstUse(async () => {
      const [{ SSMClient }, patience] = await Promise.all([import('@aws-sdk/client-ssm'), patient()]);
      return guarded(new SSMClient({ ...elsewhere(common, endpoints.ssm), ...patience }));
    }),
    pricing: atFirstUse(async () => {
      const [{ PricingClient }, patience] = await Promise.all([import('@aws-sdk/client-pricing'), patient()]);
      return guarded(
        new PricingClient({ ...elsewhere(common, endpoints.pricing), region: PRICING_REGION, ...patience }),
      );
    }),
    instanceConnect: atFirstUse(async () => {
      const [{ EC2InstanceConnectClient }, patience] = await Promise.all([
        import('@aws-sdk/client-ec2-instance-connect'),
        patient(),
      ]);
      return guarded(new EC2InstanceConnectClient({ ...elsewhere(common, endpoints.instanceConnect), ...patience }));
    }),
    quotas: atFirstUse(async () => {
      const [{ ServiceQuotasClient }, patience] = await Promise.all([
        import('@aws-sdk/client-service-quotas'),
        patient(),
      ]);
      return guarded(new ServiceQuotasClient({ ...elsewhere(common, endpoints.quotas), ...patience }));
    }),
  };
}

/** What clients of other services than EC2 are made with. */
export function elsewhere({ region, credentials }: EC2ClientConfig, endpoint: string | undefined) {
  return {
    ...(region ? { region } : {}),
    ...(credentials ? { credentials } : {}),
    ...(endpoint ? { endpoint } : {}),
    requestHandler: CALL_LIMITS,
  };
}

async function patient() {
  const { PatientRetryStrategy } = await import('./retry.ts');
  return { retryStrategy: new PatientRetryStrategy() };
}

function atFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
