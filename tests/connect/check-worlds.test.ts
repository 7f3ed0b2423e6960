import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkName } from '../../src/connect/check-contract.ts';
import { openPort, told } from '../practice-network/network-rig.ts';
import { ANYWHERE, brokenOf, type CheckWorld, logInOnce, openCheckWorld, sshFrom } from './check-world.ts';

let it: CheckWorld;
let home: string;
beforeAll(async () => {
  it = await openCheckWorld();
  home = it.instanceId;
  await logInOnce(it);
}, 60_000);
afterAll(() => it.stop());

/** Any command of the SDK: its types know them one by one only. */
const send = (command: object): Promise<unknown> => it.ec2.send(command as never);
const everywhere = () => ({ RouteTableId: it.own.routeTableId, DestinationCidrBlock: ANYWHERE });
const nearby = () => it.me.replace(/\d+\/32$/, '0/24');
const trouble = (what: object) => it.side.cloud.request('trouble', { instanceId: it.instanceId, ...what });
const revoke = (source: string) =>
  send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId: it.own.groupId, IpPermissions: [sshFrom(source)] }));
const deny = (RuleNumber: number, Egress: boolean, CidrBlock = ANYWHERE) =>
  send(
    new sdk.CreateNetworkAclEntryCommand({
      NetworkAclId: it.own.aclId,
      RuleNumber,
      Egress,
      Protocol: '-1',
      RuleAction: 'deny',
      CidrBlock,
    }),
  );
const undeny = (RuleNumber: number, Egress: boolean) =>
  send(new sdk.DeleteNetworkAclEntryCommand({ NetworkAclId: it.own.aclId, RuleNumber, Egress }));
const subnetGives = (Value: boolean) =>
  send(new sdk.ModifySubnetAttributeCommand({ SubnetId: it.own.subnetId, MapPublicIpOnLaunch: { Value } }));
const goHome = async () => {
  const InstanceIds = [it.instanceId];
  it.instanceId = home;
  await send(new sdk.TerminateInstancesCommand({ InstanceIds }));
};
const stopped = async () => {
  await send(new sdk.StopInstancesCommand({ InstanceIds: [it.instanceId] }));
  await it.comesTo('stopped');
};
const started = async () => {
  await send(new sdk.StartInstancesCommand({ InstanceIds: [it.instanceId] }));
  await it.comesTo('running');
  await it.side.cloud.machinesReady();
};
/** No network lets go of its gateway while a machine of it has a public address. */
const detached = async () => {
  await stopped();
  await send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId: it.own.gatewayId, VpcId: it.own.vpcId }));
  await started();
};

/** A list of its own, with the given rules, in the place of the subnet's; answers how to put the former one back. */
async function ownList(...rules: { Egress: boolean; more?: object }[]): Promise<() => Promise<unknown>> {
  const { NetworkAcl } = await it.ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: it.own.vpcId }));
  const NetworkAclId = told(NetworkAcl?.NetworkAclId);
  const replace = async (id: string) => {
    const Filters = [{ Name: 'association.subnet-id', Values: [it.own.subnetId] }];
    const { NetworkAcls = [] } = await it.ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }));
    const association = NetworkAcls[0]?.Associations?.find(({ SubnetId }) => SubnetId === it.own.subnetId);
    const AssociationId = told(association?.NetworkAclAssociationId);
    await send(new sdk.ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId: id }));
  };
  for (const { Egress, more } of rules) {
    const rule = { NetworkAclId, RuleNumber: 100, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: ANYWHERE };
    await send(new sdk.CreateNetworkAclEntryCommand({ ...rule, ...more } as sdk.CreateNetworkAclEntryCommandInput));
  }
  await replace(NetworkAclId);
  return () => replace(it.own.aclId);
}

let putBack: () => Promise<unknown> = async () => undefined;

/** A broken world: its link, how it is broken, and how it is put right where the check has no button for that. */
interface World {
  readonly what: string;
  readonly link: LinkName;
  readonly wreck: () => Promise<unknown>;
  /** The label of the button; absent when there is none. */
  readonly button?: string;
  /** What puts it right without a button, or what is left to tidy after it. */
  readonly after?: () => Promise<unknown>;
  readonly user?: string;
  readonly says?: RegExp;
}

