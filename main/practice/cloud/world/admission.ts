import type { RuleRecord } from './records.ts';
import type { World } from './world.ts';

/** Whether an address may reach port 22 of an instance: it runs, has a public address, and a group lets it in. */
export function admitsSsh(world: World, instanceId: string, address: string): boolean {
  world.settle();
  for (const place of world.places()) {
    const instance = place.instances.find(({ id }) => id === instanceId);
    if (!instance) continue;
    if (instance.state !== 'running' || instance.publicIp === null) return false;
    return place.groups
      .filter(({ id }) => instance.groupIds.includes(id))
      .some(({ rules }) => rules.some((rule) => lets(rule, address, 22)));
  }
  return false;
}

function lets(rule: RuleRecord, address: string, port: number): boolean {
  if (rule.direction !== 'ingress' || rule.peer.kind !== 'ipv4') return false;
  const protocolFits = rule.protocol === '-1' || rule.protocol === 'tcp' || rule.protocol === '6';
  const portFits = rule.protocol === '-1' || ((rule.from ?? 0) <= port && port <= (rule.to ?? 65_535));
  return protocolFits && portFits && inBlock(address, rule.peer.value);
}

function inBlock(address: string, block: string): boolean {
  const [base = '', bits = '32'] = block.split('/');
  const shift = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(address) / shift) === Math.floor(toNumber(base) / shift);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
