import type { CallContext } from '../operations/operation.ts';
import type { Refusal } from '../refusal.ts';
import type { Service } from '../wire/services.ts';
import { accountOf } from './arn.ts';
import { askerContext } from './askers.ts';
import { isModelledKey } from './condition-keys.ts';
import { decodedMessage } from './decoded-message.ts';
import { denialRefusal } from './denial-words.ts';
import { sealMessage } from './encoded-message.ts';
import { evaluate, type Question, type Verdict } from './evaluate.ts';
import type { Need } from './needs.ts';
import { askerOf, type Principal, policiesOf } from './principal.ts';
import { type ContextValue, requestContext } from './request-context.ts';

/** From where and with what a call came. */
export interface Caller {
  /** The public address that it seems to come from. */
  readonly address: string;
  readonly userAgent: string | null;
}

/** Refuses a call of which one need is not allowed to its principal, in AWS's words. */
export function authorise(...question: Parameters<typeof denialOf>): void {
  const denial = denialOf(...question);
  if (denial) throw denial;
}

/** The denial of the first need that is not allowed to a call's principal; null where all are. */
export function denialOf(
  service: Pick<Service, 'protocol'>,
  needs: readonly Need[],
  call: CallContext,
  caller: Caller,
): Refusal | null {
  if (needs.length === 0) return null;
  const { principal } = call;
  const policies = policiesOf(principal);
  const known = [...askerContext(askerOf(principal)), ...callContext(call, caller)];
  for (const need of needs) {
    const question: Question = {
      asker: askerOf(principal),
      action: need.action,
      resource: need.resource,
      context: requestContext([
        // What a call itself brings is nearer to the truth than what every call has.
        ...known.filter(([name]) => !Object.hasOwn(need.context, name)),
        ['aws:ResourceAccount', accountOf(need.resource) ?? call.account.id],
        ...Object.entries(need.context),
      ]),
      knows: isModelledKey,
    };
    const verdict = evaluate(question, { ...policies, resource: need.resourcePolicy ?? null });
    if (verdict.outcome === 'allowed' || (need.isGranted && lacksAllowance(verdict))) continue;
    // IAM says `*` of an action without resource types; others say nothing of a resource.
    const resource = need.resource === '*' && !need.action.startsWith('iam:') ? null : need.resource;
    const encoded =
      service.protocol === 'ec2Query' && resource !== null
        ? sealMessage(decodedMessage(question, verdict), sealKey(call), (bytes) => call.world.random(bytes))
        : null;
    return denialRefusal(
      { verdict, principalArn: principal.arn, action: need.action, resource, isHidden: hides(need, verdict, call) },
      service.protocol,
      encoded,
    );
  }
  return null;
}

/** Whether nothing but an allowance is missing, which a grant stands for; organizations still hold. */
function lacksAllowance({ outcome, decidedBy }: Verdict): boolean {
  return outcome === 'implicitDeny' && (decidedBy === 'resource' || decidedBy === 'identity');
}

/** KMS does not tell another account which of its keys there are. */
function hides({ resource, resourcePolicy }: Need, { decidedBy }: Verdict, { account }: CallContext): boolean {
  return resourcePolicy?.kind === 'key' && decidedBy === 'resource' && accountOf(resource) !== account.id;
}

/** What seals the messages of this world's denials. */
export function sealKey({ world }: CallContext): Uint8Array {
  return Buffer.from(world.meta.sealKey, 'base64');
}

function callContext({ principal, region, now }: CallContext, caller: Caller): [string, ContextValue][] {
  return [
    ['aws:CurrentTime', new Date(now).toISOString()],
    ['aws:EpochTime', Math.floor(now / 1000)],
    ['aws:RequestedRegion', region],
    ['aws:SourceIp', caller.address],
    // AWS takes no call without TLS; here loopback stands for it.
    ['aws:SecureTransport', true],
    ['aws:UserAgent', caller.userAgent],
    ...sessionContext(principal, now),
  ];
}

/** Long-term keys have no MultiFactorAuthPresent, which is what makes policies with BoolIfExists right. */
function sessionContext({ session, user, role }: Principal, now: number): [string, ContextValue][] {
  const given = session?.tags ?? [];
  const replaced = new Set(given.map(({ Key }) => Key.toLowerCase()));
  const own = (user?.tags ?? role?.tags ?? []).filter(({ Key }) => !replaced.has(Key.toLowerCase()));
  return [
    ...[...own, ...given].map(({ Key, Value }): [string, ContextValue] => [`aws:PrincipalTag/${Key}`, Value]),
    ['aws:MultiFactorAuthPresent', session ? session.mfa : null],
    ['aws:MultiFactorAuthAge', session?.mfa ? Math.floor((now - session.issuedAt) / 1000) : null],
    ['aws:TokenIssueTime', session ? new Date(session.issuedAt).toISOString() : null],
    ['aws:SourceIdentity', session?.sourceIdentity ?? null],
  ];
}
