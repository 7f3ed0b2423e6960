import type { CallContext } from '../operations/operation.ts';
import { Refusal } from '../refusal.ts';
import type { Service } from '../wire/services.ts';
import type { Need } from './needs.ts';

/** Refuses a call of which one need is not allowed to its principal, in AWS's words. */
export function authorise(service: Service, needs: readonly Need[], call: CallContext, _callerAddress: string): void {
  const attached = call.principal.user?.attached ?? [];
  for (const { action, resource } of needs) {
    const looks = /:(Describe|Get|List)/.test(action);
    if (attached.includes('arn:aws:iam::aws:policy/AdministratorAccess')) continue;
    if (looks && attached.includes('arn:aws:iam::aws:policy/ReadOnlyAccess')) continue;
    const who = `User: ${call.principal.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
    throw service.protocol === 'ec2Query'
      ? new Refusal('UnauthorizedOperation', `You are not authorized to perform this operation. ${who}`, 403)
      : new Refusal(service.protocol === 'awsJson' ? 'AccessDeniedException' : 'AccessDenied', who, 403);
  }
}
