import type { Image } from '../images/image.ts';
import type { InstanceType } from './contract.ts';

/**
 * Why an image does not start on machines of a type; undefined when it does.
 *
 * An image that names no boot mode starts the way its machine does, and one that prefers UEFI starts either way.
 * Source: EC2 user guide, boot modes.
 */
export function whyNotFitting(type: InstanceType, image: Pick<Image, 'architecture' | 'bootMode'>): string | undefined {
  if (!type.architectures.includes(image.architecture)) {
    return `${type.name} has ${type.architectures.join(' or ')} processors; this image is made for ${image.architecture}. Choose a type that fits.`;
  }
  const { bootMode } = image;
  const needs = bootMode === 'uefi' || bootMode === 'legacy-bios' ? bootMode : undefined;
  if (needs !== undefined && type.bootModes.length > 0 && !type.bootModes.includes(needs)) {
    return `${type.name} starts machines by ${type.bootModes.join(' or ')}; this image starts by ${needs} only. Choose a type that fits.`;
  }
  return undefined;
}

/** Why a type cannot be had in a zone; undefined when it can, or when that is not known. */
export function whyNotOffered(type: InstanceType, zone: string | undefined): string | undefined {
  if (zone === undefined || type.zones === undefined || type.zones.includes(zone)) return undefined;
  const where = type.zones.length === 0 ? 'nowhere in this Region' : `in ${type.zones.join(', ')}`;
  return `AWS does not offer ${type.name} in ${zone}, where the chosen subnet is, but ${where}. Choose another type, or another subnet.`;
}
