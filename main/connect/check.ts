import type { Link } from '../../src/connect/check-contract.ts';
import type { CheckFacts, Knock } from '../../src/connect/check-facts.ts';
import { isBrokenBySettings, judgeLinks, onlyLink } from '../../src/connect/check-judge.ts';
import { judgeMachine } from '../../src/connect/check-machine.ts';
import { AppError } from '../../src/core/errors.ts';
import type { InstanceState } from '../../src/instances/contract.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Contract } from '../../src/ipc/contract.ts';
import { asKnown } from '../aws/known.ts';
import { CHECK_TIMES, type CheckDeps, type CheckTimes, type LoginProspect } from './check-deps.ts';
import { createMends } from './check-mend.ts';

/** The calls of the connection check. */
export type Check = Pick<Handlers<Contract['connect']>, 'check' | 'mend' | 'takeBack'>;

const GONE: readonly InstanceState[] = ['shutting-down', 'terminated'];

/** Builds the connection check: the cloud's settings and a knock at the machine's door at the same time. */
export function createCheck(deps: CheckDeps, times: CheckTimes = CHECK_TIMES): Check {
  async function look(instanceId: string, wanted: string | undefined) {
    const prospect = await deps.prospect(instanceId);
    const user = wanted ?? prospect.lastFailure?.user ?? prospect.users[0] ?? 'ec2-user';
    const hopeless = new AbortController();
    const { tryUsers } = await import('./check-tries.ts');
    const knocking = tryUsers(prospect, user, {
      clock: deps.clock,
      answerMs: times.answerMs,
      signal: hopeless.signal,
    });
    knocking.catch(() => undefined);
    const settings = await readSettings(deps, prospect);
    const facts = { ...settings, user, knock: { kind: 'not-tried' } satisfies Knock };
    if (isBrokenBySettings(facts)) {
      const limit = new AbortController();
      await Promise.race([knocking, deps.clock.sleep(times.hopelessMs, limit.signal)]);
      limit.abort();
      hopeless.abort();
    }
    return { instanceName: prospect.instance.name || instanceId, user, facts: { ...facts, knock: await knocking } };
  }

  return {
    async check({ instanceId, user }) {
      try {
        const { facts, ...rest } = await look(instanceId, user);
        // What is terminated is in no network any more: nothing else of it can be judged.
        const isGone = GONE.includes(facts.machine.state);
        return { ...rest, links: isGone ? onlyLink({ name: 'machine', ...judgeMachine(facts) }) : judgeLinks(facts) };
      } catch (error) {
        const offline = offlineLink(error);
        if (!offline) throw error;
        return { instanceName: instanceId, user: user ?? '', links: onlyLink(offline) };
      }
    },
    ...createMends(deps),
  };
}

/** Reads what the cloud says of the machine's surroundings; what may not be read says why. */
async function readSettings(deps: CheckDeps, prospect: LoginProspect): Promise<Omit<CheckFacts, 'knock' | 'user'>> {
  const { instance, keyName, users, lastFailure } = prospect;
  const { vpcId = '', subnetId = '', publicIp, state } = instance;
  const { account, cloud } = await deps.accounts.reading();
  const ec2 = await import('./check-ec2.ts');
  const mine = instance.groups.map(({ groupId }) => groupId);
  const [{ address }, gateways, table, acl, groups, ipv6, pem] = await Promise.all([
    deps.network.myAddress({}),
    asKnown(() => ec2.readGateways(cloud, vpcId)),
    asKnown(() => ec2.readTable(cloud, vpcId, subnetId)),
    asKnown(() => ec2.readAcl(cloud, subnetId)),
    asKnown(async () => (await deps.groups(cloud)).filter(({ groupId }) => mine.includes(groupId))),
    state === 'running' && !publicIp ? ec2.readIpv6(cloud, instance.instanceId) : undefined,
    prospect.privateKey(),
  ]);
  return {
    accountId: account.accountId,
    region: account.region,
    myAddress: address,
    machine: {
      instanceId: instance.instanceId,
      name: instance.name,
      state,
      stateReason: instance.stateReason,
      health: instance.health ?? [],
      publicIp,
      ipv6,
      vpcId,
      subnetId,
    },
    gateways,
    table,
    acl,
    groups,
    likelyUsers: users,
    keyName,
    privateHalfHere: pem !== null,
    lastFailure,
  };
}

/** The first link, broken: nothing of the cloud could be reached. */
function offlineLink(error: unknown): Link | undefined {
  if (!(error instanceof AppError) || !['aws.unreachable', 'aws.no-answer'].includes(error.code)) return undefined;
  const means = error.details.fix ?? 'Check the network, then check again.';
  return { name: 'computer', state: 'broken', sentence: error.message, remedy: { kind: 'ask', means } };
}
