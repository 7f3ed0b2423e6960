import { type RuleMove, ruleMove } from '../../src/network/changes.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { sendRepeatable } from '../aws/wait.ts';
import type { JobPlan, Step } from '../jobs/job-plan.ts';

const ec2 = () => import('./ec2-groups.ts');

/**
 * Moves a rule to another address: the new one first, then away with the old one, so that nobody is shut out in between.
 *
 * Journalled, because an end between the two would leave the door open to the old address without a word.
 */
export const moveRulePlan: JobPlan<RuleMove> = {
  kind: 'network.move-rule',
  request: ruleMove,
  title: ({ groupName, to }) => `Let ${addressOf(to)} in by ${groupName}`,
  steps: () => [addNew, removeOld],
  done: ({ groupName, rule, to }) =>
    `${groupName} lets ${addressOf(to)} in now, and ${addressOf(rule.source)} no longer.`,
  moved: ({ groupId, rule, to }) => ({ groupId, rule: { ...rule, source: to }, to: rule.source }),
};

const addNew: Step<RuleMove> = {
  name: 'add',
  kind: 'make',
  async run({ groupId, rule, to, description }, _facts, context) {
    const { findGroup, permissionIn, permissionOf, sendAuthorize } = await ec2();
    context.tell(`Letting ${addressOf(to)} in.`, 10);
    const wanted = { ...rule, source: to };
    const isThere = await sendRepeatable(context, async (cloud) => {
      const group = await findGroup(cloud, groupId);
      return group !== undefined && permissionIn(group, wanted) !== undefined;
    });
    // What was there before this job began is not its to take back; what is there since may be its own, from a lost answer.
    if (isThere && !context.mayHaveSent) return {};
    await sendRepeatable(context, async (cloud) => {
      try {
        await sendAuthorize(cloud, groupId, permissionOf(wanted, description));
      } catch (error) {
        if (awsCodeOf(error) !== 'InvalidPermission.Duplicate') throw error;
      }
    });
    return { did: { added: [to] } };
  },
  async undo(request, { did = {} }, context) {
    if (!did.added?.length) return;
    context.tell('Taking the new rule back.');
    await takeAway(await context.cloud(), request, request.to);
  },
  left: ({ groupName, rule, to }, { did = {} }) =>
    did.added?.length
      ? [`The rule of ${groupName} for ${addressOf(to)}, and the old one for ${addressOf(rule.source)} too.`]
      : [],
};

const removeOld: Step<RuleMove> = {
  name: 'remove',
  kind: 'make',
  async run(request, _facts, context) {
    context.tell(`Removing the rule for ${addressOf(request.rule.source)}.`, 60);
    await sendRepeatable(context, (cloud) => takeAway(cloud, request, request.rule.source));
    return {};
  },
};

/** Removes the rule for one source; one that is gone already is no fault. */
async function takeAway(cloud: Cloud, { groupId, rule }: RuleMove, source: string): Promise<void> {
  const { findGroup, permissionIn, revoke } = await ec2();
  const group = await findGroup(cloud, groupId);
  const permission = group && permissionIn(group, { ...rule, source });
  if (permission) await revoke(cloud, groupId, permission);
}

function addressOf(source: string): string {
  return source.replace(/\/32$/, '');
}
