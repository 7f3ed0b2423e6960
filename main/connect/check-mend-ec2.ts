import {
  AttachInternetGatewayCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  DeleteNetworkAclEntryCommand,
  DeleteRouteCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import type { Mend } from '../../src/connect/check-contract.ts';
import type { AclRuleFact, RouteFact } from '../../src/connect/check-facts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { aclRuleFact, readGateways, routeFact } from './check-ec2.ts';

export type MendOf<K extends Mend['kind']> = Extract<Mend, { kind: K }>;

/** A change by one call: asked with DryRun first, then sent, then looked for where its answer was lost. */
export interface NetworkChange {
  send(cloud: Cloud, DryRun: boolean): Promise<void>;
  isThere(cloud: Cloud): Promise<boolean>;
  /** AWS's code for one that is there already. */
  readonly duplicate: string;
  readonly what: string;
}

/** A dry run may be repeated; what creates is sent once. */
const sender = (cloud: Cloud, dry: boolean) => (dry ? cloud.read : cloud.once);

/** Attaches a gateway that no network uses. */
export function attachGateway({ gatewayId, vpcId }: MendOf<'attach-gateway'>): NetworkChange {
  return {
    async send(cloud, DryRun) {
      const input = { InternetGatewayId: gatewayId, VpcId: vpcId, DryRun };
      await sender(cloud, DryRun).send(new AttachInternetGatewayCommand(input));
    },
    isThere: async (cloud) => (await readGateways(cloud, vpcId)).attached === gatewayId,
    duplicate: 'Resource.AlreadyAssociated',
    what: `the attachment of ${gatewayId}`,
  };
}

/** Adds a route to an internet gateway, or gives one that leads nowhere its target. */
export function addRoute(mend: MendOf<'add-route'>): NetworkChange {
  const { routeTableId, gatewayId, cidr, replaces } = mend;
  return {
    async send(cloud, DryRun) {
      const input = { RouteTableId: routeTableId, DestinationCidrBlock: cidr, GatewayId: gatewayId, DryRun };
      const command = replaces ? new ReplaceRouteCommand(input) : new CreateRouteCommand(input);
      // TypeScript does not take a union of commands.
      if (command instanceof ReplaceRouteCommand) await sender(cloud, DryRun).send(command);
      else await sender(cloud, DryRun).send(command);
    },
    isThere: async (cloud) => (await findRoute(cloud, mend))?.target === gatewayId,
    duplicate: 'RouteAlreadyExists',
    what: `the route for ${cidr}`,
  };
}

/** The table's route for the range; undefined when there is none. */
export async function findRoute(
  cloud: Cloud,
  { routeTableId, cidr }: MendOf<'add-route'>,
): Promise<RouteFact | undefined> {
  const { RouteTables = [] } = await cloud.read.send(new DescribeRouteTablesCommand({ RouteTableIds: [routeTableId] }));
  return RouteTables.flatMap(({ Routes = [] }) => Routes)
    .flatMap(routeFact)
    .find(({ to }) => to === cidr);
}

export async function deleteRoute(cloud: Cloud, { routeTableId, cidr }: MendOf<'add-route'>, DryRun: boolean) {
  await cloud.read.send(new DeleteRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: cidr, DryRun }));
}

/** Adds a rule to a network ACL. */
export function openAcl(mend: MendOf<'open-acl'>): NetworkChange {
  const { aclId, outbound, ruleNumber, fromPort, toPort, cidr } = mend;
  return {
    async send(cloud, DryRun) {
      const command = new CreateNetworkAclEntryCommand({
        NetworkAclId: aclId,
        Egress: outbound,
        RuleNumber: ruleNumber,
        RuleAction: 'allow',
        Protocol: '6',
        CidrBlock: cidr,
        PortRange: { From: fromPort, To: toPort },
        DryRun,
      });
      await sender(cloud, DryRun).send(command);
    },
    async isThere(cloud) {
      const found = await findAclRule(cloud, mend);
      return found?.allow === true && found.cidr === cidr && found.fromPort === fromPort && found.toPort === toPort;
    },
    duplicate: 'NetworkAclEntryAlreadyExists',
    what: `rule ${ruleNumber} of ${aclId}`,
  };
}

async function findAclRule(
  cloud: Cloud,
  { aclId, outbound, ruleNumber }: MendOf<'open-acl'>,
): Promise<AclRuleFact | undefined> {
  const { NetworkAcls = [] } = await cloud.read.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [aclId] }));
  return NetworkAcls.flatMap(({ Entries = [] }) => Entries)
    .flatMap(aclRuleFact)
    .find((rule) => rule.number === ruleNumber && rule.outbound === outbound);
}

export async function deleteAclRule(
  cloud: Cloud,
  { aclId, outbound, ruleNumber }: MendOf<'open-acl'>,
  DryRun: boolean,
) {
  await cloud.read.send(
    new DeleteNetworkAclEntryCommand({ NetworkAclId: aclId, Egress: outbound, RuleNumber: ruleNumber, DryRun }),
  );
}
