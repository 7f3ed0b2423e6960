import * as ec2 from '@aws-sdk/client-ec2';
import * as connect from '@aws-sdk/client-ec2-instance-connect';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as pricing from '@aws-sdk/client-pricing';
import * as servicequotas from '@aws-sdk/client-service-quotas';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { findService, type Service, type ServiceName } from '../../main/practice/cloud/wire/services.ts';
import { type OperationShape, readOperation } from '../../main/practice/cloud/wire/shape.ts';

type Client = { send(command: object): Promise<{ readonly $metadata: object }> };

const modules = { ec2, iam, sts, ssm, kms, pricing, servicequotas, 'ec2-instance-connect': connect } satisfies Record<
  ServiceName,
  object
>;
const makers = {
  ec2: (config: object): Client => new ec2.EC2Client(config),
  iam: (config: object): Client => new iam.IAMClient(config),
  sts: (config: object): Client => new sts.STSClient(config),
  ssm: (config: object): Client => new ssm.SSMClient(config),
  kms: (config: object): Client => new kms.KMSClient(config),
  pricing: (config: object): Client => new pricing.PricingClient(config),
  servicequotas: (config: object): Client => new servicequotas.ServiceQuotasClient(config),
  'ec2-instance-connect': (config: object): Client => new connect.EC2InstanceConnectClient(config),
};

/** An operation of a service, with the SDK's command for it. */
export interface Subject {
  readonly service: Service;
  readonly shape: OperationShape;
  readonly command: new (input: object) => object;
}

/** Looks an operation up in the SDK. */
export function subjectOf(serviceName: ServiceName, name: string): Subject {
  const service = findService(serviceName);
  const shape = readOperation(Reflect.get(modules[serviceName], `${name}$`));
  const command = Reflect.get(modules[serviceName], `${name}Command`);
  if (!service || !shape || !command) throw new Error(`The SDK has no ${serviceName} ${name}.`);
  return { service, shape, command: command as Subject['command'] };
}

/** Every operation that the SDK knows of a service. */
export function allOperations(serviceName: ServiceName): string[] {
  return Object.entries(modules[serviceName]).flatMap(([name, schema]) =>
    name.endsWith('$') && readOperation(schema) ? [name.slice(0, -1)] : [],
  );
}

let reply: (body: string) => string = () => '';
const clients = new Map<ServiceName, Client>();

function clientOf(service: ServiceName): Client {
  const held = clients.get(service);
  if (held) return held;
  const made = makers[service]({
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    logger: { debug() {}, info() {}, warn() {}, error() {}, trace() {} },
    requestHandler: {
      handle: async ({ body }: { readonly body?: string | Uint8Array }) => {
        const sent = ArrayBuffer.isView(body) ? new TextDecoder().decode(body) : (body ?? '');
        return { response: { statusCode: 200, headers: {}, body: new Blob([reply(sent)]) } };
      },
    },
  });
  clients.set(service, made);
  return made;
}

/** Lets the SDK send a command; `answer` is the other end of the wire. What the SDK reads comes back. */
export async function exchange(
  { service, command: Command }: Subject,
  input: object,
  answer: (body: string) => string,
): Promise<Record<string, unknown>> {
  reply = answer;
  const { $metadata: _, ...rest } = await clientOf(service.name).send(new Command(input));
  return service.name === 'pricing' ? plainTexts(rest) : rest;
}

/** The SDK wraps texts that hold JSON in objects that read it when it is wanted. */
function plainTexts<T>(value: T): T {
  if (value instanceof String) return String(value) as T;
  if (Array.isArray(value)) return value.map(plainTexts) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plainTexts(held)])) as T;
}
