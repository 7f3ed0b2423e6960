import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RegionFailure } from '../../src/images/inventory.ts';
import { ErrorDetails } from '../common/error-alert.tsx';

/** The Regions whose images could not be listed, each with its reason; the others' rows stay below. */
export function RegionFailures({
  failures,
  onRetry,
}: {
  failures: readonly RegionFailure[];
  onRetry: (region: string) => void;
}) {
  if (failures.length === 0) return null;
  return (
    <SpaceBetween size="xs">
      {failures.map((failure) => (
        <Alert
          key={failure.region}
          type="warning"
          header={`The images of ${failure.region} could not be listed`}
          action={<Button onClick={() => onRetry(failure.region)}>Try {failure.region} again</Button>}
        >
          {failure.message} {failure.fix}
          <ErrorDetails error={failure} />
        </Alert>
      ))}
    </SpaceBetween>
  );
}
