import Box from '@cloudscape-design/components/box';

/** The text of a policy or a statement, line by line as it is written. */
export function JsonText({ text }: { text: string }) {
  return (
    <Box variant="code">
      <span style={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</span>
    </Box>
  );
}
