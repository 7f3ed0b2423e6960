import { accountAttributeReads } from './instance-types/account-attributes.ts';
import { instanceTypeReads } from './instance-types/instance-types.ts';
import { instanceAttributeReads } from './instances/attribute-reads.ts';
import { instanceAttributeOperations } from './instances/attributes.ts';
import { consoleReads } from './instances/console.ts';
import { instanceStatusReads } from './instances/instance-status.ts';
import { instanceReads } from './instances/instances.ts';
import { metadataOperations } from './instances/metadata-options.ts';
import { instanceOptionOperations } from './instances/options.ts';
import { powerOperations } from './instances/power.ts';
import { profileAssociationOperations } from './instances/profile-associations.ts';
import { keyOperations } from './keys/keys.ts';
import { launchOperations } from './launch/launch.ts';
import { templateDataReads } from './launch-templates/data-of-instance.ts';
import { launchTemplateOperations } from './launch-templates/launch-templates.ts';
import { templateVersionOperations } from './launch-templates/version-operations.ts';
import { templateVersionReads } from './launch-templates/version-reads.ts';

/** What EC2 does with machines: types, keys, templates, launches, power, attributes. */
export const instanceOperations = [
  ...instanceReads,
  ...instanceStatusReads,
  ...launchOperations,
  ...powerOperations,
  ...consoleReads,
  ...instanceAttributeReads,
  ...instanceAttributeOperations,
  ...instanceOptionOperations,
  ...metadataOperations,
  ...profileAssociationOperations,
  ...launchTemplateOperations,
  ...templateVersionReads,
  ...templateVersionOperations,
  ...templateDataReads,
  ...keyOperations,
  ...instanceTypeReads,
  ...accountAttributeReads,
];
