import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../../main/practice/cloud/cloud.ts';
import type { Job } from '../../../src/jobs/contract.ts';
import { added, type Inventory, inventory, together } from '../../desktop/cloud-eyes.ts';
import { createMemoryCipher, type MainSide, openMainSide } from '../../desktop/main-side.ts';
import { createPaperMachines } from '../../practice/paper-machines.ts';
import type { Schedule } from './schedule.ts';
import { createSteppingClock } from './stepping-clock.ts';
import { SECOND_REGION, type Trial } from './trial.ts';

/** How often a job that ended for want of a sign-in is given one: each fault ends one at most twice. */
const SIGN_INS = 8;

/**
 * Plays one schedule from beginning to end, kill and restart included, and answers what broke a promise; empty for nothing.
 *
 * The promises: nothing is made twice; nothing is there that neither the job nor its list of what is left behind names;
 * and work that changes things is done, or taken back, or says what is left.
 */
export async function play(trial: Trial, schedule: Schedule): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'amiable-schedule-'));
  const cloud = await startCloud({ world: null, speed: 1, machines: createPaperMachines().create });
  const options = { cloud, folder, cipher: createMemoryCipher(), clock: createSteppingClock(cloud) };
  try {
    const prepared = await trial.prepare(cloud);
    if (trial.prepareInApp) {
      const calm = await openMainSide(options);
      await trial.prepareInApp(calm, prepared);
      for (const { jobId } of (await calm.handlers.jobs.list({})).jobs) await calm.handlers.jobs.dismiss({ jobId });
      await calm.stop();
    }
    const before = await everywhere(cloud);

    let side = await openMainSide({ ...options, ...(schedule.killBefore ? { killBefore: schedule.killBefore } : {}) });
    for (const fault of schedule.faults) await side.fault(fault);
    const whole = trial.begin(side, prepared).then(
      () => ended(side),
      // What is refused before it begins leaves no job.
      () => [],
    );
    const killed = side.killed.then(() => undefined);
    const first = await Promise.race([whole, killed]);
    if (!first) side = await side.killAndRestart();
    const jobs = first ?? (await ended(side));
    await cloud.request('clearFaults', {});
    const broken = [
      ...unaccounted(trial, added(before, await everywhere(cloud)), journalOf(folder), jobs),
      ...(await unsaid(trial, side, prepared, jobs)),
    ];
    await side.stop();
    return broken.map((line) => `${trial.name}: ${line} ${JSON.stringify({ schedule, jobs })}`);
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Waits until all jobs have ended; whoever is asked to sign in again does. */
async function ended(side: MainSide): Promise<readonly Job[]> {
  for (let signIns = 0; ; signIns += 1) {
    const { jobs: listed } = await side.handlers.jobs.list({});
    const jobs = await Promise.all(listed.map(({ jobId }) => side.ended(jobId)));
    const waiting = jobs.some(({ error }) => error?.code.startsWith('accounts.'));
    if (!waiting || signIns === SIGN_INS) return jobs;
    const { source, region } = await side.handlers.accounts.current({});
    await side.handlers.accounts.use({ source, region });
  }
}

async function everywhere(cloud: Cloud): Promise<Inventory> {
  const here = await inventory(cloud);
  const partner = cloud.ready.people.find(({ userName }) => userName === 'partner');
  return [await inventory(cloud, SECOND_REGION), await inventory(cloud, undefined, partner)].reduce(together, here);
}

function journalOf(folder: string): string {
  return readFileSync(join(folder, 'data', 'jobs.jsonl'), 'utf8');
}

/**
 * Things made twice, and things that no job knows or speaks of. A snapshot is known by its image.
 *
 * What a job could not look for is known by its name: the job says that it is perhaps there.
 */
function unaccounted(trial: Trial, news: Inventory, journal: string, jobs: readonly Job[]): string[] {
  const done = jobs.some(({ state }) => state === 'done');
  const most = done ? (trial.staysWhenDone ?? trial.most) : trial.most;
  const perhaps = jobs.some(({ leftBehind }) => leftBehind.some((line) => line.startsWith('Perhaps ')));
  const speaks = done || jobs.some(({ leftBehind }) => leftBehind.length > 0);
  return (['images', 'instances', 'groups', 'keyPairs'] as const).flatMap((kind) => [
    ...(news[kind].length > (most[kind] ?? 0) ? [`made ${news[kind].length} ${kind}`] : []),
    ...news[kind].filter((id) => !journal.includes(id) && !perhaps).map((id) => `nobody knows ${id}`),
    ...(news[kind].length > 0 && !speaks ? [`left ${kind} without a word`] : []),
  ]);
}

/** Changes that are neither done nor taken back although nothing is said to be left. */
async function unsaid(trial: Trial, side: MainSide, prepared: string, jobs: readonly Job[]): Promise<string[]> {
  if (!trial.changes) return [];
  const { state, before, done } = trial.changes;
  const now = await state(side, prepared);
  const [job] = jobs;
  if (!job) return now === before ? [] : [`no job, but ${now}`];
  const promised = typeof done === 'string' ? [done] : done(job);
  if (job.state === 'done') return promised.includes(now) ? [] : [`done, but ${now}`];
  return now === before || job.leftBehind.length > 0 ? [] : [`failed without a word of ${now}`];
}
