import { STSClient } from '@aws-sdk/client-sts';
import type { SignedRequest } from '../../main/practice/cloud/wire/signature.ts';
import { HOST, type Key } from './hand-signer.ts';

/** A request as the SDK has it before it is signed. */
export interface Unsigned {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Signed {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
}

interface Signer {
  sign(request: object, options: object): Promise<Signed>;
  presign(request: object, options: object): Promise<Signed>;
}

/** Signs with the signer that the SDK's clients have of their own, in the header (`sign`) or in the query string. */
export async function signBySdk(
  way: 'sign' | 'presign',
  unsigned: Unsigned,
  key: Key,
  at: Date,
): Promise<SignedRequest> {
  const client = new STSClient({ region: 'eu-central-1', credentials: key, endpoint: `http://${HOST}` });
  const given: unknown = client.config.signer;
  const signer = (typeof given === 'function' ? await given() : given) as Signer;
  const request = { ...unsigned, protocol: 'http:', hostname: '127.0.0.1', port: 4566 };
  const options = { signingDate: at, signingRegion: 'eu-central-1', signingService: 'sts', expiresIn: 900 };
  const signed = await signer[way]({ ...request, headers: { host: HOST, ...unsigned.headers } }, options);
  const search = Object.entries(signed.query ?? {})
    .flatMap(([name, value]) =>
      [value ?? ''].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
    )
    .join('&');
  return {
    method: unsigned.method,
    target: search === '' ? signed.path : `${signed.path}?${search}`,
    headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(unsigned.body),
  };
}
