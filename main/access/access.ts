import type { access as contract } from '../../src/access/contract.ts';
import { SENTENCES } from '../../src/access/sentences.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { CreatePersonDeps } from './create-person.ts';
import { meansAnyThing, predictionOf, saidOf } from './predict.ts';

export interface AccessDeps extends CreatePersonDeps {
  readonly accounts: Accounts;
}

/** How many users are asked about at a time: IAM slows down who asks for more. */
const AT_ONCE = 4;

/** The users of the account: who they are, what they sign in with, and what IAM lets them do. */
export function createAccess(deps: AccessDeps): Handlers<typeof contract> {
  const { accounts } = deps;
  const reading = async () => {
    const { account, cloud } = await accounts.reading();
    return { where: { region: account.region, account: account.accountId }, iam: await cloud.iam() };
  };
  const changing = async () => {
    const { account, cloud } = await accounts.changing();
    const [iam, once] = await Promise.all([cloud.iam(), cloud.iamOnce()]);
    return { accountId: account.accountId, iam, once };
  };
  const people = () => import('./iam-people.ts');

  return {
    async people() {
      const { iam } = await reading();
      return { people: await (await people()).listPeople(iam) };
    },
    async facts({ names }) {
      const { iam } = await reading();
      const { factsOf } = await people();
      const facts = [];
      for (let from = 0; from < names.length; from += AT_ONCE)
        facts.push(...(await Promise.all(names.slice(from, from + AT_ONCE).map((name) => factsOf(iam, name)))));
      return { facts };
    },
    async policies({ name }) {
      const { iam } = await reading();
      const { policies, complete } = await (await import('./iam-policies.ts')).heldPolicies(iam, name);
      return { policies: [...policies], complete };
    },
    async groups() {
      const { iam } = await reading();
      return { groups: await (await people()).listGroups(iam) };
    },
    async sayings({ name, things: named = {} }) {
      const { iam, where } = await reading();
      const { simulate } = await import('./simulate.ts');
      const { heldPolicies } = await import('./iam-policies.ts');
      const probes = SENTENCES.flatMap((sentence) => sentence.probes);
      const [answers, { policies }] = await Promise.all([
        simulate(iam, name, probes, where, named),
        heldPolicies(iam, name),
      ]);
      return {
        sayings: SENTENCES.map((sentence) =>
          saidOf(
            sentence,
            answers.filter(({ probe }) => sentence.probes.includes(probe)),
            { name, policies, anyThing: meansAnyThing(sentence, named) },
          ),
        ),
      };
    },
    async would({ name, action, resource }) {
      const { iam, where } = await reading();
      const { simulate } = await import('./simulate.ts');
      const { heldPolicies } = await import('./iam-policies.ts');
      const [[answer], { policies }] = await Promise.all([
        simulate(iam, name, [{ action, resources: [resource] }], where),
        heldPolicies(iam, name),
      ]);
      if (!answer) throw new Error(`IAM did not answer ${action}.`);
      return predictionOf(answer, { name, policies, anyThing: /[*?]/.test(resource) });
    },
    async create(request) {
      const { accountId, ...clients } = await changing();
      return (await import('./create-person.ts')).createPerson(deps, clients, accountId, request);
    },
    async delete({ name }) {
      const { iam } = await changing();
      await (await import('./delete-person.ts')).deletePerson(iam, name);
      return {};
    },
    async switchKey({ name, keyId, active }) {
      const { iam } = await changing();
      const { UpdateAccessKeyCommand } = await import('@aws-sdk/client-iam');
      await iam.send(
        new UpdateAccessKeyCommand({ UserName: name, AccessKeyId: keyId, Status: active ? 'Active' : 'Inactive' }),
      );
      return {};
    },
  };
}
