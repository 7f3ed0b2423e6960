import type { PracticeCallName, PracticePort } from '../../../../src/practice/port.ts';
import { Refusal } from '../refusal.ts';
import type { WireAnswer, WireRequest } from '../wire/server.ts';
import type { Service } from '../wire/services.ts';
import { adminCall, readAdminInput } from './inputs.ts';

/** The name that a signature's scope carries for the practice cloud's own calls, and the target's prefix. */
export const ADMIN_SERVICE = 'practice';
const TARGET = 'Practice';

/** How the practice cloud's own calls speak: as AWS's newer services do. */
export const adminService: Pick<Service, 'protocol' | 'xmlNamespace'> = { protocol: 'awsJson', xmlNamespace: '' };

/** Answers one call of the port. */
export type AskPort = <N extends PracticeCallName>(
  call: N,
  input: Parameters<PracticePort[N]>[0],
) => Promise<ReturnType<PracticePort[N]>>;

/** The name of the call that a request makes; an unknown one is refused. */
export function readAdminCall(request: WireRequest) {
  const [prefix, name = '', ...rest] = String(request.headers['x-amz-target'] ?? '').split('.');
  const call = prefix === TARGET && rest.length === 0 ? adminCall(name) : null;
  if (!call) throw new Refusal('UnknownOperationException', 'The request names no call of the practice cloud.');
  return { name, call };
}

/** Answers one of the practice cloud's own calls over HTTP, in JSON as AWS's newer services do. */
export async function answerAdmin(ask: AskPort, request: WireRequest, requestId: string): Promise<WireAnswer> {
  const { call } = readAdminCall(request);
  const input = readAdminInput(call, parse(Buffer.from(request.body).toString('utf8') || '{}'));
  const value = await ask(call, input);
  const body = JSON.stringify(value);
  return { status: 200, contentType: 'application/x-amz-json-1.1', requestId, body };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal('SerializationException', 'The body of the request is not JSON.');
  }
}
