import { inBlock } from './ipv4.ts';
import type { InstanceRecord } from './records/instance-records.ts';
import type { AclEntryRecord, RouteTableRecord, RuleRecord } from './records/network-records.ts';
import type { Place, World } from './world.ts';

/** The first thing between the internet and a port of an instance that lets nothing through; null when all is open. */
export type Barrier = 'instance' | 'address' | 'gateway' | 'route' | 'network-acl' | 'security-group';

/** Whether an address on the internet reaches a TCP port of an instance. */
export function admits(world: World, instanceId: string, address: string, port: number): boolean {
  world.settle();
  const found = world.findInstance(instanceId);
  return found !== null && barrier(found.place, instanceId, address, port) === null;
}

/** What keeps an address on the internet from a TCP port of an instance, in the order in which a packet meets it. */
export function barrier(place: Place, instanceId: string, address: string, port: number): Barrier | null {
  const instance = place.instances.get(instanceId);
  if (instance?.state !== 'running') return 'instance';
  if (instance.publicIp === null) return 'address';
  const table = routeTableOf(place, instance);
  const route = table?.routes.filter(({ cidr }) => inBlock(address, cidr)).sort(byLength)[0];
  if (!route?.target.startsWith('igw-')) return 'route';
  if (place.gateways.get(route.target)?.vpcId !== instance.vpcId) return 'gateway';
  const [acl] = place.networkAcls.by('subnet', instance.subnetId);
  // The answers go out to a port of the caller's own choice.
  const passes = (egress: boolean, at: number) => aclLets(acl?.entries ?? [], egress, address, at);
  if (!passes(false, port) || !passes(true, 50_000)) return 'network-acl';
  const open = instance.groupIds.some((id) =>
    place.groupRules.by('group', id).some((rule) => lets(rule, address, port)),
  );
  return open ? null : 'security-group';
}

/** The running instance that has this private address in the caller's network and lets the caller reach the port; null when none does. */
export function reaches(world: World, instanceId: string, address: string, port: number): string | null {
  world.settle();
  const found = world.findInstance(instanceId);
  if (!found) return null;
  const { place, instance: caller } = found;
  const target = place.instances
    .by('privateIp', address)
    .find(({ vpcId, state }) => vpcId === caller.vpcId && state === 'running');
  if (!target) return null;
  const lets = (rules: readonly RuleRecord[], from: InstanceRecord, direction: RuleRecord['direction']) =>
    rules.some((rule) => rule.direction === direction && fitsPort(rule, port) && comesFrom(rule, from));
  const rulesOf = ({ groupIds }: InstanceRecord) => groupIds.flatMap((id) => place.groupRules.by('group', id));
  if (!lets(rulesOf(caller), target, 'egress') || !lets(rulesOf(target), caller, 'ingress')) return null;
  // Within a subnet no network ACL is met.
  if (caller.subnetId === target.subnetId) return target.id;
  const aclOf = ({ subnetId }: InstanceRecord) => place.networkAcls.by('subnet', subnetId)[0]?.entries ?? [];
  const out =
    aclLets(aclOf(caller), true, target.privateIp, port) && aclLets(aclOf(target), false, caller.privateIp, port);
  const back =
    aclLets(aclOf(target), true, caller.privateIp, 50_000) && aclLets(aclOf(caller), false, target.privateIp, 50_000);
  return out && back ? target.id : null;
}

/** Whether a rule speaks of an instance, by its address or by a group that it is in. */
function comesFrom({ peer }: RuleRecord, instance: InstanceRecord): boolean {
  if (peer.kind === 'group') return instance.groupIds.includes(peer.value);
  return peer.kind === 'ipv4' && inBlock(instance.privateIp, peer.value);
}

/** The table that a subnet's traffic follows: its own, or the main one of its network. */
export function routeTableOf(
  place: Place,
  { subnetId, vpcId }: { readonly subnetId: string; readonly vpcId: string },
): RouteTableRecord | undefined {
  return place.routeTables.by('subnet', subnetId)[0] ?? place.routeTables.by('vpc', vpcId).find(({ isMain }) => isMain);
}

function byLength(a: { readonly cidr: string }, b: { readonly cidr: string }): number {
  return Number(b.cidr.split('/')[1]) - Number(a.cidr.split('/')[1]);
}

/** The lowest number that fits decides; what fits nothing is dropped. */
function aclLets(entries: readonly AclEntryRecord[], egress: boolean, address: string, port: number): boolean {
  const first = entries
    .filter(
      (entry) =>
        entry.egress === egress &&
        (entry.protocol === '-1' ||
          (entry.protocol === '6' && (entry.from ?? 0) <= port && port <= (entry.to ?? 65_535))) &&
        inBlock(address, entry.cidr),
    )
    .sort((a, b) => a.number - b.number)[0];
  return first?.allow === true;
}

function lets(rule: RuleRecord, address: string, port: number): boolean {
  if (rule.direction !== 'ingress' || rule.peer.kind !== 'ipv4') return false;
  return fitsPort(rule, port) && inBlock(address, rule.peer.value);
}

/** Whether a rule speaks of a TCP port. */
function fitsPort({ protocol, from, to }: RuleRecord, port: number): boolean {
  if (protocol === '-1') return true;
  return (protocol === 'tcp' || protocol === '6') && (from ?? 0) <= port && port <= (to ?? 65_535);
}
