import Button from '@cloudscape-design/components/button';
import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { CurrentAccount } from '../../src/accounts/contract.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { useClient } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { ErrorDetails } from '../common/error-alert.tsx';
import { paths } from '../common/paths.ts';
import { type DatedMessage, useToasts } from '../common/toasts.tsx';
import { useGo } from '../common/use-go.ts';
import { AfterFailedLaunch } from './failed-launch.tsx';
import { JobStages } from './job-stages.tsx';
import { MoveBack } from './moved-rule.tsx';
import { useJobs } from './use-jobs.ts';

/** One message a piece of long work: a bar while it runs, what to do with the result, or why it failed and what is left. */
export function useJobToasts(account: CurrentAccount | undefined, path: string): DatedMessage[] {
  const jobs = useJobs();
  const client = useClient();
  const go = useGo();
  const { push } = useToasts();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [openedAt] = useState(() => new Date().toISOString());

  const refused = (thrown: unknown) => {
    const { message, fix } = toRemoteError(thrown).shape;
    push({ type: 'error', header: message, content: fix });
  };
  // Good news has been read once the person goes on to another page; bad news stays until it is dismissed.
  const [readAt, setReadAt] = useState(path);
  if (readAt !== path) {
    setReadAt(path);
    setHidden((before) => new Set([...before, ...jobs.filter(wasRead).map(hideKey)]));
  }
  const hide = (job: Job) => {
    setHidden((before) => new Set(before).add(hideKey(job)));
    if (job.state !== 'running') client.jobs.dismiss({ jobId: job.jobId }).catch(refused);
  };
  const retry = (job: Job) => {
    client.jobs.retry({ jobId: job.jobId }).catch(refused);
  };

  return jobs
    .filter((job) => !hidden.has(hideKey(job)) && isNews(job, openedAt))
    .map((job) => ({
      id: `job-${job.jobId}`,
      at: Date.parse(job.endedAt ?? job.startedAt),
      dismissible: true,
      dismissLabel: `Dismiss: ${job.title}`,
      onDismiss: () => hide(job),
      ...look(job, isHere(job, account) ? '' : `${whereWords(job)}: `),
      ...button(job, isHere(job, account), { go, retry, hide }),
    }));
}

/** For how long good news must have stood there to count as read, in milliseconds. */
const READING_MS = 3_000;

// Quick work may end while the page that began it is still giving way to the next: that nobody has read.
function wasRead({ state, endedAt = '' }: Job): boolean {
  return state === 'done' && Date.now() - Date.parse(endedAt) >= READING_MS;
}

// Hiding the bar of running work does not hide how it ends.
const hideKey = (job: Job): string => `${job.jobId}:${job.state}`;

function isNews(job: Job, openedAt: string): boolean {
  return job.state !== 'done' || (job.endedAt ?? '') >= openedAt;
}

function isHere(job: Job, account: CurrentAccount | undefined): boolean {
  return (
    account !== undefined &&
    job.account.accountId === account.accountId &&
    job.account.region === account.region &&
    job.account.practice === (account.source.kind === 'practice')
  );
}

/** Whose work it is, told when that is not the account on screen. */
function whereWords({ account }: Job): string {
  return account.practice ? `Practice cloud, ${account.region}` : `Account ${account.accountId}, ${account.region}`;
}

function look(
  job: Job,
  where: string,
): Pick<FlashbarProps.MessageDefinition, 'type' | 'header' | 'content' | 'loading'> {
  switch (job.state) {
    case 'running':
      return {
        type: 'in-progress',
        content:
          job.percent === undefined ? (
            <>
              <strong>{where + job.title}</strong>: {job.sentence}
            </>
          ) : (
            <SpaceBetween size="xs">
              <ProgressBar
                variant="flash"
                label={where + job.title}
                description={job.sentence}
                value={Math.floor(job.percent)}
              />
              {job.stages ? <JobStages stages={job.stages} /> : null}
            </SpaceBetween>
          ),
      };
    case 'done': {
      const stayed = job.report?.filter(({ done }) => !done) ?? [];
      return {
        type: stayed.length > 0 ? 'warning' : 'success',
        header: where + job.sentence,
        content: stayed.length > 0 ? <ReportLines lines={stayed} /> : job.title,
      };
    }
    case 'failed':
      return { type: 'error', header: `${where}${job.title}: it did not work`, content: <FailedJob job={job} /> };
  }
}

