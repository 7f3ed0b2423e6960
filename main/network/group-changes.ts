import type { IpPermission } from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { RuleMove } from '../../src/network/changes.ts';
import type { network as contract } from '../../src/network/contract.ts';
import { namedBy, usersInWords } from '../../src/network/rule-facts.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';
import { makeByName } from '../aws/make-by-name.ts';
import type { Jobs } from '../jobs/jobs.ts';

export interface GroupChangesDeps {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly randomId: () => string;
}

type Changes = Pick<Handlers<typeof contract>, 'createGroup' | 'addRule' | 'removeRule' | 'moveRule' | 'deleteGroup'>;

const ALREADY_THERE = 'InvalidPermission.Duplicate';
const ec2 = () => import('./ec2-groups.ts');

/** The changes of security groups: the facts first, then DryRun for the permission, then the change. */
export function createGroupChanges({ accounts, jobs, randomId }: GroupChangesDeps): Changes {
  return {
    async createGroup(request) {
      const { cloud } = await accounts.changing();
      const [{ describeGroups }, calls] = await Promise.all([import('./ec2-network.ts'), ec2()]);
      const groups = await describeGroups(cloud);
      const same = groups.some(({ name, vpcId }) => name === request.name && vpcId === request.vpcId);
      if (same) throw taken(request.name);
      await dryRun(() => calls.tryCreateGroup(cloud, request));
      const operationId = `amiable-${randomId()}`;
      const groupId = await makeByName({
        send: () => calls.sendCreateGroup(cloud, request, operationId),
        find: () => calls.findGroupMade(cloud, operationId),
        duplicate: 'InvalidGroup.Duplicate',
        what: `the security group “${request.name}”`,
      }).catch((error: unknown) => {
        throw awsCodeOf(error) === 'InvalidGroup.Duplicate' ? taken(request.name) : error;
      });
      return { groupId };
    },

    async addRule({ groupId, rule }) {
      const { cloud } = await accounts.changing();
      const { findGroup, permissionIn, permissionOf } = await ec2();
      const group = await groupThere(cloud, groupId);
      if (permissionIn(group, rule)) return { already: true };
      if (rule.source.startsWith('sg-')) {
        const source = await findGroup(cloud, rule.source);
        if (source?.VpcId !== group.VpcId) throw wrongSource();
      }
      const permission = permissionOf(rule, rule.description);
      if (!(await mayAuthorize(cloud, groupId, permission))) return { already: true };
      await authorize(cloud, groupId, permission);
      return { already: false };
    },

    async removeRule({ groupId, rule }) {
      const { cloud } = await accounts.changing();
      const { permissionIn, revoke, tryRevoke } = await ec2();
      const permission = permissionIn(await groupThere(cloud, groupId), rule);
      if (!permission) return { already: true };
      await dryRun(() => tryRevoke(cloud, groupId, permission));
      await revoke(cloud, groupId, permission);
      return { already: false };
    },

    async moveRule({ groupId, rule, to }) {
      const { account, cloud } = await accounts.changing();
      const { permissionIn, permissionOf, tryRevoke } = await ec2();
      const group = await groupThere(cloud, groupId);
      const old = permissionIn(group, rule);
      if (!old) throw ruleGone();
      const description = old.IpRanges?.[0]?.Description ?? '';
      const wanted = { ...rule, source: to };
      if (!permissionIn(group, wanted)) await mayAuthorize(cloud, groupId, permissionOf(wanted, description));
      await dryRun(() => tryRevoke(cloud, groupId, old));
      const move: RuleMove = { groupId, rule, to, description, groupName: group.GroupName ?? groupId };
      return { jobId: jobs.start('network.move-rule', account, move) };
    },

    async deleteGroup({ groupId }) {
      const { cloud } = await accounts.changing();
      const [{ describeGroups }, { describeGroupUses }, calls] = await Promise.all([
        import('./ec2-network.ts'),
        import('./group-uses.ts'),
        ec2(),
      ]);
      const [groups, uses] = await Promise.all([describeGroups(cloud), describeGroupUses(cloud)]);
      const group = groups.find((one) => one.groupId === groupId);
      // Gone already is what was asked for.
      if (!group) return {};
      if (group.name === 'default') throw defaultGroup();
      const use = uses.find((one) => one.groupId === groupId);
      const users = usersInWords(use, namedBy(groupId, groups));
      if (users.length > 0) throw inUse(group.name, users);
      await dryRun(() => calls.tryDeleteGroup(cloud, groupId));
      await calls.deleteGroup(cloud, groupId);
      return {};
    },
  };
}

async function groupThere(cloud: Cloud, groupId: string) {
  const group = await (await ec2()).findGroup(cloud, groupId);
  if (group) return group;
  throw new AppError('network.group-gone', `There is no security group ${groupId} in ${cloud.region} any more.`, {
    fix: 'Refresh the list: somebody deleted it, or it belongs to another Region or account.',
  });
}

/** Asks for the permission; false when the rule turns out to be there already. */
async function mayAuthorize(cloud: Cloud, groupId: string, permission: IpPermission): Promise<boolean> {
  const { tryAuthorize } = await ec2();
  try {
    await dryRun(() => tryAuthorize(cloud, groupId, permission));
    return true;
  } catch (error) {
    if (awsCodeOf(error) === ALREADY_THERE) return false;
    throw error;
  }
}

async function authorize(cloud: Cloud, groupId: string, permission: IpPermission): Promise<void> {
  const { findGroup, permissionIn, sendAuthorize } = await ec2();
  const source = permission.IpRanges?.[0]?.CidrIp ?? permission.UserIdGroupPairs?.[0]?.GroupId ?? '';
  const { IpProtocol: protocol = '', FromPort: fromPort, ToPort: toPort } = permission;
  await makeByName({
    send: async () => {
      await sendAuthorize(cloud, groupId, permission);
      return true;
    },
    find: async () => {
      const group = await findGroup(cloud, groupId);
      return group && permissionIn(group, { protocol, fromPort, toPort, source }) ? true : undefined;
    },
    duplicate: ALREADY_THERE,
    what: `the rule for ${source}`,
  });
}

function taken(name: string): AppError {
  return new AppError('network.name-taken', `A security group named “${name}” exists already in this network.`, {
    fix: 'Choose another name, or add rules to the group that is there.',
    field: 'name',
  });
}

function wrongSource(): AppError {
  return new AppError('network.source-elsewhere', 'The group that is to be let in is not in the same network (VPC).', {
    fix: 'Choose a group of the same network, or write an address range.',
    field: 'rule.source',
  });
}

function ruleGone(): AppError {
  return new AppError('network.rule-gone', 'The rule is not there any more, so nothing was changed.', {
    fix: 'Refresh the list, and add a rule for your address if you need one.',
  });
}

function defaultGroup(): AppError {
  return new AppError('network.default-group', 'Every network keeps its group “default”: AWS lets nobody delete it.', {
    fix: 'Remove its rules instead, so that it lets nothing in.',
  });
}

/** How many users are named before the rest is counted. */
const NAMED = 5;

function inUse(name: string, users: readonly string[]): AppError {
  const rest = users.length - NAMED;
  const named = users.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return new AppError('network.group-in-use', `“${name}” is still used by ${named}.`, {
    fix: 'Give the machines another group, or remove the rules that name this one. Then it can be deleted.',
  });
}
