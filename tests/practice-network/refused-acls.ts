import { missing, type RefusalCase, type Things } from './refusal-case.ts';

const entry = (more: object) => (it: Things) => ({
  NetworkAclId: it.aclId,
  RuleNumber: 200,
  Protocol: 'tcp',
  RuleAction: 'allow',
  Egress: false,
  CidrBlock: '10.0.0.0/8',
  PortRange: { From: 1, To: 2 },
  ...more,
});

/** Calls about network ACLs and their rules. */
export const aclCases: readonly RefusalCase[] = [
  ['rule 0', 'CreateNetworkAclEntry', entry({ RuleNumber: 0 }), 'InvalidParameterValue', /ruleNumber/],
  [
    'rule 32767',
    'CreateNetworkAclEntry',
    entry({ RuleNumber: 32_767 }),
    'InvalidParameterValue',
    /between 1 and 32766/,
  ],
  [
    'a number twice',
    'CreateNetworkAclEntry',
    entry({ RuleNumber: 100 }),
    'NetworkAclEntryAlreadyExists',
    /^The network acl entry identified by 100 already exists\.$/,
  ],
  ['TCP without ports', 'CreateNetworkAclEntry', entry({ PortRange: undefined }), 'InvalidParameterValue', /portRange/],
  ['ICMP without a type', 'CreateNetworkAclEntry', entry({ Protocol: '1' }), 'MissingParameter', /icmpTypeCode/],
  ['an action of no kind', 'CreateNetworkAclEntry', entry({ RuleAction: 'maybe' }), 'InvalidParameterValue', /maybe/],
  [
    'two blocks',
    'CreateNetworkAclEntry',
    entry({ Ipv6CidrBlock: '::/0' }),
    'InvalidParameterCombination',
    /ipv6CidrBlock/,
  ],
  ['no block', 'CreateNetworkAclEntry', entry({ CidrBlock: undefined }), 'MissingParameter', /cidrBlock/],
  ['a wrong block', 'CreateNetworkAclEntry', entry({ CidrBlock: '10.0.0.0' }), 'InvalidParameterValue', /not a valid/],
  [
    'another rule for a number that is free',
    'ReplaceNetworkAclEntry',
    entry({}),
    'InvalidNetworkAclEntry.NotFound',
    /^no ingress entry with number 200$/,
  ],
  [
    'the end of a rule that is not there',
    'DeleteNetworkAclEntry',
    ({ aclId }) => ({ NetworkAclId: aclId, RuleNumber: 5, Egress: true }),
    'InvalidNetworkAclEntry.NotFound',
    /^no egress entry with number 5$/,
  ],
  [
    'the list of another network',
    'ReplaceNetworkAclAssociation',
    ({ aclAssociationId, defaultAclId }) => ({ AssociationId: aclAssociationId, NetworkAclId: defaultAclId }),
    'InvalidParameterValue',
    /belong to different networks/,
  ],
  [
    'an association of nobody',
    'ReplaceNetworkAclAssociation',
    ({ aclId }) => ({ AssociationId: `aclassoc-${missing}`, NetworkAclId: aclId }),
    'InvalidAssociationID.NotFound',
    /does not exist/,
  ],
];
