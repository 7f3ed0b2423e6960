import * as sdk from '@aws-sdk/client-ec2';
import type { Link, Mend } from '../../src/connect/check-contract.ts';
import { createFastClock, type MainSide, openMainSide } from '../desktop/main-side.ts';
import { outsideClient } from '../instances/instance-rig.ts';
import { until } from '../journey/stage.ts';
import { makeNetwork, type OwnNetwork, openPort, told } from '../practice-network/network-rig.ts';

export const KEY = 'my-laptop';
export const ANYWHERE = '0.0.0.0/0';

/** A network of its own with a real machine in it, which the check finds in order. */
export interface CheckWorld {
  readonly side: MainSide;
  readonly ec2: sdk.EC2Client;
  readonly own: OwnNetwork;
  /** `203.0.113.25/32`: where this computer comes from. */
  readonly me: string;
  instanceId: string;
  check(user?: string): Promise<Link[]>;
  mend(wanted: Mend): Promise<{ done: string; back?: { label: string; mend: Mend } | undefined }>;
  /** Launches another machine into the network, and waits until it runs. */
  launch(more?: Partial<sdk.RunInstancesCommandInput>): Promise<string>;
  /** Waits until it is in that state. */
  comesTo(state: string): Promise<void>;
  stop(): Promise<void>;
}

/** Waits for an answer with patience, since the computer may be busy, and hardly for one that will not come. */
function patientClock() {
  const fast = createFastClock(20);
  const patient = createFastClock(3);
  return { ...fast, sleep: (ms: number, signal?: AbortSignal) => (ms >= 8_000 ? patient : fast).sleep(ms, signal) };
}

export async function openCheckWorld(): Promise<CheckWorld> {
  const side = await openMainSide({ clock: patientClock() });
  const ec2 = outsideClient(side);
  const own = await makeNetwork(ec2);
  const me = `${side.cloud.ready.callerAddress}/32`;
  await ec2.send(
    new sdk.RevokeSecurityGroupIngressCommand({ GroupId: own.groupId, IpPermissions: [sshFrom(ANYWHERE)] }),
  );
  await openPort(ec2, own.groupId, 22, me);
  await side.handlers.keys.create({ name: KEY, type: 'ed25519' } as never);
  const stateOf = async (InstanceId: string) => {
    const { Reservations } = await ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    return Reservations?.[0]?.Instances?.[0]?.State?.Name;
  };
  const world: CheckWorld = {
    side,
    ec2,
    own,
    me,
    instanceId: '',
    async check(user) {
      const { instanceId } = world;
      const { links } = await side.handlers.connect.check({ instanceId, ...(user ? { user } : {}) });
      return links as Link[];
    },
    mend: (mend) => side.handlers.connect.mend({ instanceId: world.instanceId, mend }),
    async launch(more = {}) {
      const { images } = await side.handlers.images.list({});
      const { Instances } = await ec2.send(
        new sdk.RunInstancesCommand({
          ImageId: images.find(({ name, state }) => state === 'available' && name.includes('ubuntu'))?.imageId,
          InstanceType: 't3.micro',
          MinCount: 1,
          MaxCount: 1,
          SubnetId: own.subnetId,
          SecurityGroupIds: [own.groupId],
          KeyName: KEY,
          ...more,
        }),
      );
      world.instanceId = told(Instances?.[0]?.InstanceId);
      await world.comesTo('running');
      await side.cloud.machinesReady();
      return world.instanceId;
    },
    async comesTo(state) {
      await until(
        `${world.instanceId} to be ${state}`,
        async () => (await stateOf(world.instanceId)) === state,
        15_000,
      );
      // The status checks of a machine that has just started are over.
      if (state === 'running') await side.cloud.request('step', { seconds: 600 });
    },
    async stop() {
      ec2.destroy();
      await side.stop();
    },
  };
  await world.launch();
  return world;
}

export function sshFrom(CidrIp: string): sdk.IpPermission {
  return { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp }] };
}

/** The link that is broken; undefined when none is. */
export function brokenOf(links: readonly Link[]): Link | undefined {
  return links.find(({ state }) => state === 'broken');
}

/** Logs in once, so that the machine's host key is remembered. */
export async function logInOnce({ side, instanceId }: CheckWorld, user = 'ubuntu'): Promise<void> {
  const { sessionId } = await side.handlers.connect.open({ instanceId, user, columns: 80, rows: 24 });
  const find = async () => {
    const { sessions } = await side.handlers.connect.list({});
    return sessions.find((one) => one.sessionId === sessionId);
  };
  await until(
    'the session',
    async () => {
      const session = await find();
      if (session?.state === 'asking-host-key') {
        await side.handlers.connect.answerHostKey({ sessionId, accept: true });
      }
      return session?.state === 'open';
    },
    15_000,
  );
  await side.handlers.connect.close({ sessionId });
}
