import { readPolicy } from '../../access/read-policy.ts';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { Refusal } from '../../refusal.ts';
import { nameKey } from '../../world/tables.ts';
import { changes, type Operation, reads } from '../operation.ts';
import { sizeOf } from './documents.ts';
import { noSuchEntity } from './finding.ts';
import { type HolderInput, type HolderKind, holderKinds, holderName } from './holders.ts';
import { markedPage, type PageInput } from './pages.ts';
import { encodeDocument } from './views.ts';

type PolicyInput = HolderInput & { readonly PolicyName?: string; readonly PolicyDocument?: string };

function operationsFor(kind: HolderKind): Operation[] {
  const word = kind.name.toLowerCase();
  const most = iamQuotas[kind.inlineSize];
  const named = (given: string | undefined) => {
    const key = nameKey(given ?? '');
    return ({ name }: { readonly name: string }) => nameKey(name) === key;
  };
  const missing = (name: string | undefined) => noSuchEntity(`The ${word} policy with name ${name} cannot be found.`);
  return [
    changes(`Put${kind.name}Policy`, (input: PolicyInput, call): object => {
      const { account } = call;
      const holder = kind.find(account, holderName(kind, input));
      const document = input.PolicyDocument ?? '';
      readPolicy(document, { kind: 'identity' });
      const isSame = named(input.PolicyName);
      const others = holder.inline.filter((policy) => !isSame(policy));
      const inline = [...others, { name: input.PolicyName ?? '', document }];
      if (inline.reduce((sum, policy) => sum + sizeOf(policy.document), 0) > most) {
        throw new Refusal(
          'LimitExceeded',
          `Maximum policy size of ${most} bytes exceeded for ${word} ${holder.name}`,
          409,
        );
      }
      call.proceed();
      kind.table(account).change(holder, { inline });
      return {};
    }),
    reads(`Get${kind.name}Policy`, (input: PolicyInput, { account }) => {
      const holder = kind.find(account, holderName(kind, input));
      const found = holder.inline.find(named(input.PolicyName));
      if (!found) throw missing(input.PolicyName);
      return {
        [kind.field]: holder.name,
        PolicyName: found.name,
        PolicyDocument: encodeDocument(found.document),
      };
    }),
    reads(`List${kind.name}Policies`, (input: HolderInput & PageInput, { account }) => {
      const { inline } = kind.find(account, holderName(kind, input));
      const { items, paging } = markedPage(inline, ({ name }) => nameKey(name), input);
      return { PolicyNames: items.map(({ name }) => name), ...paging };
    }),
    changes(`Delete${kind.name}Policy`, (input: PolicyInput, call): object => {
      const { account } = call;
      const holder = kind.find(account, holderName(kind, input));
      const isIt = named(input.PolicyName);
      if (!holder.inline.some(isIt)) throw missing(input.PolicyName);
      call.proceed();
      kind.table(account).change(holder, { inline: holder.inline.filter((policy) => !isIt(policy)) });
      return {};
    }),
  ];
}

/** Policies that are written into a user, group or role. */
export const inlinePolicyOperations: readonly Operation[] = holderKinds.flatMap(operationsFor);
