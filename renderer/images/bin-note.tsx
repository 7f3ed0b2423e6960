import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Impact } from '../../src/images/retire.ts';

/** Whether there will be a way back, as far as AWS tells beforehand, and how to get one. */
export function BinNote({ bin }: { bin: Impact['bin'] }) {
  const seen = bin.known && bin.value.count > 0;
  return (
    <Alert
      type={seen ? 'info' : 'warning'}
      header={seen ? 'There is probably a way back' : 'Take it that this cannot be undone'}
    >
      {binWords(bin)}
      <RetentionRuleHelp />
    </Alert>
  );
}

function binWords(bin: Impact['bin']): string {
  if (!bin.known) return `Whether the Recycle Bin would catch the image cannot be seen: ${bin.why}`;
  const { count, days } = bin.value;
  if (count === 0) {
    return 'The Recycle Bin of this Region is empty, so there is no sign of a retention rule. If there is one, the image is caught by it all the same: Amiable looks right after deregistering and tells you.';
  }
  const images = count === 1 ? '1 image lies' : `${count} images lie`;
  return `${images} in the Recycle Bin of this Region${days === undefined ? '' : `, kept for ${days} days`}: a retention rule was there when they came. Amiable looks right after deregistering and tells you until when it can be restored.`;
}

/** How to make a rule: only the AWS console can, EC2's own calls cannot. */
export function RetentionRuleHelp() {
  return (
    <ExpandableSection headerText="How to make a retention rule">
      Amiable cannot make one: rules belong to a service of their own. In the AWS console open Recycle Bin, choose
      Retention rules, Create retention rule, resource type EBS-backed AMIs, and the days to keep them (7 are usual).
      Add one for EBS snapshots too, so that deleted snapshots can come back. Images in the bin cost as before. In the
      practice cloud a rule of 7 days is there from the start.
    </ExpandableSection>
  );
}
