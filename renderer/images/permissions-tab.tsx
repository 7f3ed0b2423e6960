import Box from '@cloudscape-design/components/box';
import { useCall } from '../bridge/hooks.ts';
import type { ImageTabProps } from './image-tabs.tsx';
import { OwnPermissions } from './own-permissions.tsx';
import { ReceivedPermissions } from './received-permissions.tsx';

/** Who may launch the image; of somebody else's image, what one's own account may do with it. */
export function PermissionsTab({ image }: ImageTabProps) {
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY });
  if (!account.data) return <Box>Loading</Box>;
  return account.data.accountId === image.ownerId ? (
    <OwnPermissions image={image} />
  ) : (
    <ReceivedPermissions image={image} />
  );
}
