import fc from 'fast-check';
import type { MatchedStatement, Verdict } from '../../main/practice/cloud/access/evaluate.ts';
import { Refusal } from '../../main/practice/cloud/refusal.ts';
import { ana, type Words } from './decision-case.ts';
import {
  conditionOf,
  decideSetting,
  identityPolicy,
  opposites,
  plainLine,
  type Setting,
  setting,
  sharedStatement,
  statement,
} from './law-settings.ts';

/** Something that holds for every request and every policy. */
export interface Law {
  readonly name: string;
  /** Tries it so many times, and answers how often it broke and where it broke first. */
  readonly run: (times: number, seed?: number) => { readonly breaks: number; readonly example: string | null };
}

function law<T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean): Law {
  return {
    name,
    run(times, seed) {
      let breaks = 0;
      let example: string | null = null;
      const property = fc.property(arbitrary, (value) => {
        if (holds(value)) return;
        breaks += 1;
        example ??= fc.stringify(value);
      });
      fc.assert(property, { numRuns: times, ...(seed === undefined ? {} : { seed }) });
      return { breaks, example };
    },
  };
}

const allowed = (one: Setting): boolean => decideSetting(one).outcome === 'allowed';
const deniedExplicitly = (one: Setting): boolean => decideSetting(one).outcome === 'explicitDeny';
const everyPolicy = (one: Setting, change: (statements: readonly Words[]) => readonly Words[]): Setting => ({
  ...one,
  identity: one.identity.map(change),
  boundary: one.boundary && change(one.boundary),
  session: one.session.map(change),
  attached: one.attached && { ...one.attached, statements: change(one.attached.statements) },
  serviceControl: one.serviceControl.map(change),
  resourceControl: one.resourceControl.map(change),
});
const everyStatement = (one: Setting, change: (words: Words) => Words): Setting =>
  everyPolicy(one, (statements) => statements.map(change));

/** What of a verdict does not depend on the order of policies. */
function essence({ outcome, decidedBy, gates, matched, missing }: Verdict): string {
  const told = matched.map(({ type, statement: { effect, action, conditions } }) =>
    [
      type,
      effect,
      action.texts,
      conditions.map(({ name, values }) => [name.name, values.map(({ text }) => text)]),
    ].join(),
  );
  return JSON.stringify([outcome, decidedBy, [...gates].sort(), told.sort(), [...missing].sort()]);
}

const reversed = (one: Setting): Setting => {
  const turned = everyPolicy(one, (statements) => statements.toReversed());
  return { ...turned, identity: turned.identity.toReversed(), session: turned.session.toReversed() };
};

const doubled = (one: Setting): Setting => ({
  ...everyPolicy(one, (statements) => [...statements, ...statements]),
  identity: [...one.identity, ...one.identity],
});

/** Where a statement can be added. */
const places = ['identity', 'boundary', 'session', 'attached', 'serviceControl', 'resourceControl'] as const;

function withAdded(one: Setting, place: (typeof places)[number], words: Words): Setting {
  const shared = { ...words, Principal: words.Principal ?? '*' };
  const { Principal: _nobody, ...plain } = words;
  const addTo = (lists: readonly (readonly Words[])[], added: Words) =>
    lists.map((list, at) => (at === 0 ? [...list, added] : list));
  switch (place) {
    case 'identity':
      return { ...one, identity: [...one.identity, [plain]] };
    case 'boundary':
      return one.boundary ? { ...one, boundary: [...one.boundary, plain] } : one;
    case 'session':
      return { ...one, session: addTo(one.session, plain) };
    case 'attached':
      return one.attached
        ? { ...one, attached: { ...one.attached, statements: [...one.attached.statements, shared] } }
        : one;
    case 'serviceControl':
      return { ...one, serviceControl: addTo(one.serviceControl, plain) };
    case 'resourceControl':
      return { ...one, resourceControl: addTo(one.resourceControl, shared) };
  }
}

const place = fc.constantFrom(...places);
const added = fc.tuple(setting, place, fc.oneof(statement, sharedStatement));

/** Lists of one as single values, and single values as lists of one. */
function otherwiseWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : value;
  return typeof value === 'string' ? [value] : value;
}

