import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Job } from '../../src/jobs/contract.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { useJobs } from '../jobs/use-jobs.ts';

/** What each clean-up that has ended did to each thing; stays, after a restart too, until it is dismissed. */
export function CleanReports() {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const ended = useJobs().filter(
    (job) => job.kind === 'leftovers.clean' && job.state !== 'running' && job.report && !dismissed.includes(job.jobId),
  );
  if (ended.length === 0) return null;
  return (
    <SpaceBetween size="s">
      {ended.map((job) => (
        <Report key={job.jobId} job={job} onDismiss={() => setDismissed((before) => [...before, job.jobId])} />
      ))}
    </SpaceBetween>
  );
}

function Report({ job, onDismiss }: { job: Job; onDismiss: () => void }) {
  const client = useClient();
  const invalidate = useInvalidate();
  const dismiss = useAction(async () => {
    onDismiss();
    await client.jobs.dismiss({ jobId: job.jobId });
    invalidate('jobs');
  });
  const lines = job.report ?? [];
  const allWent = lines.every(({ done }) => done);
  return (
    <Alert
      type={allWent ? 'success' : 'warning'}
      header={`${job.account.region}: ${job.sentence}`}
      dismissible
      dismissAriaLabel={`Dismiss the report of ${job.title}`}
      onDismiss={() => void dismiss.run(undefined)}
    >
      <SpaceBetween size="xxxs">
        {lines.map(({ what, done, sentence }) => (
          <StatusIndicator key={what} type={done ? 'success' : 'warning'}>
            {`${what}: ${sentence}`}
          </StatusIndicator>
        ))}
      </SpaceBetween>
    </Alert>
  );
}
