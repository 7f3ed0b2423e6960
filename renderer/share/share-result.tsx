import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Job } from '../../src/jobs/contract.ts';
import type { GiveRequest, ShareState } from '../../src/share/contract.ts';
import { receiverCard } from '../../src/share/receiver-card.ts';
import { receiversWords } from '../../src/share/receivers.ts';
import { useCall } from '../bridge/hooks.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { FailedJob } from '../jobs/use-job-toasts.tsx';
import { useJobs } from '../jobs/use-jobs.ts';
import { Statements } from './key-section.tsx';

interface Props {
  readonly jobId: string;
  readonly state: ShareState;
  readonly request: GiveRequest;
  readonly onBack: () => void;
}

/** What becomes of the sharing: its progress, why it failed, or the card for those who got the image. */
export function ShareResult(props: Props) {
  const { jobId, state, request } = props;
  const job = useJobs().find((one) => one.jobId === jobId);
  const go = useGo();
  const words = { running: 'is being shared', done: 'is shared', failed: 'was not shared' }[job?.state ?? 'running'];
  return (
    <ContentLayout
      disableOverlap
      header={
        <Header
          variant="h1"
          description={`With ${receiversWords(request.receivers)}`}
          actions={<Button onClick={() => go(paths.images())}>To the AMIs</Button>}
        >
          {`“${state.image.name}” ${words}`}
        </Header>
      }
    >
      <Outcome {...props} job={job} />
    </ContentLayout>
  );
}

function Outcome({ state, request, onBack, job }: Props & { readonly job: Job | undefined }) {
  if (!job || job.state === 'running') {
    return <StatusIndicator type="in-progress">{job?.sentence ?? 'Beginning.'}</StatusIndicator>;
  }
  if (job.state === 'failed') {
    return (
      <Alert
        type="error"
        header="AWS did not take all of it"
        action={<Button onClick={onBack}>Back to the settings</Button>}
      >
        <FailedJob job={job} />
      </Alert>
    );
  }
  const { image, keys } = state;
  return (
    <SpaceBetween size="l">
      {request.keyPolicy === 'hand-over' ? (
        <Container
          header={
            <Header
              variant="h2"
              description="Machines that the others launch end at once until this is in the policy of the key. Send it to its owner."
            >
              For the owner of the key
            </Header>
          }
        >
          {keys.map((key) => (
            <Statements key={key.arn} of={key} imageId={image.imageId} receivers={request.receivers} />
          ))}
        </Container>
      ) : null}
      <ReceiverCard state={state} request={request} />
    </SpaceBetween>
  );
}

function ReceiverCard({ state, request }: Pick<Props, 'state' | 'request'>) {
  const { data } = useCall('accounts', 'listRegions', {}, { freshFor: Number.POSITIVE_INFINITY });
  const { image, keys } = state;
  const regionName = data?.regions.find(({ code }) => code === image.region)?.name ?? image.region;
  const text = receiverCard({ image, regionName, request, keys });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="They are told by nobody else. Send them this, by mail or chat; there is no secret in it."
          actions={
            <CopyToClipboard
              copyButtonText="Copy the message"
              copySuccessText="Copied"
              copyErrorText="Could not be copied"
              textToCopy={text}
            />
          }
        >
          Card for the receiver
        </Header>
      }
    >
      <div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>
    </Container>
  );
}
