import { randomUUID } from 'node:crypto';
import type { PracticeFault } from '../../../src/practice/port.ts';
import { authorise, type Caller, denialOf } from './access/authorise.ts';
import { needsOf } from './access/call-needs.ts';
import { noteUse } from './access/last-use.ts';
import { principalOf, secretOf } from './access/principal.ts';
import { ADMIN_SERVICE, type AskPort, adminService, answerAdmin, readAdminCall } from './admin/admin.ts';
import type { Faults } from './faults.ts';
import { type CallContext, dryRunRefusal } from './operations/operation.ts';
import { findOperation } from './operations/table.ts';
import { Refusal } from './refusal.ts';
import { answerResult } from './wire/answers.ts';
import { answerRefusal } from './wire/errors.ts';
import { decodeForm } from './wire/form.ts';
import { decodeJson } from './wire/json.ts';
import type { WireAnswer, WireRequest } from './wire/server.ts';
import { findOperationShape, findService, impliedService, type Service } from './wire/services.ts';
import { type Proof, verifySignature } from './wire/signature.ts';
import { endedTokenRefusal, foreignTokenRefusal, signatureRefusal } from './wire/signature-refusal.ts';
import type { Fleet } from './world/fleet.ts';
import type { PushedKeys } from './world/pushed-keys.ts';
import type { World } from './world/world.ts';

/** How a service writes its answers, its refusals among them. */
type Speaker = Pick<Service, 'protocol' | 'xmlNamespace'>;

/** What answering a call needs. */
export interface Dispatch {
  readonly world: World;
  readonly fleet: Fleet;
  readonly faults: Faults;
  readonly pushedKeys: PushedKeys;
  /** The practice cloud's own calls. */
  readonly ask: AskPort;
  /** The public address that calls seem to come from. */
  readonly callerAddress: string;
  /** Real time, which signatures are judged by. */
  readonly realNow: () => Date;
  readonly save: () => Promise<void>;
  /** Hears of faults of the practice cloud itself; the caller is told only that there was one. */
  readonly report: (cause: unknown) => void;
}

/** Answers one request: signature, operation, permission, fault, behaviour, save; in this order. */
export async function dispatch(parts: Dispatch, request: WireRequest): Promise<WireAnswer> {
  const requestId = randomUUID();
  let service: Speaker | null = null;
  try {
    parts.world.settle();
    const verdict = verifySignature(request, (key) => secretOf(parts.world, key)?.secret ?? null, parts.realNow());
    if ('disproof' in verdict) {
      service = speakerOf(verdict.disproof.service) ?? impliedService(request);
      throw signatureRefusal(verdict.disproof, service);
    }
    const { proof } = verdict;
    service = speakerOf(proof.service);
    checkToken(parts.world, proof, service);
    if (proof.service === ADMIN_SERVICE) return await administer(parts, request, proof, requestId);
    const found = findService(proof.service);
    if (!found) throw new Refusal('UnknownService', `The practice cloud has no service ${proof.service} yet.`);
    return await perform(parts, request, found, proof, requestId);
  } catch (cause) {
    if (cause instanceof Refusal) return answerRefusal(service, cause, requestId);
    parts.report(cause);
    const failure = new Refusal('InternalError', 'An internal error has occurred in the practice cloud.', 500);
    return answerRefusal(service, failure, requestId);
  }
}

function speakerOf(name: string): Speaker | null {
  return name === ADMIN_SERVICE ? adminService : findService(name);
}

/** Temporary credentials are three parts, and come to an end. */
function checkToken(world: World, { accessKeyId, sessionToken }: Proof, service: Speaker | null): void {
  const held = secretOf(world, accessKeyId);
  if (held && held.token !== sessionToken) throw foreignTokenRefusal(service);
  if (held && held.endsAt !== null && held.endsAt <= world.now()) throw endedTokenRefusal(service);
}