function button(
  job: Job,
  here: boolean,
  does: { go: (path: string) => void; retry: (job: Job) => void; hide: (job: Job) => void },
): Pick<FlashbarProps.MessageDefinition, 'action'> {
  if (job.state === 'failed') {
    const { imageId, sourceInstanceId } = job;
    if (job.error?.code === 'images.failed' && here && imageId) {
      return { action: <AfterFailedImage job={job} imageId={imageId} source={sourceInstanceId} go={does.go} /> };
    }
    if (job.kind === 'launch.start' && here) {
      const { retry, hide, go } = does;
      return {
        action: <AfterFailedLaunch job={job} go={go} onRetry={() => retry(job)} onDismiss={() => hide(job)} />,
      };
    }
    return job.error?.retryable ? { action: <Button onClick={() => does.retry(job)}>Retry</Button> } : {};
  }
  if (job.state !== 'done') return {};
  if (job.moveBack && here) return { action: <MoveBack move={job.moveBack} onBegun={() => does.hide(job)} /> };
  const next = nextStep(job, here);
  return next ? { action: <Button onClick={() => does.go(next.path)}>{next.text}</Button> } : {};
}

interface AfterFailedImageProps {
  readonly job: Job;
  readonly imageId: string;
  readonly source: string | undefined;
  readonly go: (path: string) => void;
}

/** An image that failed is good for nothing: away with it and its snapshots, and again under another name. */
function AfterFailedImage({ job, imageId, source, go }: AfterFailedImageProps) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => go(paths.retireImage(job.account.region, imageId, 'deregister'))}>Deregister it</Button>
      {source ? <Button onClick={() => go(paths.createImage(source))}>Create again</Button> : null}
    </SpaceBetween>
  );
}

/** What to do with the result. What is in another Region can be looked at from here, but not launched. */
function nextStep(job: Job, here: boolean): { readonly text: string; readonly path: string } | undefined {
  const [instanceId] = job.instanceIds ?? [];
  const { imageId, kind, takeBack } = job;
  const { region } = job.account;
  if (imageId && takeBack) {
    const text = takeBack === 'enable' ? 'Enable it again' : 'Restore';
    return here ? { text, path: paths.retireImage(region, imageId, takeBack) } : undefined;
  }
  if (imageId && (kind === 'images.create' || kind === 'images.copy')) {
    if (here) return { text: 'Launch instance', path: paths.launch(imageId) };
    return kind === 'images.copy' ? { text: 'Open image', path: paths.image(region, imageId) } : undefined;
  }
  return kind === 'launch.start' && instanceId && here
    ? { text: 'Connect', path: paths.connect(instanceId) }
    : undefined;
}

/** What became of each part of some work, one a line. */
function ReportLines({ lines }: { lines: NonNullable<Job['report']> }) {
  return (
    <ul>
      {lines.map(({ what, sentence }) => (
        <li key={what}>
          {what}: {sentence}
        </li>
      ))}
    </ul>
  );
}

/** Why it failed, what to do, and what is still there. */
export function FailedJob({ job }: { job: Job }) {
  return (
    <SpaceBetween size="xs">
      <div>{job.error?.message ?? job.sentence}</div>
      {job.error?.fix ? <div>{job.error.fix}</div> : null}
      {job.leftBehind.length > 0 ? (
        <div>
          Still there in your account:
          <ul>
            {job.leftBehind.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : (
        <div>Nothing was left behind.</div>
      )}
      {job.error ? <ErrorDetails error={job.error} /> : null}
    </SpaceBetween>
  );
}