function rewritten(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => {
      if (name === 'Effect') return [name, value];
      if (name !== 'Condition') return [name, name === 'Principal' ? value : otherwiseWritten(value)];
      const block = Object.entries(value as Readonly<Record<string, Words>>).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, otherwiseWritten(values)])),
      ]);
      return [name, Object.fromEntries(block)];
    }),
  );
}

const swapCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));

function inOtherCase(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => {
      if (name === 'Action' || name === 'NotAction') return [name, (value as string[]).map(swapCase)];
      if (name !== 'Condition') return [name, value];
      const block = Object.entries(value as Readonly<Record<string, Words>>).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [swapCase(key), values])),
      ]);
      return [name, Object.fromEntries(block)];
    }),
  );
}

/** The same Allow about more: the first text of an element without its end. */
function widened(words: Words, element: 'Action' | 'Resource', keep: number): Words {
  const texts = words[element];
  if (words.Effect !== 'Allow' || !Array.isArray(texts)) return words;
  const [first = '*', ...rest] = texts as string[];
  const shorter = first.slice(
    0,
    Math.max(element === 'Action' ? first.indexOf(':') + 1 : first.lastIndexOf(':') + 1, first.length - keep),
  );
  const cut = first === '*' || /\$|^arn:aws:iam:/.test(first) ? first : `${shorter}*`;
  return { ...words, [element]: [cut, ...rest] };
}

/** What a condition by itself comes to. */
const meets = (
  operator: string,
  { key, values }: { key: string; values: readonly string[] },
  context: Setting['context'],
): boolean =>
  allowed({
    asker: ana,
    action: 'ec2:RunInstances',
    resource: '*',
    resourceAccount: ana.account,
    context,
    identity: [[{ Effect: 'Allow', Action: '*', Resource: '*', Condition: conditionOf([{ operator, key, values }]) }]],
    boundary: null,
    session: [],
    attached: null,
    serviceControl: [],
    resourceControl: [],
  });

const conditionSetting = fc.tuple(
  plainLine,
  setting.map(({ context }) => context),
);

/** A setting without a statement, or with nothing but it. */
function filtered(one: Setting, keep: (place: string, at: number, index: number) => boolean): Setting {
  const part = (name: string, lists: readonly (readonly Words[])[]): (readonly Words[])[] =>
    lists.map((list, at) => list.filter((_, index) => keep(name, at, index)));
  const filled = (lists: readonly (readonly Words[])[]): (readonly Words[])[] =>
    lists.map((list) => (list.length > 0 ? list : [nothing]));
  return {
    ...one,
    identity: part('identity', one.identity).filter((list) => list.length > 0),
    boundary: one.boundary && (filled(part('boundary', [one.boundary]))[0] ?? null),
    session: filled(part('session', one.session)),
    attached: one.attached && {
      ...one.attached,
      statements:
        filled(part('attached', [one.attached.statements])).map((list) =>
          list.map((words) => ({ Principal: '*', ...words })),
        )[0] ?? [],
    },
    serviceControl: filled(part('service-control', one.serviceControl)),
    resourceControl: filled(part('resource-control', one.resourceControl)).map((list) =>
      list.map((words) => ({ Principal: '*', ...words })),
    ),
  };
}

/** A statement that is about nothing that is asked for. */
const nothing: Words = { Effect: 'Allow', Action: 'demo:Nothing', Resource: '*' };

/** Where the statement that decided stands in its setting. */
function standingOf({ policy, statement: decided }: MatchedStatement): [place: string, at: number, index: number] {
  const [, name = '', at = '0'] = /^(.*?)(?:-(\d+))?$/.exec(policy.name) ?? [];
  return [name, Number(at), policy.document.statements.indexOf(decided)];
}

function reasonAlone(one: Setting): boolean {
  const { outcome, decidedBy, statement: reason } = decideSetting(one);
  if (!reason) return true;
  const [name, at, index] = standingOf(reason);
  const isIt = (...[place, list, item]: [string, number, number]): boolean =>
    place === name && list === at && item === index;
  const isType = (candidate: string): boolean => candidate === name;
  const alone = decideSetting(
    filtered(one, (...standing) =>
      outcome === 'explicitDeny' ? isIt(...standing) : isIt(...standing) || !isType(standing[0]),
    ),
  );
  return alone.outcome === outcome && alone.decidedBy === decidedBy;
}

