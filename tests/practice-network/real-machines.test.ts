import { connect } from 'node:net';
import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMachines } from '../../main/practice/cloud/machines/machines.ts';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { barrierOf, launchInto, makeNetwork, type OwnNetwork, openPort, stop, told } from './network-rig.ts';

/** What happens to somebody who connects: a greeting, a silence as behind a closed group, or a refusal. */
type Reception = 'greeted' | 'silence' | 'refused';

/** Long enough for a greeting on a busy computer. */
const PATIENCE_MS = 1_500;

function knock(port: number): Promise<Reception> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (reception: Reception) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reception);
    };
    const timer = setTimeout(() => end('silence'), PATIENCE_MS);
    socket.on('data', (text) => end(text.toString('latin1').startsWith('SSH-2.0-') ? 'greeted' : 'refused'));
    socket.on('error', () => end('refused'));
  });
}

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
let machine: string;
let port: number;
beforeAll(async () => {
  it = await startTestCloud({ machines: createMachines });
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
  const { InstanceId, PublicIpAddress } = await launchInto(it, ec2, own);
  machine = told(InstanceId);
  await it.cloud.machinesReady();
  port = (await portOf(told(PublicIpAddress))) ?? 0;
}, 40_000);
afterAll(() => it.end());

async function portOf(publicIp: string): Promise<number | undefined> {
  return (await it.cloud.request('sshAddress', { publicIp }))?.port;
}

async function here(): Promise<{ barrier: string | null; reception: Reception }> {
  return { barrier: await barrierOf(it, machine, 22, it.cloud.ready.callerAddress), reception: await knock(port) };
}

/** What breaks a world, what it does to the machine's door, and what mends it. */
type Break = readonly [what: string, barrier: string, wreck: () => Promise<unknown>, mend: () => Promise<unknown>];

const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const toInternet = () => ({ RouteTableId: own.routeTableId, DestinationCidrBlock: '0.0.0.0/0' });
const denial = () => ({ NetworkAclId: own.aclId, RuleNumber: 1, Egress: false });

const breaks: readonly Break[] = [
  [
    'a closed group',
    'security-group',
    () => ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId: own.groupId, IpPermissions: [ssh] })),
    () => openPort(ec2, own.groupId, 22),
  ],
  [
    'no route',
    'route',
    () => ec2.send(new sdk.DeleteRouteCommand(toInternet())),
    () => ec2.send(new sdk.CreateRouteCommand({ ...toInternet(), GatewayId: own.gatewayId })),
  ],
  [
    'a list that denies',
    'network-acl',
    () =>
      ec2.send(
        new sdk.CreateNetworkAclEntryCommand({
          ...denial(),
          Protocol: '-1',
          RuleAction: 'deny',
          CidrBlock: '0.0.0.0/0',
        }),
      ),
    () => ec2.send(new sdk.DeleteNetworkAclEntryCommand(denial())),
  ],
];

describe('a real connection to a machine', () => {
  test.each(breaks)(
    'meets silence behind %s (%s), and a greeting once that is mended',
    async (_what, barrier, wreck, mend) => {
      expect(await here()).toEqual({ barrier: null, reception: 'greeted' });
      await wreck();
      expect(await here()).toEqual({ barrier, reception: 'silence' });
      await mend();
      expect(await here()).toEqual({ barrier: null, reception: 'greeted' });
    },
  );

  test('finds the machine under its elastic address, and no longer under the old one', async () => {
    const { Reservations } = await ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [machine] }));
    const before = told(Reservations?.[0]?.Instances?.[0]?.PublicIpAddress);
    const { AllocationId, PublicIp } = await ec2.send(new sdk.AllocateAddressCommand({}));
    const { AssociationId } = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: machine }));
    expect(await portOf(before)).toBeUndefined();
    expect(await portOf(told(PublicIp))).toBe(port);
    expect(await knock(port)).toBe('greeted');
    await ec2.send(new sdk.DisassociateAddressCommand({ AssociationId }));
    expect(await portOf(told(PublicIp))).toBeUndefined();
  });

  test('is refused when the machine is stopped', async () => {
    await stop(it, ec2, machine);
    expect(await here()).toEqual({ barrier: 'instance', reception: 'refused' });
  });
});
