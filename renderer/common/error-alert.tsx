import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ErrorShape } from '../../src/core/errors.ts';

/** What was refused, what to do, and AWS's own words for whoever helps; with a button to try again where that can help. */
export function ErrorAlert({ error, onRetry, title }: { error: ErrorShape; onRetry?: () => void; title?: string }) {
  return (
    <Alert
      type="error"
      header={title ?? error.message}
      action={onRetry && error.retryable ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      <SpaceBetween size="xs">
        {title ? <div>{error.message}</div> : null}
        {error.fix ? <div>{error.fix}</div> : null}
        <ErrorDetails error={error} />
      </SpaceBetween>
    </Alert>
  );
}

/** AWS's code, text and request id, folded away, to copy into a question to somebody who knows. */
export function ErrorDetails({
  error,
}: {
  error: Pick<ErrorShape, 'code' | 'message'> & {
    awsCode?: string | undefined;
    awsMessage?: string | undefined;
    requestId?: string | undefined;
  };
}) {
  const lines = [
    ['Amiable’s code', error.code],
    ['AWS’s code', error.awsCode],
    ['AWS’s words', error.awsMessage],
    ['Request id', error.requestId],
  ].filter((line): line is [string, string] => line[1] !== undefined);
  const text = [error.message, ...lines.map(([label, value]) => `${label}: ${value}`)].join('\n');
  return (
    <ExpandableSection headerText="Details">
      <SpaceBetween size="xxs">
        {lines.map(([label, value]) => (
          <Box key={label} fontSize="body-s">
            {label}: <Box variant="code">{value}</Box>
          </Box>
        ))}
        <CopyToClipboard
          variant="inline"
          textToCopy={text}
          textToDisplay="Copy the details"
          copyButtonAriaLabel="Copy the details"
          copySuccessText="Copied"
          copyErrorText="Could not be copied"
        />
      </SpaceBetween>
    </ExpandableSection>
  );
}
