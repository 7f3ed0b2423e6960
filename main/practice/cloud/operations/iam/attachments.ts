import { iamQuotas } from '../../data/iam-quotas.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { changes, type Operation, reads } from '../operation.ts';
import { findAttachable, lookUpPolicy, noSuchEntity, quotaExceeded } from './finding.ts';
import { type HolderInput, type HolderKind, holderKinds, holderName } from './holders.ts';
import { markedPage, type PageInput } from './pages.ts';
import { showAttached } from './views.ts';

type AttachmentInput = HolderInput & { readonly PolicyArn?: string };

function operationsFor(kind: HolderKind): Operation[] {
  const quota = iamQuotas[kind.quota];
  return [
    changes(`Attach${kind.name}Policy`, (input: AttachmentInput, call): object => {
      const { account } = call;
      const holder = kind.find(account, holderName(kind, input));
      const arn = findAttachable(account, input.PolicyArn);
      const isAttached = holder.attached.includes(arn);
      if (!isAttached && holder.attached.length >= quota) throw quotaExceeded(kind.quota, quota);
      call.proceed();
      if (!isAttached) kind.table(account).change(holder, { attached: [...holder.attached, arn] });
      return {};
    }),
    changes(`Detach${kind.name}Policy`, (input: AttachmentInput, call): object => {
      const { account } = call;
      const holder = kind.find(account, holderName(kind, input));
      if (!holder.attached.includes(input.PolicyArn ?? ''))
        throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
      call.proceed();
      kind.table(account).change(holder, { attached: holder.attached.filter((arn) => arn !== input.PolicyArn) });
      return {};
    }),
    reads(
      `ListAttached${kind.name}Policies`,
      (input: HolderInput & PageInput & { readonly PathPrefix?: string }, { account }) => {
        const holder = kind.find(account, holderName(kind, input));
        const under = showAttached(account, holder).filter(({ PolicyArn = '' }) =>
          pathOf(account, PolicyArn).startsWith(input.PathPrefix ?? '/'),
        );
        const { items, paging } = markedPage(
          under,
          ({ PolicyName = '', PolicyArn }) => `${nameKey(PolicyName)} ${PolicyArn}`,
          input,
        );
        return { AttachedPolicies: items, ...paging };
      },
    ),
  ];
}

function pathOf(account: Account, arn: string): string {
  const { own, aws } = lookUpPolicy(account, arn) ?? { own: null, aws: null };
  return own?.path ?? aws?.path ?? '/';
}

/** Managed policies on users, groups and roles. */
export const attachmentOperations: readonly Operation[] = holderKinds.flatMap(operationsFor);
