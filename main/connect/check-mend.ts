import type { Mend } from '../../src/connect/check-contract.ts';
import { AppError, assertNever } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Contract } from '../../src/ipc/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';
import { makeByName } from '../aws/make-by-name.ts';
import type { CheckDeps } from './check-deps.ts';
import type { NetworkChange } from './check-mend-ec2.ts';

type Mends = Pick<Handlers<Contract['connect']>, 'mend' | 'takeBack'>;
type Mended = Awaited<ReturnType<Mends['mend']>>;

const SSH = { protocol: 'tcp', fromPort: 22, toPort: 22 } as const;
const ec2 = () => import('./check-mend-ec2.ts');

/** The remedies of the check: each one call, asked with DryRun first, and taken back by one call where that can be. */
export function createMends({ accounts, network, instances }: CheckDeps): Mends {
  async function power(action: 'start' | 'stop' | 'reboot', instanceId: string): Promise<string> {
    const { results } = await instances.power({ action, instanceIds: [instanceId] });
    const [result] = results;
    if (result?.outcome === 'done') return result.sentence;
    throw new AppError('connect.power-refused', result?.sentence ?? 'AWS did not say what became of it.', {
      fix: result?.fix ?? 'Look at the machine on the Instances page.',
    });
  }

  async function change(wanted: NetworkChange): Promise<boolean> {
    const { cloud } = await accounts.changing();
    if (!(await mayChange(cloud, wanted))) return false;
    await makeByName({
      send: async () => {
        await wanted.send(cloud, false);
        return true;
      },
      find: async () => (await wanted.isThere(cloud)) || undefined,
      duplicate: wanted.duplicate,
      what: wanted.what,
    });
    return true;
  }

  async function carryOut(instanceId: string, mend: Mend): Promise<Mended> {
    switch (mend.kind) {
      case 'let-in': {
        const { groupId, source } = mend;
        const rule = { ...SSH, source, description: 'SSH from one computer' };
        const { already } = await network.addRule({ groupId, rule });
        return told(mend, `${addressOf(source)} may use SSH.`, already ? undefined : 'Shut it out again');
      }
      case 'start':
        return told(mend, await power('start', instanceId), 'Stop it again');
      case 'reboot':
        return { done: `${await power('reboot', instanceId)} A restart cannot be taken back.` };
      case 'attach-gateway': {
        await change((await ec2()).attachGateway(mend));
        const { gatewayId, vpcId } = mend;
        return {
          done: `${gatewayId} is attached to ${vpcId}. It stays so: AWS detaches none whose network has public addresses.`,
        };
      }
      case 'add-route': {
        const isNew = await change((await ec2()).addRoute(mend));
        const done = `The route for ${mend.cidr} leads to ${mend.gatewayId}.`;
        // What it replaced led nowhere: there is nothing to go back to.
        return told(mend, done, isNew && !mend.replaces ? 'Remove the route again' : undefined);
      }
      case 'open-acl': {
        const isNew = await change((await ec2()).openAcl(mend));
        const done = `Rule ${mend.ruleNumber} of ${mend.aclId} lets ${addressOf(mend.cidr)} through.`;
        return told(mend, done, isNew ? 'Remove the rule again' : undefined);
      }
      default:
        return assertNever(mend, 'remedy');
    }
  }

  return {
    mend: ({ instanceId, mend }) => carryOut(instanceId, mend),

    async takeBack({ instanceId, mend }) {
      switch (mend.kind) {
        case 'let-in': {
          const { groupId, source } = mend;
          await network.removeRule({ groupId, rule: { ...SSH, source } });
          return { done: `${addressOf(source)} is shut out again.` };
        }
        case 'start':
          return { done: await power('stop', instanceId) };
        case 'open-acl': {
          const { cloud } = await accounts.changing();
          const { deleteAclRule, openAcl } = await ec2();
          if (await openAcl(mend).isThere(cloud)) {
            await dryRun(() => deleteAclRule(cloud, mend, true));
            await deleteAclRule(cloud, mend, false);
          }
          return { done: `Rule ${mend.ruleNumber} of ${mend.aclId} is gone again.` };
        }
        case 'add-route': {
          if (mend.replaces) throw noWayBack();
          const { cloud } = await accounts.changing();
          const { addRoute, deleteRoute } = await ec2();
          if (await addRoute(mend).isThere(cloud)) {
            await dryRun(() => deleteRoute(cloud, mend, true));
            await deleteRoute(cloud, mend, false);
          }
          return { done: `The route for ${mend.cidr} is gone again.` };
        }
        case 'reboot':
        case 'attach-gateway':
          throw noWayBack();
        default:
          return assertNever(mend, 'remedy');
      }
    },
  };
}

/** Asks for the permission; false when it turns out to be there already. */
async function mayChange(cloud: Cloud, wanted: NetworkChange): Promise<boolean> {
  try {
    await dryRun(() => wanted.send(cloud, true));
    return true;
  } catch (error) {
    if (awsCodeOf(error) === wanted.duplicate && (await wanted.isThere(cloud))) return false;
    throw error;
  }
}

function told(mend: Mend, done: string, label: string | undefined): Mended {
  return { done, ...(label ? { back: { label, mend } } : {}) };
}

function addressOf(source: string): string {
  return source.replace(/\/32$/, '');
}

function noWayBack(): AppError {
  return new AppError('connect.no-way-back', 'This cannot be taken back by one step.', {
    fix: 'Ask whoever looks after the network.',
  });
}
