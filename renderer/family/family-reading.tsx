import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { ErrorDetails } from '../common/error-alert.tsx';
import type { Family } from './use-family.ts';

/** How far the reading of the Regions is, and what could not be read. */
export function FamilyReading({
  family: { loading, regions, regionsDone, unread, withheld, refresh },
}: {
  family: Family;
}) {
  const [first] = unread;
  return (
    <>
      {loading && regions.length > 0 && regionsDone < regions.length ? (
        <ProgressBar
          value={(100 * regionsDone) / regions.length}
          label="Reading the Regions"
          additionalInfo={`${regionsDone} of ${regions.length} have answered. What is known is shown already.`}
        />
      ) : null}
      {first ? (
        <Alert
          type="warning"
          header={unread.length === 1 ? 'One list could not be read' : `${unread.length} lists could not be read`}
          action={<Button onClick={refresh}>Try again</Button>}
        >
          {unread.map(({ region, what }) => `the ${what} in ${region}`).join(', ')}: the rest is shown without them.{' '}
          {first.error.message} {first.error.fix}
          <ErrorDetails error={first.error} />
        </Alert>
      ) : null}
      {withheld ? (
        <Alert type="info" header="Some origins are not told further back">
          {withheld} Links that images and instances name themselves are all shown.
        </Alert>
      ) : null}
    </>
  );
}
