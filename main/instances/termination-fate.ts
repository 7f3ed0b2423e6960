import type { TerminationFate } from '../../src/instances/power.ts';
import type { Cloud } from '../aws/cloud.ts';
import { asKnown } from '../aws/known.ts';
import { fewAtOnce } from './change-power.ts';
import { findInstances } from './ec2-instances.ts';
import { elasticIpsOf, readProtection } from './ec2-power.ts';

/** What goes with these instances and what stays, as the cloud has it now. */
export async function terminationFates(cloud: Cloud, ids: readonly string[]): Promise<TerminationFate[]> {
  const [found, addresses] = await Promise.all([findInstances(cloud, ids), asKnown(() => elasticIpsOf(cloud, ids))]);
  const inOrder = ids.flatMap((id) => found.find(({ instanceId }) => instanceId === id) ?? []);
  return fewAtOnce(inOrder, async (instance) => ({
    instance,
    isProtected: await asKnown(() => readProtection(cloud, instance.instanceId, 'termination')),
    elasticIps: addresses.known
      ? { known: true, value: addresses.value.get(instance.instanceId) ?? [] }
      : { known: false, why: addresses.why },
  }));
}
