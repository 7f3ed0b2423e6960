import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Gate, Prediction } from '../../src/access/contract.ts';
import { JsonText } from './json-text.tsx';

const VERDICTS: Readonly<Record<Prediction['verdict'], { word: string; type: StatusIndicatorProps.Type }>> = {
  yes: { word: 'Yes', type: 'success' },
  no: { word: 'No', type: 'error' },
  'only-if': { word: 'Only if', type: 'warning' },
};

/** Yes, no or only if, by a word, a sign and a colour. */
export function VerdictWord({ verdict }: Pick<Prediction, 'verdict'>) {
  const { word, type } = VERDICTS[verdict];
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}

const GATE_NAMES: Readonly<Record<Gate['gate'], string>> = {
  'explicit-deny': 'Explicit deny',
  organisation: 'Organisation',
  boundary: 'Boundary',
  session: 'Session',
  identity: 'Own policies',
  resource: 'Policy of the thing',
};

const GATE_SAYS: Readonly<Record<Gate['says'], { words: string; type: StatusIndicatorProps.Type }>> = {
  passes: { words: 'lets it pass', type: 'success' },
  stops: { words: 'stops it', type: 'error' },
  none: { words: 'none here', type: 'stopped' },
  'not-asked': { words: 'not asked', type: 'info' },
};

/** Why: the reason in a sentence, the gates in AWS's order, and the statement that decides. */
export function PredictionDetails({ prediction }: { prediction: Prediction }) {
  const { why, gates, statement, action, resource } = prediction;
  return (
    <SpaceBetween size="s">
      <div>{why}</div>
      <ol
        aria-label="Gates"
        style={{ display: 'flex', flexWrap: 'wrap', gap: 8, listStyle: 'none', margin: 0, padding: 0 }}
      >
        {gates.map(({ gate, says }) => (
          <li key={gate} style={{ border: '1px solid currentColor', borderRadius: 8, padding: '4px 10px' }}>
            <Box fontSize="body-s">{GATE_NAMES[gate]}</Box>
            <StatusIndicator type={GATE_SAYS[says].type}>{gateWords(gate, says)}</StatusIndicator>
          </li>
        ))}
      </ol>
      {statement ? (
        <div>
          <Box fontSize="body-s" color="text-body-secondary">
            {`${statement.effect === 'Deny' ? 'Denied' : 'Allowed'} in the policy ${statement.policy}${statement.sid ? `, statement ${statement.sid}` : ''}`}
          </Box>
          <JsonText text={statement.text} />
        </div>
      ) : null}
      <Box fontSize="body-s" color="text-body-secondary">
        <span
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >{`Asked: ${action} on ${resource.replaceAll('\n', ', ')}`}</span>
      </Box>
    </SpaceBetween>
  );
}

function gateWords(gate: Gate['gate'], says: Gate['says']): string {
  return gate === 'explicit-deny' && says === 'passes' ? 'none applies' : GATE_SAYS[says].words;
}
