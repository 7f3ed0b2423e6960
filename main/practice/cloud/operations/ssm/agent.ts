import { askerContext } from '../../access/askers.ts';
import { evaluate } from '../../access/evaluate.ts';
import { askerOf, type Principal, policiesOf } from '../../access/principal.ts';
import { requestContext } from '../../access/request-context.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { profileWithArn, roleOf } from '../launch/profile.ts';
import type { CallContext } from '../operation.ts';

/**
 * Whether the agent on a machine may report to Systems Manager: it does so as the machine's role.
 *
 * Without a role, or with one that may not, the agent is there and nobody hears of it.
 */
export function agentMayReport(instance: InstanceRecord, { account, region }: CallContext): boolean {
  const profile = instance.profileArn === null ? null : profileWithArn(instance.profileArn, account);
  const role = profile && roleOf(profile, account);
  if (!role) return false;
  const principal: Principal = {
    account,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${instance.id}`,
    userId: `${role.uniqueId}:${instance.id}`,
    accessKeyId: '',
    user: null,
    role,
    session: null,
  };
  const asker = askerOf(principal);
  const question = {
    asker,
    action: 'ssm:UpdateInstanceInformation',
    resource: `arn:aws:ec2:${region}:${account.id}:instance/${instance.id}`,
    context: requestContext(askerContext(asker)),
  };
  return evaluate(question, policiesOf(principal)).outcome === 'allowed';
}