const worlds: readonly World[] = [
  { what: 'the gateway is detached', link: 'gateway', wreck: detached, button: 'Attach the internet gateway' },
  {
    what: 'the gateway is gone for good',
    link: 'gateway',
    wreck: async () => {
      await detached();
      await send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId: it.own.gatewayId }));
    },
    says: /no internet gateway/,
    after: async () => {
      const { InternetGateway } = await it.ec2.send(new sdk.CreateInternetGatewayCommand({}));
      const GatewayId = told(InternetGateway?.InternetGatewayId);
      Object.assign(it.own, { gatewayId: GatewayId });
      await send(new sdk.AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId: it.own.vpcId }));
      await send(new sdk.ReplaceRouteCommand({ ...everywhere(), GatewayId }));
    },
  },
  {
    what: 'the machine has no public address',
    link: 'gateway',
    wreck: async () => {
      await subnetGives(false);
      await it.launch();
    },
    says: /no public IPv4 address/,
    after: async () => {
      await subnetGives(true);
      await goHome();
    },
  },
  {
    what: 'the machine is in a private subnet',
    link: 'gateway',
    wreck: async () => {
      await subnetGives(false);
      await it.launch();
      await send(new sdk.DeleteRouteCommand(everywhere()));
    },
    says: /private subnet/,
    after: async () => {
      await subnetGives(true);
      await send(new sdk.CreateRouteCommand({ ...everywhere(), GatewayId: it.own.gatewayId }));
      await goHome();
    },
  },

  {
    what: 'there is no route for everywhere',
    link: 'route',
    wreck: () => send(new sdk.DeleteRouteCommand(everywhere())),
    button: 'Add the route',
  },
  {
    what: 'the subnet follows a table of its own, which leads nowhere',
    link: 'route',
    wreck: async () => {
      const { RouteTable } = await it.ec2.send(new sdk.CreateRouteTableCommand({ VpcId: it.own.vpcId }));
      const RouteTableId = told(RouteTable?.RouteTableId);
      const { AssociationId } = await it.ec2.send(
        new sdk.AssociateRouteTableCommand({ RouteTableId, SubnetId: it.own.subnetId }),
      );
      putBack = () => send(new sdk.DisassociateRouteTableCommand({ AssociationId }));
    },
    button: 'Add the route',
    after: () => putBack(),
  },
  {
    what: 'the route leads into a black hole: the gateway was changed for another',
    link: 'route',
    wreck: async () => {
      await detached();
      await stopped();
      const { InternetGateway } = await it.ec2.send(new sdk.CreateInternetGatewayCommand({}));
      const InternetGatewayId = told(InternetGateway?.InternetGatewayId);
      await send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId: it.own.gatewayId }));
      Object.assign(it.own, { gatewayId: InternetGatewayId });
      await send(new sdk.AttachInternetGatewayCommand({ InternetGatewayId, VpcId: it.own.vpcId }));
      await started();
    },
    says: /blackhole/,
    button: 'Mend the route',
  },
  {
    what: 'a closer route leads elsewhere',
    link: 'route',
    wreck: () =>
      send(
        new sdk.CreateRouteCommand({
          RouteTableId: it.own.routeTableId,
          DestinationCidrBlock: nearby(),
          InstanceId: it.instanceId,
        }),
      ),
    says: /not to the internet gateway/,
    after: () =>
      send(new sdk.DeleteRouteCommand({ RouteTableId: it.own.routeTableId, DestinationCidrBlock: nearby() })),
  },

  {
    what: 'the list denies everybody, by its first rule',
    link: 'acl',
    wreck: () => deny(50, false),
    says: /inbound rule 50/,
    button: 'Open the ACL for me',
    after: () => undeny(50, false),
  },
  {
    what: 'the list has no rule that lets in',
    link: 'acl',
    wreck: async () => {
      putBack = await ownList({ Egress: true });
    },
    says: /no inbound rule/,
    button: 'Open the ACL for me',
    after: () => putBack(),
  },
  {
    what: 'the list lets nothing out, so that no answer comes',
    link: 'acl',
    wreck: async () => {
      putBack = await ownList({ Egress: false });
    },
    says: /answers to you: no outbound rule/,
    button: 'Let the answers out',
    after: () => putBack(),
  },
  {
    what: 'the list lets out to port 22 only, where no answer goes',
    link: 'acl',
    wreck: async () => {
      const more = { Protocol: '6', PortRange: { From: 22, To: 22 } };
      putBack = await ownList({ Egress: false }, { Egress: true, more });
    },
    button: 'Let the answers out',
    after: () => putBack(),
  },
  {
    what: 'the list shuts out just the address of this computer',
    link: 'acl',
    wreck: () => deny(1, false, it.me),
    says: /inbound rule 1 forbids/,
    after: () => undeny(1, false),
  },

  { what: 'the group lets nobody in', link: 'group', wreck: () => revoke(it.me), button: 'Let my address in' },
  {
    what: 'the group lets another address in: mine has changed',
    link: 'group',
    wreck: async () => {
      await revoke(it.me);
      await openPort(it.ec2, it.own.groupId, 22, '198.51.100.99/32');
    },
    says: /only 198\.51\.100\.99 use SSH, and you come from/,
    button: 'Let my address in',
    after: () => revoke('198.51.100.99/32'),
  },
  {
    what: 'the group opens another port',
    link: 'group',
    wreck: async () => {
      await revoke(it.me);
      await openPort(it.ec2, it.own.groupId, 443);
    },
    button: 'Let my address in',
  },

  { what: 'the machine is stopped', link: 'machine', wreck: stopped, button: 'Start the machine' },
  {
    what: 'the system of the machine does not answer',
    link: 'machine',
    wreck: () => trouble({ impaired: 'instance' }),
    button: 'Restart the machine',
  },
  {
    what: 'the hardware below the machine has trouble',
    link: 'machine',
    wreck: () => trouble({ impaired: 'system' }),
    says: /hardware/,
    after: async () => {
      await stopped();
      await started();
    },
  },

  {
    what: 'nothing answers on the port',
    link: 'port',
    wreck: () => trouble({ sshClosed: true }),
    says: /Nothing answers on port 22/,
    after: () => trouble({ sshClosed: false }),
  },
  {
    what: 'the host key has changed',
    link: 'host-key',
    wreck: () => trouble({ newHostKeys: true }),
    says: /does not show the host key that it had before/,
    after: async () => {
      await it.side.handlers.connect.forgetHostKey({ instanceId: it.instanceId });
      await logInOnce(it);
    },
  },
  {
    what: 'the user is another one',
    link: 'user',
    wreck: async () => undefined,
    user: 'ec2-user',
    says: /does let ubuntu in/,
    button: 'Log in as ubuntu',
  },
  {
    what: 'the machine was launched with another key than the one kept under its name',
    link: 'key',
    wreck: async () => {
      await send(new sdk.CreateKeyPairCommand({ KeyName: 'other-key', KeyType: 'ed25519' }));
      await it.launch({ KeyName: 'other-key' });
      await send(new sdk.DeleteKeyPairCommand({ KeyName: 'other-key' }));
      await it.side.handlers.keys.create({ name: 'other-key', type: 'ed25519' } as never);
    },
    says: /does not take the key other-key/,
    button: 'Create an image of it',
    after: goHome,
  },
  {
    what: 'the private half of the key is not here',
    link: 'key',
    wreck: async () => {
      await send(new sdk.CreateKeyPairCommand({ KeyName: 'theirs', KeyType: 'ed25519' }));
      await it.launch({ KeyName: 'theirs' });
    },
    says: /private half of the key theirs/,
    button: 'Open key pairs',
    after: goHome,
  },
  {
    what: 'the machine was launched without a key',
    link: 'key',
    wreck: () => it.launch({ KeyName: undefined }),
    says: /without a key pair/,
    button: 'Create an image of it',
    after: goHome,
  },
];

