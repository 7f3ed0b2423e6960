import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { clientsOf } from '../../share/share-rig.ts';
import type { Trial } from './trial.ts';

const OLD = '198.51.100.99/32';
const NEW = '203.0.113.7/32';
const door = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };

/** Move a firewall rule to another address. */
export const moveRule: Trial = {
  name: 'move a firewall rule to another address',
  operations: [
    'AuthorizeSecurityGroupIngress',
    'RevokeSecurityGroupIngress',
    'DescribeSecurityGroups',
    'GetCallerIdentity',
  ],
  async prepare(cloud) {
    const { ec2 } = clientsOf(cloud, 'trainee');
    const { GroupId = '' } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'home', Description: 'SSH from home' }),
    );
    const permission = { ...door, IpRanges: [{ CidrIp: OLD }] };
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
    return GroupId;
  },
  begin: (side, groupId) =>
    side.handlers.network.moveRule({
      groupId,
      rule: { protocol: 'tcp', fromPort: 22, toPort: 22, source: OLD },
      to: NEW,
    }),
  most: {},
  changes: {
    async state({ cloud }, groupId) {
      const { ec2 } = clientsOf(cloud, 'trainee');
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
      const ranges = SecurityGroups[0]?.IpPermissions?.flatMap(({ IpRanges = [] }) => IpRanges) ?? [];
      return ranges.map(({ CidrIp }) => CidrIp).join(', ');
    },
    before: OLD,
    done: NEW,
  },
};
