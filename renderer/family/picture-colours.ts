import * as tokens from '@cloudscape-design/design-tokens';
import type { CSSProperties } from 'react';

/** The window's own colours under the names that the picture's style sheet knows; they turn dark by themselves. */
export const PICTURE_COLOURS = {
  '--family-ground': tokens.colorBackgroundLayoutMain,
  '--family-card': tokens.colorBackgroundContainerContent,
  '--family-edge': tokens.colorBorderControlDefault,
  '--family-border': tokens.colorBorderInputDefault,
  '--family-chosen': tokens.colorBorderItemSelected,
  '--family-focus': tokens.colorBorderItemFocused,
  '--family-text': tokens.colorTextBodyDefault,
  '--family-quiet': tokens.colorTextBodySecondary,
  '--family-image': tokens.colorBorderStatusInfo,
  '--family-instance': tokens.colorBorderStatusSuccess,
  '--family-faint': tokens.colorBackgroundContainerHeader,
} as CSSProperties;
