import type { RequestLaunchTemplateData, ValidationError, ValidationWarning } from '@aws-sdk/client-ec2';
import { findInstanceType } from '../../data/instance-types.ts';
import { Refusal } from '../../refusal.ts';
import { launchableImage } from '../available-images.ts';
import { findAll, findOne, kinds } from '../finding.ts';
import { imageIdOf } from '../launch/image-alias.ts';
import { checkMetadata } from '../launch/metadata.ts';
import { findKeyPair, readUserData } from '../launch/options.ts';
import type { CallContext } from '../operation.ts';
import { tagsFor } from '../tags.ts';

/** What a template may tag when it is launched from. */
const taggable = ['instance', 'volume', 'network-interface', 'spot-instances-request'] as const;

/**
 * Checks the data of a template as far as EC2 does when it is kept: its form. Whether the things in it are there is
 * told as a warning, and refused at a launch.
 */
export function checkTemplateData(data: RequestLaunchTemplateData): void {
  if (data.InstanceType !== undefined && data.InstanceRequirements !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      'You can specify either InstanceType or InstanceRequirements, but not both.',
    );
  }
  readUserData(data.UserData, 'InvalidUserData.Malformed');
  checkMetadata(data.MetadataOptions ?? {});
  for (const kind of taggable) tagsFor(data.TagSpecifications, kind, taggable);
}

/** What a launch from this data would be refused for, as EC2 tells it along with the template. */
export function warningOf(data: RequestLaunchTemplateData, call: CallContext): ValidationWarning | undefined {
  const { place } = call;
  const { ImageId, InstanceType, KeyName, NetworkInterfaces = [] } = data;
  const groupIds = [...(data.SecurityGroupIds ?? []), ...NetworkInterfaces.flatMap(({ Groups }) => Groups ?? [])];
  const subnetIds = NetworkInterfaces.flatMap(({ SubnetId }) => SubnetId ?? []);
  const errors = [
    ImageId && fault(() => launchableImage(call, imageIdOf(ImageId, call.region) ?? ImageId)),
    InstanceType && fault(() => checkType(InstanceType)),
    KeyName && fault(() => findKeyPair(place, KeyName)),
    fault(() => findAll(kinds.group, place.groups, groupIds)),
    ...subnetIds.map((id) => fault(() => findOne(kinds.subnet, place.subnets, id))),
  ].flatMap((one) => one || []);
  return errors.length > 0 ? { Errors: errors } : undefined;
}

function checkType(name: string): void {
  if (!findInstanceType(name)) throw new Refusal('InvalidInstanceType', `Invalid instance type: ${name}`);
}

function fault(check: () => unknown): ValidationError | null {
  try {
    check();
    return null;
  } catch (cause) {
    if (cause instanceof Refusal) return { Code: cause.code, Message: cause.message };
    throw cause;
  }
}
