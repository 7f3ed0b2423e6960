import { Refusal } from '../../refusal.ts';
import { blockText, type Ipv4Block, overlaps, readBlock, within } from '../../world/ipv4.ts';
import type { SubnetRecord, VpcRecord } from '../../world/records/network-records.ts';

/** The largest and the smallest block that a network or a subnet may have. */
const LARGEST = 16;
const SMALLEST = 28;

/** Blocks that no network can have: this computer, link-local, multicast and beyond. */
const forbidden = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].flatMap(
  (text) => readBlock(text) ?? [],
);

/**
 * Reads the block of a new network: /16 to /28, with the bits after the prefix cut.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html.
 */
export function readVpcBlock(text: string): string {
  const block = readNetworkBlock(text, 'cidrBlock');
  if (!fits(block) || forbidden.some((other) => overlaps(other, block))) {
    throw new Refusal('InvalidVpc.Range', `The CIDR '${text}' is invalid.`);
  }
  return blockText(block);
}

/** Reads the block of a new subnet: /16 to /28, inside its network, apart from the other subnets. */
export function readSubnetBlock(text: string, vpc: VpcRecord, others: readonly SubnetRecord[]): string {
  const block = readNetworkBlock(text, 'cidrBlock');
  const outer = readBlock(vpc.cidr);
  if (!fits(block) || !outer || !within(block, outer)) {
    throw new Refusal('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  }
  if (others.some(({ cidr }) => conflicts(cidr, block))) {
    throw new Refusal('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
  }
  return blockText(block);
}

/** Reads an IPv4 block of a network's part; refuses what is none. */
export function readNetworkBlock(text: string, parameter: string): Ipv4Block {
  const block = readBlock(text);
  if (!block) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
    );
  }
  return block;
}

/** Whether a block shares addresses with one that is in use. */
export function conflicts(used: string, block: Ipv4Block): boolean {
  const other = readBlock(used);
  return other !== null && overlaps(other, block);
}

function fits({ prefix }: Ipv4Block): boolean {
  return prefix >= LARGEST && prefix <= SMALLEST;
}
