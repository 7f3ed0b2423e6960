import { AppError } from '../../src/core/errors.ts';
import type { CopyImageRequest, copyCalls } from '../../src/images/copy.ts';
import type { NamingRules } from '../../src/images/naming-rules.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { asKnown } from '../aws/known.ts';
import type { Jobs } from '../jobs/jobs.ts';

type CopyHandlers = Handlers<{ calls: typeof copyCalls; events: Record<string, never> }>;

export interface CopyDeps {
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly namingRules: () => NamingRules;
}

/** Copies of images, in their own Region and in others. */
export function createCopy({ accounts, jobs, namingRules }: CopyDeps): CopyHandlers {
  const ec2 = () => import('./ec2-copy.ts');

  /** The source is looked at only where there are rules that could refuse the name. */
  async function checkName({ region, imageId, name }: CopyImageRequest): Promise<void> {
    const rules = namingRules();
    if (!rules.enforced) return;
    const [{ checkCopyName }, { findImage }] = await Promise.all([
      import('./check-rules.ts'),
      import('./ec2-images.ts'),
    ]);
    const source = await findImage((await accounts.reading(region)).cloud, imageId);
    checkCopyName(name, source.name, rules);
  }

  return {
    async copyForm({ region, imageId }) {
      const { account, cloud } = await accounts.reading(region);
      const { findImage } = await import('./ec2-images.ts');
      const image = await findImage(cloud, imageId);
      const own = image.ownerId === account.accountId;
      const facts = await (await ec2()).sourceFacts(cloud, image, own);
      return { image, own, accountId: account.accountId, ...facts };
    },
    async copyPlace({ region }) {
      const { cloud } = await accounts.reading(region);
      const [{ takenNames }, { ownKeys, encryptsByDefault }] = await Promise.all([import('./ec2-images.ts'), ec2()]);
      const [names, keys, always] = await Promise.all([
        asKnown(() => takenNames(cloud)),
        asKnown(() => ownKeys(cloud)),
        asKnown(() => encryptsByDefault(cloud)),
      ]);
      return { region, takenNames: names, keys, encryptsByDefault: always };
    },
    async copy(request) {
      await checkName(request);
      const { checkDestinations, copyJobs } = await import('./copy-image.ts');
      const places = await Promise.all(
        copyJobs(request).map(async ({ region, job }) => ({ ...(await accounts.changing(region)), job })),
      );
      await checkDestinations(places);
      const started: { region: string; jobId: string }[] = [];
      for (const { account, job } of places) {
        try {
          started.push({ region: account.region, jobId: jobs.start('images.copy', account, job) });
        } catch (error) {
          throw notAll(
            error,
            started.map(({ region }) => region),
          );
        }
      }
      return { jobs: started };
    },
  };
}

/** A full disk keeps a copy from beginning; those before it are under way. */
function notAll(error: unknown, begun: readonly string[]): unknown {
  if (!(error instanceof AppError) || begun.length === 0) return error;
  return new AppError(
    error.code,
    `${error.message} The copies to ${begun.join(', ')} are under way, the others are not.`,
    {
      ...error.details,
      cause: error,
    },
  );
}
