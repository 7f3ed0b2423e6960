import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { SaidPrediction } from '../../src/access/contract.ts';
import { SENTENCES, type Sentence } from '../../src/access/sentences.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { PredictionDetails, VerdictWord } from './prediction-details.tsx';
import { WouldForm } from './would-form.tsx';

/** Two columns of topics, so that what is opened in one moves nothing in the other. */
const COLUMNS: readonly (readonly Sentence['topic'][])[] = [
  ['Machines', 'Keys and firewalls'],
  ['Images', 'People'],
];

/** The app's sentences about a user, each with a yes, a no or an only if, and the reason behind it. */
export function SayingsTab({ name }: { name: string }) {
  const said = useCall('access', 'sayings', { name });
  if (said.error) return <ErrorAlert error={said.error} onRetry={said.refresh} />;
  if (!said.data)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Asking IAM
      </Box>
    );
  const { sayings } = said.data;
  return (
    <SpaceBetween size="l">
      <Box color="text-body-secondary">
        A prediction by IAM, for any instance, image and so on of this Region. Open a sentence to see what decides.
      </Box>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(340px, 1fr))', gap: '20px 32px' }}>
        {COLUMNS.map((topics) => (
          <SpaceBetween key={topics.join()} size="l">
            {topics.map((topic) => (
              <Topic key={topic} topic={topic} sayings={sayings} />
            ))}
          </SpaceBetween>
        ))}
      </div>
      <WouldForm name={name} />
    </SpaceBetween>
  );
}

function Topic({ topic, sayings }: { topic: Sentence['topic']; sayings: readonly SaidPrediction[] }) {
  return (
    <section aria-label={topic}>
      <Box variant="h2" fontSize="heading-m" padding={{ bottom: 'xs' }}>
        {topic}
      </Box>
      {SENTENCES.filter((sentence) => sentence.topic === topic).map((sentence) => (
        <Saying
          key={sentence.id}
          sentence={sentence}
          said={sayings.find(({ sentenceId }) => sentenceId === sentence.id)}
        />
      ))}
    </section>
  );
}

function Saying({ sentence, said }: { sentence: Sentence; said: SaidPrediction | undefined }) {
  if (!said) return null;
  const only = said.kinds.filter(({ allowed }) => allowed).map(({ label }) => label);
  const kinds = only.length > 0 && only.length < said.kinds.length ? ` – only ${only.join(', ')}` : '';
  return (
    <ExpandableSection
      variant="footer"
      headerText={
        <>
          <span style={{ display: 'inline-block', minWidth: '4em' }}>
            <VerdictWord verdict={said.verdict} />
          </span>{' '}
          <span>{`${sentence.text}${kinds}`}</span>
        </>
      }
    >
      <PredictionDetails prediction={said} />
    </ExpandableSection>
  );
}
