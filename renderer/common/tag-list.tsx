import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';

/** Tags as they are, to read. */
export function TagList({ tags }: { tags: readonly { readonly key: string; readonly value: string }[] }) {
  if (tags.length === 0) return <Box color="text-body-secondary">No tags.</Box>;
  return (
    <KeyValuePairs
      columns={4}
      items={tags.map((tag) => ({ label: tag.key, value: tag.value === '' ? '(empty)' : tag.value }))}
    />
  );
}
