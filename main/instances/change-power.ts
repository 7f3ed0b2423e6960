import { AppError } from '../../src/core/errors.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { PowerAction, PowerResult } from '../../src/instances/power.ts';
import { LEADS_TO, POWER_WORDS, whyNotPower } from '../../src/instances/power-words.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun, isNotFound, outcomeUnknown } from '../aws/errors.ts';
import { asKnown } from '../aws/known.ts';
import { chunks } from '../aws/shapes.ts';
import { findInstances } from './ec2-instances.ts';
import { readProtection, sendPower } from './ec2-power.ts';

/** How many instances are asked at the same time: AWS's buckets for these calls are small. */
const AT_ONCE = 5;

/**
 * Starts, stops, reboots or terminates instances one by one, and tells what became of each.
 *
 * AWS's own call for several is all or nothing in an Availability Zone; here one that is refused stops no other. All
 * are checked and asked by DryRun before the first is changed. Throws where every one is refused for the same reason:
 * then it is about the person, not about an instance.
 */
export async function changePower(cloud: Cloud, action: PowerAction, ids: readonly string[]): Promise<PowerResult[]> {
  const found = new Map((await findInstances(cloud, ids)).map((one) => [one.instanceId, one]));
  const refusals = await fewAtOnce(ids, (id) => refusalOf(cloud, action, id, found.get(id)));
  const [first] = refusals;
  if (first && refusals.every((each) => each?.message === first.message)) throw first;
  return fewAtOnce(ids, async (id, index) => {
    const refusal = refusals[index];
    return refusal ? refused(id, refusal) : changeOne(cloud, action, id);
  });
}

/** Why an instance cannot or may not be changed, found out without changing it. */
async function refusalOf(
  cloud: Cloud,
  action: PowerAction,
  id: string,
  instance: Instance | undefined,
): Promise<AppError | undefined> {
  try {
    if (!instance) throw notThere(cloud);
    const reason = whyNotPower(action, instance);
    if (reason) throw new AppError('instances.wrong-state', reason, { fix: 'Refresh the list.' });
    if (action === 'terminate') await checkProtection(cloud, id);
    await dryRun(() => sendPower(cloud, action, id, { DryRun: true }));
    return undefined;
  } catch (error) {
    return asRefusal(error, action);
  }
}

function notThere({ region }: Cloud): AppError {
  return new AppError('instances.not-found', `This instance is not in ${region} with this account.`, {
    fix: 'It may be gone, or too new to be seen everywhere. Refresh the list.',
  });
}

/** Somebody who may not read the protection is told of it by AWS itself. */
async function checkProtection(cloud: Cloud, id: string): Promise<void> {
  const protection = await asKnown(() => readProtection(cloud, id, 'termination'));
  if (protection.known && protection.value) throw protectedFrom('terminate');
}

function protectedFrom(action: 'terminate' | 'stop', cause?: unknown): AppError {
  const [what, kind] = action === 'terminate' ? ['terminated', 'termination'] : ['stopped', 'stop'];
  return new AppError(
    'instances.protected',
    `It is protected from being ${what}, so that nobody does it by accident.`,
    {
      fix: `If you are sure: Actions, Instance settings, Change ${kind} protection.`,
      cause,
    },
  );
}

function asRefusal(error: unknown, action: PowerAction): AppError {
  if (awsCodeOf(error) === 'OperationNotPermitted' && (action === 'terminate' || action === 'stop')) {
    return protectedFrom(action, error);
  }
  if (error instanceof AppError) return error;
  throw error;
}

async function changeOne(cloud: Cloud, action: PowerAction, id: string): Promise<PowerResult> {
  try {
    await sendPower(cloud, action, id);
    return { instanceId: id, outcome: 'done', sentence: `It ${POWER_WORDS[action].doing}.` };
  } catch (error) {
    // AWS forgets to know an instance now and then: that is no proof that it is terminated.
    const unseen = action === 'terminate' && isNotFound(error);
    return outcomeUnknown(error) || unseen ? lookAgain(cloud, action, id) : refused(id, asRefusal(error, action));
  }
}

/** After a lost answer: what the cloud shows now. Only a state that the action leads to counts as done. */
async function lookAgain(cloud: Cloud, action: PowerAction, id: string): Promise<PowerResult> {
  const look = await asKnown(async () => (await findInstances(cloud, [id]))[0]).catch(() => undefined);
  const lost = 'AWS’s answer did not come';
  if (!look?.known) {
    return unsure(id, `${lost}, and the instance could not be looked at.`, 'Check the network, then refresh the list.');
  }
  const { value: instance } = look;
  if (!instance) {
    return unsure(
      id,
      `${lost}, and AWS does not show the instance just now. That does not prove that it is terminated.`,
      'Look again in a few minutes. Only the state Terminated, seen here, means that it is gone.',
    );
  }
  if (LEADS_TO[action].includes(instance.state)) {
    return {
      instanceId: id,
      outcome: 'done',
      sentence: `It ${POWER_WORDS[action].doing}: AWS shows it as ${instance.state}.`,
    };
  }
  if (action === 'reboot') {
    return unsure(id, `${lost}: it may be restarting.`, 'Wait until its status checks pass, then look whether it did.');
  }
  return unsure(
    id,
    `${lost}, and it is ${instance.state} still.`,
    'Refresh in a moment. If it stays so, do it once more: that does no harm.',
  );
}

function refused(instanceId: string, { message, details }: AppError): PowerResult {
  return { instanceId, outcome: 'refused', sentence: message, ...(details.fix ? { fix: details.fix } : {}) };
}

function unsure(instanceId: string, sentence: string, fix: string): PowerResult {
  return { instanceId, outcome: 'unsure', sentence, fix };
}

/** Works through a list some at a time; the answers are in its order. */
export async function fewAtOnce<T, R>(list: readonly T[], work: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const part of chunks([...list.entries()], AT_ONCE)) {
    done.push(...(await Promise.all(part.map(([index, one]) => work(one, index)))));
  }
  return done;
}
