import type { InstanceType, PreflightRequest } from '../../src/launch/contract.ts';
import { nextGroupName } from '../../src/launch/facts.ts';
import type { PreflightId, Remedy } from '../../src/launch/preflight.ts';
import type { Subnet } from '../../src/network/contract.ts';
import { fittingTypes, type LaunchFacts, typeOf } from './launch-facts.ts';
import { candidates, hasType } from './place-checks.ts';

/** What would put a red line right at a click; undefined where only the person can tell. */
export function remedyFor(line: PreflightId, request: PreflightRequest, facts: LaunchFacts): Remedy | undefined {
  switch (line) {
    case 'architecture':
      return typeLike(request, facts);
    case 'zone':
      return anotherSubnet(request, facts) ?? typeLike(request, facts);
    case 'plan':
      return typeRemedy(fittingTypes(facts).find((type) => type.freeTierEligible && isThere(type, request, facts)));
    case 'quota':
      return withinQuota(request, facts);
    case 'key':
      return { does: 'go', label: 'Choose another key pair', field: 'key.name' };
    case 'network':
      return anotherNetwork(request, facts);
    case 'groups':
      return newGroup(request, facts);
    case 'addresses':
      return anotherSubnet(request, facts) ?? fewer(roomOf(request, facts), request);
    default:
      return undefined;
  }
}

/** Whether a type is offered where the launch is to stand; not knowing is no reason against it. */
function isThere({ name }: InstanceType, request: PreflightRequest, facts: LaunchFacts): boolean {
  const zones = candidates(request, facts);
  return zones.length === 0 || zones.some((subnet) => hasType(subnet, { instanceType: name }, facts) !== false);
}

/** The type of the same size that fits the image, as t4g.micro for t3.micro; else the first that does. */
function typeLike(request: PreflightRequest, facts: LaunchFacts): Remedy | undefined {
  const fitting = fittingTypes(facts).filter(
    (type) => type.name !== request.instanceType && isThere(type, request, facts),
  );
  const [family = '', size = ''] = request.instanceType.split('.');
  const like = ({ name }: InstanceType) => name.split('.')[1] === size;
  const sameLetter = ({ name }: InstanceType) => like({ name } as InstanceType) && name[0] === family[0];
  return typeRemedy(fitting.find(sameLetter) ?? fitting.find(like) ?? fitting[0]);
}

function typeRemedy(type: InstanceType | undefined): Remedy | undefined {
  return type && { does: 'choose-type', label: `Use ${type.name}`, instanceType: type.name };
}

/** A subnet of the same network whose zone has the type and which has room, the roomiest first. */
function anotherSubnet(request: PreflightRequest, facts: LaunchFacts): Remedy | undefined {
  const fits = (subnet: Subnet) =>
    subnet.vpcId === request.vpcId &&
    subnet.subnetId !== request.subnetId &&
    subnet.freeAddresses >= request.count &&
    hasType(subnet, request, facts) !== false;
  const [best] = facts.subnets.filter(fits).sort((a, b) => b.freeAddresses - a.freeAddresses);
  return (
    best && {
      does: 'choose-subnet',
      label: `Use the subnet in ${best.availabilityZone}`,
      subnetId: best.subnetId,
    }
  );
}

function withinQuota(request: PreflightRequest, facts: LaunchFacts): Remedy {
  const { vCpus } = facts;
  const type = typeOf(request, facts);
  const ask: Remedy = {
    does: 'copy',
    label: 'Copy the address of Service Quotas',
    text: `https://${facts.region}.console.aws.amazon.com/servicequotas/home/services/ec2/quotas`,
  };
  if (!vCpus || !type) return ask;
  const room = vCpus.quota - vCpus.used;
  const smaller = fittingTypes(facts)
    .filter((other) => other.vCpus * request.count <= room && isThere(other, request, facts))
    .sort((a, b) => b.vCpus - a.vCpus || b.memoryMiB - a.memoryMiB)
    .find((other) => other.name[0] === type.name[0]);
  return fewer(Math.floor(room / type.vCpus), request) ?? typeRemedy(smaller) ?? ask;
}

function fewer(most: number, { count }: PreflightRequest): Remedy | undefined {
  if (most < 1 || most >= count) return undefined;
  return { does: 'lower-count', label: `Launch ${most === 1 ? 'one' : most} instead`, count: most };
}

function roomOf(request: PreflightRequest, facts: LaunchFacts): number {
  return Math.max(0, ...candidates(request, facts).map(({ freeAddresses }) => freeAddresses));
}

function anotherNetwork(request: PreflightRequest, { vpcs, subnets }: LaunchFacts): Remedy {
  const other = vpcs.find(({ vpcId }) => vpcId !== request.vpcId && subnets.some((subnet) => subnet.vpcId === vpcId));
  if (other) {
    const name = other.name || (other.isDefault ? 'the default VPC' : other.vpcId);
    return { does: 'choose-network', label: `Use ${name}`, vpcId: other.vpcId };
  }
  if (!vpcs.some(({ isDefault }) => isDefault)) return { does: 'create-default-vpc', label: 'Create the default VPC' };
  return { does: 'go', label: 'Choose a network', field: 'vpcId' };
}

function newGroup({ firewall, vpcId }: PreflightRequest, { groups }: LaunchFacts): Remedy {
  const name = nextGroupName(groups, vpcId);
  const label = firewall.kind === 'new' ? `Name it ${name}` : 'Make a new group';
  return { does: 'new-group', label, name };
}
