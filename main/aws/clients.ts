import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { AccountSource } from '../../src/accounts/contract.ts';
import { AppError, assertNever } from '../../src/core/errors.ts';
import { type PracticeReady, personOf } from '../../src/practice/port.ts';
import { type Cloud, type Clouds, type Identity, LOCAL_PACE, UNKNOWN_PACE } from './cloud.ts';
import { type Destination, isLoopback } from './destination.ts';
import { practicePersonOf } from './practice-person.ts';
import { awsFiles, readProfiles } from './profiles.ts';
import { CALL_LIMITS, type Guard, type Protected, protect } from './protect.ts';
import { elsewhere, type ServiceEndpoints, serviceClients } from './service-clients.ts';

export interface CloudsOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the practice cloud listens, and the keys of its person. */
  readonly practice: () => Promise<PracticeReady>;
}

/** Makes the clients; the SDK is loaded at the first `open`. */
export function createClouds(options: CloudsOptions): Clouds {
  const opened = new Map<string, Promise<Cloud>>();

  async function open(source: AccountSource, region: string): Promise<Cloud> {
    const practice = source.kind === 'practice' ? await options.practice() : undefined;
    const person = practice && source.kind === 'practice' ? personOf(practice, source.person) : undefined;
    const key = JSON.stringify([source, region, practice?.endpoint, person?.accessKeyId]);
    const known = opened.get(key);
    if (known) return known;
    const made = build(source, region, () => opened.delete(key));
    opened.set(key, made);
    made.catch(() => opened.delete(key));
    return made;
  }

  async function build(source: AccountSource, region: string, signInEnded: () => void): Promise<Cloud> {
    const way = await wayTo(source, region, options);
    const [{ EC2Client }, { PatientRetryStrategy }] = await Promise.all([
      import('@aws-sdk/client-ec2'),
      import('./retry.ts'),
    ]);
    const common: EC2ClientConfig = {
      region,
      credentials: way.credentials,
      ...(way.endpoint ? { endpoint: way.endpoint } : {}),
      requestHandler: CALL_LIMITS,
    };
    const read = new EC2Client({ ...common, retryStrategy: new PatientRetryStrategy() });
    const once = new EC2Client({ ...common, maxAttempts: 1 });
    const guard: Guard = { ...way, region, signInEnded };
    protect(read, guard);
    protect(once, guard);
    // A wrong clock is noticed, and put right, by the second attempt of a read; what is sent once takes it from there.
    once.middlewareStack.add(
      (next) => (args) => {
        once.config.systemClockOffset = read.config.systemClockOffset;
        return next(args);
      },
      { step: 'initialize', name: 'shareClock' },
    );
    const services = serviceClients(common, way.endpoints, guard);
    return {
      source,
      region,
      endpoint: source.kind === 'profile' ? way.endpoint : undefined,
      pace: way.local ? LOCAL_PACE : UNKNOWN_PACE,
      pass: { region, endpoint: way.endpoint, destination: way.destination, profile: way.profile },
      signInEnded,
      read,
      once,
      ...services,
      close() {
        for (const client of [read, once]) client.destroy();
        services.close();
      },
      identity: () => identity(common, way.endpoints.sts, guard),
    };
  }

  return {
    open,
    forget: () => opened.clear(),
    close() {
      for (const cloud of opened.values()) cloud.then(({ close }) => close()).catch(() => undefined);
      opened.clear();
    },
  };
}

interface Way {
  readonly endpoint: string | undefined;
  readonly endpoints: ServiceEndpoints;
  readonly credentials: EC2ClientConfig['credentials'];
  readonly local: boolean;
  readonly destination: Destination;
  /** How the sign-in is named to the person. */
  readonly profile: string | undefined;
}

async function wayTo(source: AccountSource, region: string, options: CloudsOptions): Promise<Way> {
  switch (source.kind) {
    case 'practice': {
      const ready = await options.practice();
      const person = practicePersonOf(ready, source.person);
      return {
        endpoint: ready.endpoint,
        endpoints: {
          sts: ready.endpoint,
          iam: ready.endpoint,
          kms: ready.endpoint,
          ssm: ready.endpoint,
          pricing: ready.endpoint,
          instanceConnect: ready.endpoint,
          quotas: ready.endpoint,
        },
        credentials: { accessKeyId: person.accessKeyId, secretAccessKey: person.secretAccessKey },
        local: true,
        destination: { kind: 'practice', practiceHost: new URL(ready.endpoint).host },
        profile: undefined,
      };
    }
    case 'profile': {
      const facts = (await readProfiles(options.environment)).find((entry) => entry.name === source.profile);
      if (!facts) {
        throw new AppError('accounts.profile-unknown', `There is no profile “${source.profile}” in your AWS files.`, {
          fix: 'Choose another profile, or add it with the AWS CLI: aws configure.',
          field: 'source.profile',
        });
      }
      const { fromIni } = await import('@aws-sdk/credential-providers');
      const endpoint = facts.endpoint('ec2');
      const practice = await options.practice().catch(() => undefined);
      return {
        endpoint,
        endpoints: {
          sts: facts.endpoint('sts'),
          iam: facts.endpoint('iam'),
          kms: facts.endpoint('kms'),
          ssm: facts.endpoint('ssm'),
          pricing: facts.endpoint('pricing'),
          instanceConnect: facts.endpoint('ec2_instance_connect'),
          quotas: facts.endpoint('service_quotas'),
        },
        credentials: fromIni({
          profile: source.profile,
          ...awsFiles(options.environment),
          ignoreCache: true,
          clientConfig: { region },
        }),
        local: endpoint !== undefined && isLoopback(new URL(endpoint).host),
        destination: { kind: 'profile', practiceHost: practice && new URL(practice.endpoint).host },
        profile: source.profile,
      };
    }
    default:
      return assertNever(source, 'kind of account');
  }
}

async function identity(common: EC2ClientConfig, endpoint: string | undefined, guard: Guard): Promise<Identity> {
  const [{ GetCallerIdentityCommand, STSClient }, { PatientRetryStrategy }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('./retry.ts'),
  ]);
  const sts = new STSClient({ ...elsewhere(common, endpoint), retryStrategy: new PatientRetryStrategy() });
  protect(sts as unknown as Protected, guard);
  const answer = await sts.send(new GetCallerIdentityCommand({})).finally(() => sts.destroy());
  const arn = answer.Arn ?? '';
  return { accountId: answer.Account ?? '', arn, userName: arn.split(/[/:]/).pop() ?? arn };
}
