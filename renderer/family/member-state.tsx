import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { FamilyNode } from '../../src/family/graph.ts';
import { standingWord } from '../../src/family/words.ts';
import { IMAGE_STATES, INSTANCE_STATES } from '../common/state-words.tsx';

/** A member’s state as a word with its sign, short enough for a card. */
export function MemberState({ node }: { node: FamilyNode }) {
  const { type, label } = stateOf(node);
  return (
    <StatusIndicator type={type} wrapText={false}>
      {label}
    </StatusIndicator>
  );
}

/** The same as words alone. */
export function stateLabel(node: FamilyNode): string {
  return stateOf(node).label;
}

function stateOf(node: FamilyNode): { type: StatusIndicatorProps.Type; label: string } {
  const standing = standingWord(node);
  if (standing) return { type: node.standing === 'unread' ? 'warning' : 'stopped', label: standing };
  const word =
    node.kind === 'image' ? node.state && IMAGE_STATES[node.state] : node.state && INSTANCE_STATES[node.state];
  return word ?? { type: 'pending', label: 'Not known' };
}
