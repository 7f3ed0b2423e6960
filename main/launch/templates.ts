import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { TemplateToSave, templateCalls } from '../../src/launch/template.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun, outcomeUnknown } from '../aws/errors.ts';
import type { Kept } from './ec2-templates.ts';

type TemplateHandlers = Handlers<{ calls: typeof templateCalls; events: Record<string, never> }>;

/** Launch templates: reading them into the Launch wizard, and keeping what it holds. */
export function createTemplateHandlers({ accounts }: { readonly accounts: Accounts }): TemplateHandlers {
  const ec2 = () => import('./ec2-templates.ts');

  async function idOf(cloud: Cloud, name: string): Promise<string | undefined> {
    const { describeTemplates } = await ec2();
    const query = { Filters: [{ Name: 'launch-template-name', Values: [name] }] };
    return (await describeTemplates(cloud, query)).find((one) => one.name === name)?.templateId;
  }

  /** A name is a template's own, so one that is there after a lost answer, and was not before, is ours. */
  async function sendOnce(cloud: Cloud, input: TemplateToSave): Promise<Kept> {
    const { sendTemplate } = await ec2();
    try {
      return await sendTemplate(cloud, input);
    } catch (error) {
      const { target } = input;
      if (target.kind === 'version' || !outcomeUnknown(error)) throw error;
      const templateId = await idOf(cloud, target.name).catch(() => undefined);
      if (templateId === undefined) throw error;
      return { templateId, name: target.name, version: 1, warnings: [] };
    }
  }

  return {
    async templates() {
      const { cloud } = await accounts.reading();
      const { describeTemplates } = await ec2();
      const templates = await describeTemplates(cloud);
      return { templates: templates.sort((a, b) => a.name.localeCompare(b.name)) };
    },
    async templateVersions({ templateId }) {
      const { cloud } = await accounts.reading();
      const { describeVersions } = await ec2();
      return { versions: await describeVersions(cloud, templateId).catch(inWords) };
    },
    async saveTemplate(input) {
      const { cloud } = await accounts.changing();
      const { target } = input;
      if (target.kind === 'new' && (await idOf(cloud, target.name))) throw nameTaken();
      const { sendTemplate } = await ec2();
      await dryRun(() => sendTemplate(cloud, input, { DryRun: true })).catch(inWords);
      return await sendOnce(cloud, input).catch(inWords);
    },
  };
}

function nameTaken(cause?: unknown): AppError {
  return new AppError('launch.template-name-taken', 'A launch template of this Region has this name already.', {
    fix: 'Choose another name, or save this as a new version of that template.',
    field: 'target.name',
    cause,
  });
}

function inWords(error: unknown): never {
  const code = awsCodeOf(error);
  if (code === 'InvalidLaunchTemplateName.AlreadyExistsException') throw nameTaken(error);
  if (code.startsWith('InvalidLaunchTemplateId.')) {
    throw new AppError('launch.template-not-found', 'This launch template is not there any more.', {
      fix: 'Choose another.',
      field: 'target.templateId',
      cause: error,
    });
  }
  throw error;
}
