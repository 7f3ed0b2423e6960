import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { HeldPolicy } from '../../src/access/contract.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { JsonText } from './json-text.tsx';

/** Every policy that has a say about a user, by the way it came to them. */
export function PoliciesTab({ name }: { name: string }) {
  const held = useCall('access', 'policies', { name });
  if (held.error) return <ErrorAlert error={held.error} onRetry={held.refresh} />;
  if (!held.data)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Reading the policies
      </Box>
    );
  const { policies, complete } = held.data;
  return (
    <SpaceBetween size="s">
      {complete ? null : <Box variant="p">Some of the policies may not be read by you, and are missing here.</Box>}
      {policies.length === 0 && complete ? <Box variant="p">No policy at all: {name} may do nothing.</Box> : null}
      {policies.map((policy) => (
        <ExpandableSection
          key={`${policy.way} ${policy.group ?? ''} ${policy.arn ?? policy.name}`}
          headerText={policy.name}
          headerDescription={wayWords(policy)}
          headingTagOverride="h2"
        >
          {policy.document === undefined ? (
            'Its text may not be read by you.'
          ) : (
            <JsonText text={indented(policy.document)} />
          )}
        </ExpandableSection>
      ))}
    </SpaceBetween>
  );
}

function wayWords({ way, kind, group }: HeldPolicy): string {
  if (way === 'boundary') return 'Permissions boundary: what it does not allow is stopped, whatever else allows it';
  const where = way === 'group' ? `by the group ${group}` : 'directly';
  return kind === 'inline' ? `Inline policy, ${where}` : `Managed policy, attached ${where}`;
}

function indented(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}
