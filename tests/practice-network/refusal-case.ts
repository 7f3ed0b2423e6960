import type { OwnNetwork } from './network-rig.ts';

/** What the refused calls are made with: a network of one's own and the default one, and a machine in the latter. */
export interface Things extends OwnNetwork {
  readonly defaultVpcId: string;
  readonly defaultSubnetId: string;
  readonly defaultTableId: string;
  readonly defaultAclId: string;
  readonly defaultGroupId: string;
  readonly ruleId: string;
  readonly instanceId: string;
  readonly interfaceId: string;
  readonly allocationId: string;
  readonly publicIp: string;
  readonly mainAssociationId: string;
  readonly associationId: string;
}

/** A call that is refused: what is wrong, the operation, its input, AWS's code and words. */
export type RefusalCase = readonly [
  what: string,
  name: string,
  input: (it: Things) => object,
  code: string,
  text: RegExp,
];

/** The end of an ID that nothing has. */
export const missing = '0123456789abcdef0';