describe('in each broken world the check names its link and no other, and its remedy mends it', () => {
  test('there are at least twenty, and one for each link that a world can break', () => {
    expect(worlds.length).toBeGreaterThanOrEqual(20);
    const links: LinkName[] = ['gateway', 'route', 'acl', 'group', 'machine', 'port', 'host-key', 'user', 'key'];
    expect([...new Set(worlds.map(({ link }) => link))]).toEqual(links);
  });

  test.each(worlds)(
    '$link: $what',
    async ({ link, wreck, button, after, user, says }) => {
      await wreck();
      const links = await it.check(user);
      const found = brokenOf(links);
      expect(found).toMatchObject({ name: link, state: 'broken' });
      if (says) expect(found?.sentence).toMatch(says);
      const at = links.findIndex(({ name }) => name === link);
      expect(new Set(links.slice(at + 1).map(({ state }) => state))).toEqual(new Set(at === 10 ? [] : ['waiting']));
      const remedy = found?.remedy;
      expect(remedy && 'label' in remedy ? remedy.label : undefined).toBe(button);
      if (remedy?.kind === 'ask') expect(remedy.means).not.toBe('');
      if (remedy?.kind === 'mend') {
        const { done, back } = await it.mend(remedy.mend);
        expect(done).not.toBe('');
        if (remedy.mend.kind === 'start') await it.comesTo('running');
        await it.side.cloud.machinesReady();
        expect(await it.check()).toSatisfy(allGreen);
        // What can be taken back is: the same link is broken again, and mends again.
        if (back && remedy.mend.kind !== 'start') {
          await it.side.handlers.connect.takeBack({ instanceId: it.instanceId, mend: back.mend });
          expect(brokenOf(await it.check())?.name).toBe(link);
          await it.mend(remedy.mend);
        }
      }
      await after?.();
      expect(await it.check(remedy?.kind === 'log-in-as' ? remedy.user : undefined)).toSatisfy(allGreen);
    },
    30_000,
  );
});

const allGreen = (links: Awaited<ReturnType<CheckWorld['check']>>) => {
  const others = links.filter(({ state }) => state !== 'ok');
  if (others.length > 0) throw new Error(`Not green: ${JSON.stringify(others)}`);
  return links.length === 11;
};
