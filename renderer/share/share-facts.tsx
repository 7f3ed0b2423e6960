import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ShareState } from '../../src/share/contract.ts';
import { factsOf, type ShareFact } from '../../src/share/facts.ts';

const SIGNS = { fine: 'success', open: 'info', stop: 'error' } as const;

interface Props {
  readonly state: ShareState;
  readonly toEveryone: boolean;
  /** Asks before the block of public images is switched. */
  readonly onBlock: (blocked: boolean) => void;
  /** AWS was asked to switch the block, and has not done it yet. */
  readonly switching: boolean;
}

/** What is so before anything is tried, each with what follows from it. */
export function ShareFacts({ state, toEveryone, onBlock, switching }: Props) {
  return (
    <Container header={<Header variant="h2">Before you share</Header>}>
      <ColumnLayout columns={2}>
        {factsOf(state, toEveryone).map((fact) => (
          <div key={fact.id}>
            <StatusIndicator type={SIGNS[fact.tone]}>{fact.title}</StatusIndicator>
            <Box color="text-body-secondary" fontSize="body-s">
              {fact.text}
            </Box>
            {fact.id === 'public-block' ? (
              <BlockButton fact={fact} state={state} onBlock={onBlock} switching={switching} />
            ) : null}
          </div>
        ))}
      </ColumnLayout>
    </Container>
  );
}

function BlockButton({ fact, state, onBlock, switching }: Omit<Props, 'toEveryone'> & { readonly fact: ShareFact }) {
  if (state.publicBlock.managed || state.publicBlock.state === 'unknown') return null;
  if (switching) {
    return <StatusIndicator type="in-progress">AWS is switching it. This page looks again by itself.</StatusIndicator>;
  }
  const on = fact.tone === 'stop';
  return (
    <SpaceBetween size="xs" direction="horizontal">
      <Button variant="inline-link" onClick={() => onBlock(!on)}>
        {on ? 'Switch the block off' : 'Switch the block on again'}
      </Button>
    </SpaceBetween>
  );
}