function reasonGone(one: Setting): boolean {
  const { outcome, statement: reason } = decideSetting(one);
  if (!reason) return true;
  const [name, at, index] = standingOf(reason);
  const without = decideSetting(
    filtered(one, (...[place, list, item]) => place !== name || list !== at || item !== index),
  );
  return without.outcome !== outcome || without.statement !== null || without.decidedBy === null;
}

/** What is answered in spite of a key that is not modelled is no guess: no value of the key makes it wrong. */
function doubtsDoNotMatter(one: Setting): boolean {
  const unknown = 'aws:PrincipalTag/team';
  const rest = one.context.filter(([key]) => key !== unknown);
  const inSpite = orRefused({ ...one, context: rest }, (key) => key !== unknown.toLowerCase());
  return [null, 'blue', 'Blue', 'green', 'b*', '', 'red'].every((value) => {
    const truly = orRefused({ ...one, context: [...rest, [unknown, value]] });
    // That nothing allows it stays true beside a Deny.
    return inSpite === 'refused' || truly === inSpite || (inSpite === 'implicitDeny' && truly === 'explicitDeny');
  });
}

function orRefused(one: Setting, knows?: (key: string) => boolean): string {
  try {
    return decideSetting(one, knows).outcome;
  } catch (cause) {
    if (cause instanceof Refusal) return 'refused';
    throw cause;
  }
}

/** The laws of the evaluator, which need no oracle. */
export const laws: readonly Law[] = [
  law(
    'the order of policies and statements does not matter',
    setting,
    (one) => essence(decideSetting(one)) === essence(decideSetting(reversed(one))),
  ),
  law(
    'what is there twice counts once',
    setting,
    (one) => decideSetting(one).outcome === decideSetting(doubled(one)).outcome,
  ),
  law(
    'one more Deny never allows',
    added,
    ([one, where, words]) => allowed(one) || !allowed(withAdded(one, where, { ...words, Effect: 'Deny' })),
  ),
  law(
    'one more Allow never lifts an explicit deny',
    added,
    ([one, where, words]) =>
      !deniedExplicitly(one) || deniedExplicitly(withAdded(one, where, { ...words, Effect: 'Allow' })),
  ),
  law(
    'a boundary never allows more',
    fc.tuple(setting, identityPolicy),
    ([one, policy]) => allowed({ ...one, boundary: null }) || !allowed({ ...one, boundary: policy }),
  ),
  law(
    'one more level of an organization never allows more',
    fc.tuple(setting, identityPolicy),
    ([one, policy]) => allowed(one) || !allowed({ ...one, serviceControl: [...one.serviceControl, policy] }),
  ),
  law(
    "a session policy never allows a role's session more",
    fc.tuple(setting, identityPolicy),
    ([one, policy]) =>
      one.asker.kind === 'federated-user' ||
      allowed({ ...one, session: [] }) ||
      !allowed({ ...one, session: [policy] }),
  ),
  law(
    'a wider pattern in an Allow never allows less',
    fc.tuple(setting, fc.constantFrom('Action' as const, 'Resource' as const), fc.integer({ min: 1, max: 12 })),
    ([one, element, keep]) => !allowed(one) || allowed(everyStatement(one, (words) => widened(words, element, keep))),
  ),
  law(
    'a text and a list of one text are the same',
    setting,
    (one) => essence(decideSetting(one)) === essence(decideSetting(everyStatement(one, rewritten))),
  ),
  law(
    'the case of actions and of key names does not matter',
    setting,
    (one) =>
      decideSetting(one).outcome ===
      decideSetting(everyStatement({ ...one, action: swapCase(one.action) }, inOtherCase)).outcome,
  ),
  law(
    'what meets an operator meets it with IfExists',
    conditionSetting,
    ([line, context]) => !meets(line.operator, line, context) || meets(`${line.operator}IfExists`, line, context),
  ),
  law('an operator and its opposite never agree where the key is there', conditionSetting, ([line, context]) => {
    const opposite = opposites[line.operator];
    const there = context.some(([key, value]) => key === line.key && value !== null);
    return opposite === undefined || !there || meets(line.operator, line, context) !== meets(opposite, line, context);
  }),
  law('the reason is a statement that alone does the same', setting, reasonAlone),
  law('without its reason the answer changes, or there is another reason', setting, reasonGone),
  law('what is answered in spite of a doubt is right whatever the doubt comes to', setting, doubtsDoNotMatter),
];
