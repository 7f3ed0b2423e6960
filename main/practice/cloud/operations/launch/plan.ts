import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { type InstanceTypeFact, isOffered } from '../../data/instance-types.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { InstanceRecord, KeyPairRecord, MetadataRecord } from '../../world/records/instance-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { launchableImage, type VisibleImage } from '../available-images.ts';
import { required } from '../finding.ts';
import { choosePrivateAddresses, freeAddressCount } from '../network/addresses.ts';
import type { CallContext } from '../operation.ts';
import { tagsFor } from '../tags.ts';
import { checkEbsOptimized, checkFit, checkOffered, readType } from './fitting.ts';
import { checkEnforcedTokens, checkMetadata, checkTagsForMetadata, launchMetadata } from './metadata.ts';
import { type NetworkPlan, planNetwork } from './network.ts';
import {
  findKeyPair,
  readCounts,
  readCredits,
  readShutdown,
  readTenancy,
  readUserData,
  refuseUnmodelledOptions,
} from './options.ts';
import { readProfile } from './profile.ts';
import { checkIops, countWithinQuota } from './quota.ts';
import type { LaunchRequest } from './request.ts';
import { planVolumes } from './volumes.ts';

const taggable = ['instance', 'volume', 'network-interface', 'spot-instances-request'] as const;

/** Everything about a launch, checked and decided before anything is made. */
export interface LaunchPlan {
  readonly input: RunInstancesRequest;
  readonly image: VisibleImage;
  readonly type: InstanceTypeFact;
  readonly pair: KeyPairRecord | null;
  readonly network: NetworkPlan;
  /** One for each machine. */
  readonly privateIps: readonly string[];
  readonly mappings: readonly ImageMapping[];
  readonly metadata: MetadataRecord;
  readonly userData: string;
  readonly profileArn: string | null;
  readonly credits: InstanceRecord['cpuCredits'];
  readonly tenancy: InstanceRecord['tenancy'];
  readonly shutdown: 'stop' | 'terminate';
  readonly tags: { readonly [N in 'instance' | 'volume' | 'network-interface']: readonly TagRecord[] };
}

/** Checks a launch by EC2's rules and decides what it makes. */
export function planLaunch({ input, template, templateVersion }: LaunchRequest, call: CallContext): LaunchPlan {
  const { place, account } = call;
  refuseUnmodelledOptions(input);
  const image = launchableImage(call, required(input.ImageId, 'ImageId'));
  const { record } = image;
  const type = readType(input.InstanceType);
  checkFit(type, record, account);
  checkEbsOptimized(type, input.EbsOptimized);
  const { least, most } = readCounts(input);
  const pair = input.KeyName ? findKeyPair(place, input.KeyName) : null;
  const network = planNetwork(input, place, (zone) => isOffered(type, zone));
  const { subnet, privateIp } = network;
  checkOffered(type, subnet.zone, place.region);
  const allowed = countWithinQuota(place, type, least, most);
  // As many as there is room for, and never fewer than were asked for at least.
  const count = Math.max(least, Math.min(allowed, freeAddressCount(place, subnet)));
  const mappings = planVolumes(input, image, call);
  checkIops(place, mappings, count);
  const preferred = place.settings.get('region')?.metadataDefaults;
  const metadata = launchMetadata(checkMetadata(input.MetadataOptions ?? {}), preferred, record.imdsV2);
  checkEnforcedTokens(metadata, preferred);
  const tags = {
    instance: tagsFor(input.TagSpecifications, 'instance', taggable),
    volume: tagsFor(input.TagSpecifications, 'volume', taggable),
    'network-interface': tagsFor(input.TagSpecifications, 'network-interface', taggable),
  };
  checkTagsForMetadata(metadata, tags.instance);
  return {
    input,
    image,
    type,
    pair,
    network,
    privateIps: choosePrivateAddresses(place, subnet, count, privateIp),
    mappings,
    metadata,
    userData: readUserData(input.UserData),
    profileArn: readProfile(input.IamInstanceProfile, account),
    credits: readCredits(input.CreditSpecification, type),
    tenancy: readTenancy(input),
    shutdown: readShutdown(input.InstanceInitiatedShutdownBehavior),
    tags: template
      ? {
          ...tags,
          instance: [
            ...tags.instance,
            { Key: 'aws:ec2launchtemplate:id', Value: template.id },
            { Key: 'aws:ec2launchtemplate:version', Value: String(templateVersion) },
          ],
        }
      : tags,
  };
}
