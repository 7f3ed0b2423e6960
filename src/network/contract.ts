import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call } from '../ipc/call.ts';
import {
  addRuleRequest,
  createGroupRequest,
  deleteGroupRequest,
  moveRuleRequest,
  removeRuleRequest,
} from './changes.ts';

export const securityGroupRule = z.object({
  /** `tcp`, `udp`, `icmp`, or `-1` for all. */
  protocol: z.string(),
  fromPort: z.number().optional(),
  toPort: z.number().optional(),
  /** A CIDR, a prefix list, or another group's id. */
  source: z.string(),
  description: z.string(),
});

export const securityGroup = z.object({
  groupId: z.string(),
  name: z.string(),
  description: z.string(),
  vpcId: z.string(),
  inbound: z.array(securityGroupRule),
});
export type SecurityGroup = z.infer<typeof securityGroup>;

/**
 * Where a subnet's route for everything outside leads: straight to the internet, there by way of a NAT, somewhere else
 * or nowhere, or that could not be read.
 */
export const subnetWay = z.enum(['internet', 'nat', 'none', 'unknown']);
export type SubnetWay = z.infer<typeof subnetWay>;

export const subnet = z.object({
  subnetId: z.string(),
  name: z.string(),
  vpcId: z.string(),
  availabilityZone: z.string(),
  cidr: z.string(),
  freeAddresses: z.number(),
  /** Machines launched here get a public address unless told otherwise. */
  assignsPublicIp: z.boolean(),
  isDefault: z.boolean(),
  way: subnetWay,
});
export type Subnet = z.infer<typeof subnet>;

export const vpc = z.object({ vpcId: z.string(), name: z.string(), cidr: z.string(), isDefault: z.boolean() });
export type Vpc = z.infer<typeof vpc>;

/** What a security group stands in front of. */
export const groupUse = z.object({
  groupId: z.string(),
  instances: z.array(z.object({ instanceId: z.string(), name: z.string(), state: z.string() })),
  /** Network interfaces of other things, such as load balancers and databases: by what AWS says of them. */
  others: z.array(z.string()),
});
export type GroupUse = z.infer<typeof groupUse>;

/** Whether a change found its work done already. */
const already = z.object({ already: z.boolean() });

export const network = {
  calls: {
    /** VPCs, subnets and security groups of the current account and Region. */
    list: call(empty, z.object({ vpcs: z.array(vpc), subnets: z.array(subnet), groups: z.array(securityGroup) })),
    /** This computer's public IPv4 address as the cloud sees it; absent when it cannot be found out. */
    myAddress: call(empty, z.object({ address: z.string().optional() })),
    /** Who uses each group of this Region; groups that nothing uses are left out. */
    uses: call(empty, z.object({ uses: z.array(groupUse) })),
    /** Makes the Region's default VPC with a subnet in each zone; answers the one that is there already. */
    createDefaultVpc: call(empty, z.object({ vpcId: z.string() })),
    /** Makes a group that lets nothing in yet. */
    createGroup: call(createGroupRequest, z.object({ groupId: z.string() })),
    /** Lets somebody in; a rule that is there already is no fault. */
    addRule: call(addRuleRequest, already),
    /** Takes a rule away; one that is gone already is no fault. */
    removeRule: call(removeRuleRequest, already),
    /** The same door for another address: a job adds the new rule, then removes the old one; the way back is the same call. */
    moveRule: call(moveRuleRequest, z.object({ jobId: z.string() })),
    /** Deletes a group that nothing uses; refused by `network.group-in-use` with the names of who does. */
    deleteGroup: call(deleteGroupRequest, z.object({})),
  },
  events: {},
};
