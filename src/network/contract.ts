import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call } from '../ipc/call.ts';

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
});
export type Subnet = z.infer<typeof subnet>;

export const vpc = z.object({ vpcId: z.string(), name: z.string(), cidr: z.string(), isDefault: z.boolean() });
export type Vpc = z.infer<typeof vpc>;

export const network = {
  calls: {
    /** VPCs, subnets and security groups of the current account and Region. */
    list: call(empty, z.object({ vpcs: z.array(vpc), subnets: z.array(subnet), groups: z.array(securityGroup) })),
    /** This computer's public IPv4 address as the cloud sees it; absent when it cannot be found out. */
    myAddress: call(empty, z.object({ address: z.string().optional() })),
  },
  events: {},
};
