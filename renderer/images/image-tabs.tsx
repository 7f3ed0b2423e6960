import type { ComponentType } from 'react';
import type { Image } from '../../src/images/contract.ts';
import type { PendingSpeed } from '../../src/images/inventory.ts';
import { CostTab } from './cost-tab.tsx';
import { FamilyTab } from './family-tab.tsx';
import { ImageCliTab } from './image-cli-tab.tsx';
import { ImageStorageTab } from './image-storage-tab.tsx';
import { ImageSummaryTab } from './image-summary-tab.tsx';
import { ImageTagsTab } from './image-tags-tab.tsx';
import { PermissionsTab } from './permissions-tab.tsx';
import { UsedByTab } from './used-by-tab.tsx';

/** What every tab is given: the image in full, whoever owns it. */
export interface ImageTabProps {
  readonly image: Image;
  /** The account that the app acts as owns it. */
  readonly own: boolean;
  /** How fast it comes along while it is pending; absent while that cannot be told. */
  readonly speed?: PendingSpeed | undefined;
}

/** One tab of an image's details. */
export interface ImageTab {
  readonly id: string;
  readonly label: string;
  /** Drawn when the tab is first opened, so that what it asks of AWS is asked then. */
  readonly content: ComponentType<ImageTabProps>;
}

/** The tabs of an image's details, in order: below the table and on the image's own page. */
export const IMAGE_TABS: readonly ImageTab[] = [
  { id: 'summary', label: 'Summary', content: ImageSummaryTab },
  { id: 'storage', label: 'Storage', content: ImageStorageTab },
  { id: 'permissions', label: 'Permissions', content: PermissionsTab },
  { id: 'tags', label: 'Tags', content: ImageTagsTab },
  { id: 'family', label: 'Family', content: FamilyTab },
  { id: 'used-by', label: 'Used by', content: UsedByTab },
  { id: 'cost', label: 'Cost', content: CostTab },
  { id: 'cli', label: 'AWS CLI', content: ImageCliTab },
];
