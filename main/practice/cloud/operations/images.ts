import { allowedSettingsOperations } from './images/allowed-settings.ts';
import { ancestryReads } from './images/ancestry.ts';
import { attributeOperations } from './images/attributes.ts';
import { copyOperations } from './images/copy.ts';
import { createOperations } from './images/create.ts';
import { deprecationOperations } from './images/deprecation.ts';
import { deregisterOperations } from './images/deregister.ts';
import { describeOperations } from './images/describe.ts';
import { imageMetadataReads } from './images/image-metadata.ts';
import { publicAccessOperations } from './images/public-access.ts';
import { recycleBinOperations } from './images/recycle-bin.ts';
import { referenceReads } from './images/references.ts';
import { registerOperations } from './images/register.ts';
import { switchOperations } from './images/switches.ts';
import type { Operation } from './operation.ts';

/** All that is done with images. */
export const imageOperations: readonly Operation[] = [
  ...createOperations,
  ...registerOperations,
  ...copyOperations,
  ...describeOperations,
  ...attributeOperations,
  ...switchOperations,
  ...deprecationOperations,
  ...deregisterOperations,
  ...recycleBinOperations,
  ...publicAccessOperations,
  ...allowedSettingsOperations,
  ...referenceReads,
  ...ancestryReads,
  ...imageMetadataReads,
];
