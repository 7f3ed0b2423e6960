import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Popover from '@cloudscape-design/components/popover';

const isMac = navigator.platform.startsWith('Mac');
const letter = (key: string): string => (isMac ? `⌘ ${key}` : `Ctrl + Shift + ${key}`);

/** The few keys that the terminal keeps for itself; all others are typed. */
export function KeysHelp() {
  return (
    <Popover
      triggerType="custom"
      header="Keys in the terminal"
      position="bottom"
      dismissAriaLabel="Close"
      content={
        <KeyValuePairs
          items={[
            { label: 'Copy the selected text', value: letter('C') },
            { label: 'Paste', value: letter('V') },
            { label: 'Search', value: letter('F') },
            { label: 'Leave the terminal without a mouse', value: 'Ctrl + F6' },
          ]}
        />
      }
    >
      <Button variant="inline-link">Keys</Button>
    </Popover>
  );
}
