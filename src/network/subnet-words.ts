import { assertNever } from '../core/errors.ts';
import type { SubnetWay } from './contract.ts';

/** Whether a subnet is public or private, in a word, and why. */
export function subnetInWords(way: SubnetWay): { readonly kind: string; readonly why: string } {
  switch (way) {
    case 'internet':
      return { kind: 'Public', why: 'its route leads to the internet (an internet gateway)' };
    case 'nat':
      return { kind: 'Private', why: 'it reaches the internet through a NAT, and nobody reaches it from there' };
    case 'none':
      return { kind: 'Private', why: 'no route leads to the internet' };
    case 'unknown':
      return { kind: 'Public or private?', why: 'you may not read its routes' };
    default:
      return assertNever(way, 'way of a subnet');
  }
}

/** Whether a public address on a machine in this subnet does anything. */
export function reachesOut(way: SubnetWay): boolean {
  return way === 'internet' || way === 'unknown';
}
