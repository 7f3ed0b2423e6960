import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** An id or address with a button that copies it; `what` names it for the screen reader, for example “instance id”. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={`Copy ${what} ${text}`}
      copySuccessText="Copied"
      copyErrorText="Could not be copied"
    />
  );
}
