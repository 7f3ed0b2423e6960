import type { PreflightRequest } from '../../src/launch/contract.ts';
import type { Subnet } from '../../src/network/contract.ts';
import type { Finding, LaunchFacts } from './launch-facts.ts';

type Where = Pick<PreflightRequest, 'vpcId' | 'subnetId' | 'instanceType' | 'count'>;

/** The subnet to launch into where AWS would not choose one: of those that have the type, the fullest of free addresses. */
export function chooseSubnet(request: Where, facts: LaunchFacts): string | undefined {
  if (request.subnetId) return request.subnetId;
  const { vpcs, subnets } = facts;
  const usable = subnets.filter(({ vpcId }) => vpcId === request.vpcId);
  const isDefault = vpcs.find(({ vpcId }) => vpcId === request.vpcId)?.isDefault;
  // In the default network AWS itself picks the zone that has room for this type.
  if (isDefault && usable.some((subnet) => subnet.isDefault)) return undefined;
  const offers = (subnet: Subnet) => Number(hasType(subnet, request, facts) !== false);
  return [...usable].sort((a, b) => offers(b) - offers(a) || b.freeAddresses - a.freeAddresses)[0]?.subnetId;
}

/** The subnets that a launch may come to stand in: the one that was chosen, or those that AWS chooses from. */
export function candidates(request: Where, facts: LaunchFacts): readonly Subnet[] {
  const subnetId = chooseSubnet(request, facts);
  const inVpc = facts.subnets.filter(({ vpcId }) => vpcId === request.vpcId);
  return subnetId ? inVpc.filter((subnet) => subnet.subnetId === subnetId) : inVpc.filter(({ isDefault }) => isDefault);
}

/** Whether a subnet's zone offers the type; undefined where that is not known. */
export function hasType(
  { availabilityZone }: Subnet,
  { instanceType }: Pick<Where, 'instanceType'>,
  { types }: LaunchFacts,
): boolean | undefined {
  return types.find(({ name }) => name === instanceType)?.zones?.includes(availabilityZone);
}

/** What is wrong with where a launch is to stand: its network, its zone, its addresses. */
export function placeFindings(request: PreflightRequest, facts: LaunchFacts): Finding[] {
  const { vpcId, subnetId, instanceType, count } = request;
  if (!facts.vpcs.some((vpc) => vpc.vpcId === vpcId)) return [networkFinding(facts)];
  const here = facts.subnets.filter((subnet) => subnet.vpcId === vpcId);
  if (subnetId && !here.some((subnet) => subnet.subnetId === subnetId)) {
    return [
      {
        line: 'network',
        code: 'launch.subnet-not-found',
        field: 'subnetId',
        message: 'This subnet is not part of the chosen network.',
        fix: 'Choose another subnet.',
      },
    ];
  }
  if (here.length === 0) {
    return [
      {
        line: 'network',
        code: 'launch.no-subnet',
        field: 'vpcId',
        message: 'This network has no subnet to launch into.',
        fix: 'Choose another network.',
      },
    ];
  }
  const possible = candidates(request, facts);
  const offering = possible.filter((subnet) => hasType(subnet, request, facts) !== false);
  if (offering.length === 0) {
    const zones = [...new Set(possible.map(({ availabilityZone }) => availabilityZone))].join(' and ');
    return [
      {
        line: 'zone',
        code: 'launch.type-not-offered',
        field: subnetId ? 'subnetId' : 'instanceType',
        message: `${instanceType} is not offered in ${zones}.`,
        fix: 'Choose a subnet in another zone, or another type.',
      },
    ];
  }
  const roomiest = Math.max(...offering.map(({ freeAddresses }) => freeAddresses));
  if (roomiest >= count) return [];
  return [
    {
      line: 'addresses',
      code: 'launch.no-addresses',
      field: 'subnetId',
      message:
        roomiest === 0
          ? 'This subnet has no free address left.'
          : `This subnet has ${roomiest} free ${roomiest === 1 ? 'address' : 'addresses'} left, and this launch needs ${count}.`,
      fix: 'Choose another subnet, or launch fewer.',
    },
  ];
}

function networkFinding({ vpcs, region }: LaunchFacts): Finding {
  const none = vpcs.length === 0;
  return {
    line: 'network',
    code: none ? 'launch.no-default-network' : 'launch.network-not-found',
    field: 'vpcId',
    message: none
      ? `The Region ${region} has no network (VPC) to launch into in this account.`
      : 'This network is not in this Region.',
    fix: none ? 'Create the default VPC: it costs nothing.' : 'Choose another network.',
  };
}

/** What is wrong with the security groups of a launch. */
export function groupFindings({ vpcId, firewall }: PreflightRequest, { groups }: LaunchFacts): Finding[] {
  if (firewall.kind === 'unset') return [];
  if (firewall.kind === 'existing') {
    const wrong = firewall.groupIds.find((id) => groups.find(({ groupId }) => groupId === id)?.vpcId !== vpcId);
    if (wrong === undefined) return [];
    const group = groups.find(({ groupId }) => groupId === wrong);
    return [
      {
        line: 'groups',
        code: 'launch.group-not-found',
        field: 'firewall.groupIds',
        message: group
          ? `The security group “${group.name}” belongs to another network.`
          : `There is no security group ${wrong} in this Region.`,
        fix: 'Choose groups of the network you launch into.',
      },
    ];
  }
  const same = groups.find((group) => group.vpcId === vpcId && group.name === firewall.name);
  if (!same) return [];
  return [
    {
      line: 'groups',
      code: 'launch.group-name-taken',
      field: 'firewall.name',
      message: `The name “${firewall.name}” is taken by ${same.groupId} in this network.`,
      fix: 'Choose another name, or use the existing group.',
    },
  ];
}
