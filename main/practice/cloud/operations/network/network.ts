import { absentReads } from './absent-things.ts';
import { aclEntryOperations } from './acl-entries.ts';
import { addressAssociationOperations } from './address-associations.ts';
import { defaultNetworkOperations } from './default-networks.ts';
import { dhcpOptionsReads } from './dhcp-options.ts';
import { addressOperations } from './elastic-addresses.ts';
import { groupReads } from './group-reads.ts';
import { groupOperations } from './groups.ts';
import { interfaceOperations } from './interfaces.ts';
import { gatewayOperations } from './internet-gateways.ts';
import { networkAclOperations } from './network-acls.ts';
import { prefixListReads } from './prefix-lists.ts';
import { regionReads } from './regions.ts';
import { routeAssociationOperations } from './route-associations.ts';
import { routeTableOperations } from './route-tables.ts';
import { routeOperations } from './routes.ts';
import { ruleChangeOperations } from './rule-changes.ts';
import { ruleOperations } from './rules.ts';
import { subnetOperations } from './subnets.ts';
import { vpcAttributeOperations } from './vpc-attributes.ts';
import { vpcOperations } from './vpcs.ts';

/** Networks, all that is in them, and all that keeps or lets traffic in. */
export const networkOperations = [
  ...regionReads,
  ...vpcOperations,
  ...vpcAttributeOperations,
  ...defaultNetworkOperations,
  ...subnetOperations,
  ...routeTableOperations,
  ...routeOperations,
  ...routeAssociationOperations,
  ...gatewayOperations,
  ...networkAclOperations,
  ...aclEntryOperations,
  ...groupOperations,
  ...groupReads,
  ...ruleOperations,
  ...ruleChangeOperations,
  ...interfaceOperations,
  ...addressOperations,
  ...addressAssociationOperations,
  ...prefixListReads,
  ...dhcpOptionsReads,
  ...absentReads,
];