async function administer(parts: Dispatch, request: WireRequest, proof: Proof, requestId: string): Promise<WireAnswer> {
  const { name } = readAdminCall(request);
  const call = contextOf(parts, request, adminService, proof, {});
  const need = { action: `${ADMIN_SERVICE}:${name}`, resource: '*', context: {} };
  authorise(adminService, [need], call, callerOf(parts, request));
  return answerAdmin(parts.ask, request, requestId);
}

async function perform(
  parts: Dispatch,
  request: WireRequest,
  service: Service,
  proof: Proof,
  requestId: string,
): Promise<WireAnswer> {
  const { name, parameters } = readCall(service, request);
  const shape = await findOperationShape(service, name);
  const operation = findOperation(service.name, name);
  const unknownCode = service.protocol === 'awsJson' ? 'UnknownOperationException' : 'InvalidAction';
  if (!shape) throw new Refusal(unknownCode, `The action ${name} is not valid for this web service.`);
  if (!operation) throw new Refusal(unknownCode, `The practice cloud does not do ${name} yet.`);
  const input =
    service.protocol === 'awsJson'
      ? decodeJson(shape.input, Buffer.from(request.body).toString('utf8'))
      : decodeForm(service.protocol, shape.input, parameters);

  const call = contextOf(parts, request, service, proof, input);
  const fault = parts.faults.take(service.name, name, call.account.id, proof.region);
  authorise(service, needsOf(service.name, operation, input, call), call, callerOf(parts, request));
  noteUse(service.name, name, call);

  if (fault?.mode === 'drop' || fault?.mode === 'hang') return fault.mode;
  if (fault?.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 3_000));
  if (fault?.mode === 'error') {
    throw new Refusal(
      fault.code ?? 'InternalError',
      fault.message ?? 'An internal error has occurred.',
      fault.status ?? 500,
    );
  }
  const output = await operation.behave(input as never, { ...call, ...failureOf(fault) });
  if (operation.changes) await parts.save();
  return fault?.mode === 'drop-reply' ? 'drop' : answerResult(service, shape, output, requestId);
}

/** What a fault asks of a behaviour: that what it makes ends badly, and why. */
function failureOf(fault: PracticeFault | null): Pick<CallContext, 'failLater' | 'failReason'> {
  if (fault?.mode !== 'fail-later') return { failLater: false, failReason: null };
  const { code, message } = fault;
  return { failLater: true, failReason: code === undefined ? null : { code, message: message ?? code } };
}

function contextOf(parts: Dispatch, request: WireRequest, service: Speaker, proof: Proof, input: object): CallContext {
  const { world, fleet, pushedKeys } = parts;
  const principal = principalOf(world, proof.accessKeyId);
  // The user of a key may be gone by the time a slow request has come in whole.
  if (!principal) throw foreignTokenRefusal(service);
  const call: CallContext = {
    account: principal.account,
    principal,
    region: proof.region,
    place: world.place(principal.account.id, proof.region),
    world,
    fleet,
    pushedKeys,
    now: world.now(),
    realNow: parts.realNow().getTime(),
    failLater: false,
    failReason: null,
    may: (needs) => denialOf(service, needs, call, callerOf(parts, request)) === null,
    proceed() {
      if (Reflect.get(input, 'DryRun') === true) throw dryRunRefusal();
    },
  };
  return call;
}

function callerOf({ callerAddress }: Dispatch, { headers }: WireRequest): Caller {
  return { address: callerAddress, userAgent: headers['user-agent'] ?? null };
}

function readCall(service: Service, request: WireRequest): { name: string; parameters: URLSearchParams } {
  if (service.protocol === 'awsJson') {
    const [prefix, name, ...rest] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (prefix !== service.target || !name || rest.length > 0) {
      throw new Refusal('UnknownOperationException', 'The request names no operation of this service.');
    }
    return { name, parameters: new URLSearchParams() };
  }
  const mark = request.target.indexOf('?');
  const query = mark < 0 ? '' : request.target.slice(mark + 1);
  const parameters = new URLSearchParams(
    request.method === 'POST' ? Buffer.from(request.body).toString('utf8') : query,
  );
  const name = parameters.get('Action');
  if (!name) throw new Refusal('MissingAction', 'The request must contain the parameter Action');
  return { name, parameters };
}
