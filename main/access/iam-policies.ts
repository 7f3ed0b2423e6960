import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam';
import type { HeldPolicy } from '../../src/access/contract.ts';
import { asKnown } from '../aws/known.ts';
import { allOf, groupsOf } from './iam-people.ts';

/** The policies of a user; `complete` is false where some could not be read. */
export interface HeldPolicies {
  readonly policies: readonly HeldPolicy[];
  readonly complete: boolean;
}

/** Reads every policy that has a say about a user: its own, those of its groups, and its boundary. */
export async function heldPolicies(iam: IAMClient, UserName: string): Promise<HeldPolicies> {
  const read = reader();
  const [own, attached, groups, boundary] = await Promise.all([
    read.list(() => allOf(paginateListUserPolicies({ client: iam }, { UserName }), ({ PolicyNames }) => PolicyNames)),
    read.list(() =>
      allOf(
        paginateListAttachedUserPolicies({ client: iam }, { UserName }),
        ({ AttachedPolicies }) => AttachedPolicies,
      ),
    ),
    read.list(() => groupsOf(iam, UserName)),
    read.one(async () => (await iam.send(new GetUserCommand({ UserName }))).User?.PermissionsBoundary),
  ]);
  const managed = async (arn: string, rest: Pick<HeldPolicy, 'way' | 'group'>): Promise<HeldPolicy> => ({
    name: arn.slice(arn.lastIndexOf('/') + 1),
    kind: 'managed',
    arn,
    document: await read.one(() => managedDocument(iam, arn)),
    ...rest,
  });
  const ownInline = own.map(
    async (PolicyName): Promise<HeldPolicy> => ({
      name: PolicyName,
      kind: 'inline',
      way: 'directly',
      document: await read.one(async () =>
        plain((await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }))).PolicyDocument),
      ),
    }),
  );
  const ofGroups = groups.map(async (GroupName): Promise<HeldPolicy[]> => {
    const [inline, held] = await Promise.all([
      read.list(() =>
        allOf(paginateListGroupPolicies({ client: iam }, { GroupName }), ({ PolicyNames }) => PolicyNames),
      ),
      read.list(() =>
        allOf(
          paginateListAttachedGroupPolicies({ client: iam }, { GroupName }),
          ({ AttachedPolicies }) => AttachedPolicies,
        ),
      ),
    ]);
    return Promise.all([
      ...inline.map(
        async (PolicyName): Promise<HeldPolicy> => ({
          name: PolicyName,
          kind: 'inline',
          way: 'group',
          group: GroupName,
          document: await read.one(async () =>
            plain((await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))).PolicyDocument),
          ),
        }),
      ),
      ...held.map(({ PolicyArn = '' }) => managed(PolicyArn, { way: 'group', group: GroupName })),
    ]);
  });
  const policies = await Promise.all([
    ...ownInline,
    ...attached.map(({ PolicyArn = '' }) => managed(PolicyArn, { way: 'directly' })),
    ...(boundary?.PermissionsBoundaryArn ? [managed(boundary.PermissionsBoundaryArn, { way: 'boundary' })] : []),
  ]);
  return { policies: [...policies, ...(await Promise.all(ofGroups)).flat()], complete: read.isComplete() };
}

/** Reads part by part, and remembers whether a part was refused. */
function reader() {
  let complete = true;
  const one = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    const answer = await asKnown(ask);
    if (answer.known) return answer.value;
    complete = false;
    return undefined;
  };
  return {
    one,
    list: async <T>(ask: () => Promise<T[]>): Promise<T[]> => (await one(ask)) ?? [],
    isComplete: () => complete,
  };
}

async function managedDocument(iam: IAMClient, PolicyArn: string): Promise<string | undefined> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
  );
  return plain(PolicyVersion?.Document);
}

/** A document as it was written: IAM answers it encoded as for an address. Source: RFC 3986, as the API reference says. */
function plain(document: string | undefined): string | undefined {
  return document === undefined ? undefined : decodeURIComponent(document);
}
