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
            {
              label: 'Larger, smaller, usual letters',
              value: isMac ? '⌘ +, ⌘ -, ⌘ 0' : 'Ctrl + +, Ctrl + -, Ctrl + 0',
            },
            { label: 'New tab on the same machine', value: isMac ? '⌘ T' : letter('T') },
            { label: 'Next and previous tab', value: 'Ctrl + Tab, Ctrl + Shift + Tab' },
            { label: 'Leave the terminal without a mouse', value: 'Ctrl + F6' },
          ]}
        />
      }
    >
      <Button variant="inline-link">Keys</Button>
    </Popover>
  );
}
