import { cidrContains } from '../network/words.ts';
import type { CheckFacts, RouteFact } from './check-facts.ts';
import { ask, broken, type Finding, ok, unseen, whichMachine } from './check-finding.ts';

const EVERYWHERE = '0.0.0.0/0';

/** This computer: that AWS was asked at all means that it is online. */
export function judgeComputer(): Finding {
  return ok('This computer is online: AWS answers it.');
}

/** The address that this computer comes from. */
export function judgeAddress({ myAddress }: CheckFacts): Finding {
  if (myAddress !== undefined) return ok(`You come from ${myAddress}.`);
  return unseen('Your public IPv4 address could not be found out: this computer may use IPv6 only, or a proxy.');
}

/** The door of the machine's network to the internet, and the public address that it needs for the machine. */
export function judgeGateway(facts: CheckFacts): Finding {
  const { machine, gateways, table } = facts;
  if (!gateways.known) return unseen(`The internet gateways could not be read. ${gateways.why}`);
  const { attached, free } = gateways.value;
  if (!attached) return noGateway(facts, free);
  if (machine.state === 'running' && !machine.publicIp) {
    const isPrivate = table.known && table.value && !table.value.routes.some(({ leads }) => leads === 'internet');
    return isPrivate ? privateMachine(facts) : noAddress(facts);
  }
  return ok(
    machine.publicIp
      ? `${attached} brings what is sent to ${machine.publicIp} into the machine’s network.`
      : `${attached} is attached to the machine’s network. The machine gets its public address when it starts.`,
  );
}

function noGateway(facts: CheckFacts, free: readonly string[]): Finding {
  const { machine, table } = facts;
  const sentence = 'The machine’s network (VPC) has no internet gateway, so nothing comes in from the internet.';
  const routed = table.known ? table.value?.routes.find(({ target }) => free.includes(target))?.target : undefined;
  const gatewayId = routed ?? (free.length === 1 ? free[0] : undefined);
  if (gatewayId === undefined) {
    return broken(
      sentence,
      ask(
        'Whoever looks after the network can attach an internet gateway to it (VPC console, Internet gateways).',
        `Please attach an internet gateway to the VPC ${machine.vpcId}, with a route for 0.0.0.0/0 to it, so that I can reach ${whichMachine(facts)} by SSH.`,
      ),
    );
  }
  return broken(sentence, {
    kind: 'mend',
    label: 'Attach the internet gateway',
    means: `Attaches ${gatewayId}, which no network uses, to ${machine.vpcId}. Machines with public addresses can be reached then, as far as their firewalls let anyone in.`,
    mend: { kind: 'attach-gateway', gatewayId, vpcId: machine.vpcId },
  });
}

function noAddress(facts: CheckFacts): Finding {
  const { ipv6 } = facts.machine;
  const only = ipv6 ? `only an IPv6 address (${ipv6}), and Amiable connects by IPv4` : 'no public IPv4 address';
  return broken(
    `The machine has ${only}, so the internet gateway knows no way to it.`,
    ask(
      'Give it an Elastic IP address (EC2 console, Elastic IPs; it costs a little by the hour), or launch from its image with “Auto-assign public IP” on.',
      `Please give ${whichMachine(facts)} a public IPv4 address (an Elastic IP), so that I can reach it by SSH.`,
    ),
  );
}

function privateMachine(facts: CheckFacts): Finding {
  return broken(
    'The machine is in a private subnet: it has no public address, and no route leads there from the internet. That is meant to be so.',
    ask(
      'It can be reached only from within its network: through a VPN, or through another machine there that has a public address (a jump host). Ask which one is used here.',
      `How do I reach ${whichMachine(facts)} by SSH? It is in the private subnet ${facts.machine.subnetId}. Is there a jump host or a VPN?`,
    ),
  );
}

/** The route that the machine's answers to this computer take: the most specific one counts. */
export function judgeRoute(facts: CheckFacts): Finding {
  const { table, gateways, machine } = facts;
  if (!table.known) return unseen(`The route table could not be read. ${table.why}`);
  if (!table.value) return unseen('AWS shows no route table for the machine’s subnet.');
  const { routeTableId, routes, otherSubnets } = table.value;
  const route = routeTo(routes, facts.myAddress);
  if (route?.leads === 'internet' && !route.blackhole) {
    return ok(`The subnet’s route for ${inWords(route.to)} leads to ${route.target}.`);
  }
  const gatewayId = gateways.known ? gateways.value.attached : undefined;
  const dead = route === undefined || route.blackhole;
  if (gatewayId === undefined || !dead) return otherWay(facts, route);
  const cidr = route?.to ?? EVERYWHERE;
  const others = otherSubnets === 1 ? 'one other subnet' : `${otherSubnets} other subnets`;
  return broken(
    route
      ? `The subnet’s route for ${inWords(route.to)} leads to ${route.target}, which is gone (a “blackhole”).`
      : `The subnet has no route to the internet, so the machine’s answers never leave ${machine.vpcId}.`,
    {
      kind: 'mend',
      label: route ? 'Mend the route' : 'Add the route',
      means: `${route ? 'Changes' : 'Adds'} the route for ${cidr} in ${routeTableId} to lead to ${gatewayId}.${otherSubnets > 0 ? ` It counts for ${others} too.` : ''}`,
      mend: { kind: 'add-route', routeTableId, gatewayId, cidr, replaces: route !== undefined },
    },
  );
}

function otherWay(facts: CheckFacts, route: RouteFact | undefined): Finding {
  const request = `Please check the routes of the subnet ${facts.machine.subnetId}: answers of ${whichMachine(facts)} to ${facts.myAddress ?? 'my computer'} do not reach the internet gateway.`;
  if (route?.leads === 'nat') {
    return broken(
      `The machine is in a private subnet: its route for ${inWords(route.to)} leads to ${route.target}, a NAT, through which nobody comes in.`,
      ask(
        'Reach it from within its network, through a jump host or a VPN. Changing the route would open the whole subnet; that is for whoever looks after the network to decide.',
        request,
      ),
    );
  }
  return broken(
    route
      ? `The subnet’s route for ${inWords(route.to)} leads to ${route.target}, not to the internet gateway.`
      : 'The subnet has no route to the internet.',
    ask('Whoever looks after the network can tell how this machine is meant to be reached.', request),
  );
}

/** The most specific route for an address; for an unknown one, that for everywhere. Source: VPC user guide, route priority. */
export function routeTo(routes: readonly RouteFact[], address: string | undefined): RouteFact | undefined {
  const fitting = routes.filter(({ to }) => (address === undefined ? to === EVERYWHERE : cidrContains(to, address)));
  return [...fitting].sort((a, b) => bitsOf(b) - bitsOf(a))[0];
}

function bitsOf({ to }: RouteFact): number {
  return Number(to.split('/')[1]);
}

function inWords(cidr: string): string {
  return cidr === EVERYWHERE ? 'everywhere (0.0.0.0/0)' : cidr;
}
