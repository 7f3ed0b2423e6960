import { useState } from 'react';
import type { Job } from '../../src/jobs/contract.ts';
import { useCall, useEvent } from '../bridge/hooks.ts';

/** Every running and lately ended piece of work, newest first, as it is now: the list as it was, brought up to date by events. */
export function useJobs(): readonly Job[] {
  const list = useCall('jobs', 'list', {});
  const [changed, setChanged] = useState<ReadonlyMap<string, Job>>(new Map());
  useEvent('jobs.changed', (job) => setChanged((before) => new Map(before).set(job.jobId, job)));

  const all = new Map((list.data?.jobs ?? []).map((job) => [job.jobId, job]));
  for (const [id, job] of changed) all.set(id, job);
  return [...all.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}
