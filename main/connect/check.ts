import type { Link } from '../../src/connect/check-contract.ts';
import type { CheckFacts, HostKeyFinding, Knock } from '../../src/connect/check-facts.ts';
import { isBrokenBySettings, judgeLinks, onlyLink } from '../../src/connect/check-judge.ts';
import { consoleFingerprints, consoleKeyType } from '../../src/connect/console-fingerprints.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Contract } from '../../src/ipc/contract.ts';
import { asKnown } from '../aws/known.ts';
import { CHECK_TIMES, type CheckDeps, type CheckTimes, type LoginProspect } from './check-deps.ts';
import type { KnockRequest } from './check-knock.ts';
import { createMends } from './check-mend.ts';
import { type HostKey, judgeHostKey } from './host-keys.ts';

/** The calls of the connection check. */
export type Check = Pick<Handlers<Contract['connect']>, 'check' | 'mend' | 'takeBack'>;

/** How many other users are tried after the first was refused: servers count, and shut out who tries too often. */
const OTHER_USERS = 2;

/** Builds the connection check: the cloud's settings and a knock at the machine's door at the same time. */
export function createCheck(deps: CheckDeps, times: CheckTimes = CHECK_TIMES): Check {
  async function look(instanceId: string, wanted: string | undefined) {
    const prospect = await deps.prospect(instanceId);
    const user = wanted ?? prospect.lastFailure?.user ?? prospect.users[0] ?? 'ec2-user';
    const hopeless = new AbortController();
    const knocking = knockAt(prospect, user, hopeless.signal);
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

  async function knockAt(prospect: LoginProspect, user: string, signal: AbortSignal): Promise<Knock> {
    const { address, keyName = '' } = prospect;
    if (!address) return { kind: 'not-tried' };
    const [{ knock }, { openableKey }, ssh2, pem] = await Promise.all([
      import('./check-knock.ts'),
      import('./private-key.ts'),
      import('ssh2').then((loaded) => loaded.default),
      prospect.privateKey(),
    ]);
    const parts = { ssh2, clock: deps.clock, answerMs: times.answerMs, signal, judge: judging(prospect) };
    const request: KnockRequest = {
      address,
      user,
      keyName,
      privateKey: pem === null ? undefined : openableKey(pem, ssh2),
    };
    const first = await knock(request, parts);
    if (first.kind !== 'ssh' || first.login.kind !== 'denied') return first;
    const tried = [user];
    // Root is let in by cloud-init only to be sent away: that proves nothing.
    const others = prospect.users.filter((name) => name !== user && name !== 'root').slice(0, OTHER_USERS);
    for (const other of others) {
      const again = await knock({ ...request, user: other }, parts);
      tried.push(other);
      if (again.kind === 'ssh' && again.login.kind === 'accepted') {
        return { ...first, login: { kind: 'denied', tried, instead: other } };
      }
    }
    return { ...first, login: { kind: 'denied', tried } };
  }

  return {
    async check({ instanceId, user }) {
      try {
        const { facts, ...rest } = await look(instanceId, user);
        return { ...rest, links: judgeLinks(facts) };
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

/** Judges a host key as a log-in does, and finds what the console says beside it. */
function judging(prospect: LoginProspect): (shown: HostKey) => Promise<HostKeyFinding> {
  return async (shown) => {
    const verdict = await judgeHostKey(shown, await prospect.rememberedHostKey(), () => prospect.consoleOutput());
    if (verdict.kind !== 'changed') return { ...verdict, shown };
    const printed = consoleFingerprints((await prospect.consoleOutput()) ?? '');
    const console = printed.find(({ type }) => type === consoleKeyType(shown.type))?.fingerprint;
    return { kind: 'changed', shown, before: verdict.before, console };
  };
}

/** The first link, broken: nothing of the cloud could be reached. */
function offlineLink(error: unknown): Link | undefined {
  if (!(error instanceof AppError) || !['aws.unreachable', 'aws.no-answer'].includes(error.code)) return undefined;
  const means = error.details.fix ?? 'Check the network, then check again.';
  return { name: 'computer', state: 'broken', sentence: error.message, remedy: { kind: 'ask', means } };
}
