import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call } from '../ipc/call.ts';

/** A user's name. Source: IAM user guide, "IAM and STS quotas": 64 characters, letters, digits and `+=,.@_-`. */
export const userName = z
  .string()
  .min(1, 'Give the person a name to sign in with.')
  .max(64, 'A user name may have at most 64 characters.')
  .regex(
    /^[A-Za-z0-9+=,.@_-]*$/,
    'A user name takes letters without accents, digits and + = , . @ _ - only. Leave out spaces and everything else.',
  );

/** The name of an existing user, which may be longer than a new one's may be. */
const knownUser = z.string().regex(/^[\w+=,.@-]{1,128}$/, 'This is not the name of a user.');

const groupName = z.string().regex(/^[\w+=,.@-]{1,128}$/, 'This is not the name of a group.');

/** The id of an access key, which is no secret: it is in every call that is signed with it. */
const keyId = z.string().regex(/^[A-Z0-9]{16,128}$/, 'This is not the ID of an access key.');

/** A user as the list has it. */
export const person = z.object({
  name: z.string(),
  arn: z.string(),
  createdAt: z.string().optional(),
  /** When the console password was used last. */
  signedInAt: z.string().optional(),
});
export type Person = z.infer<typeof person>;

/** An access key; its secret half is told once, to who makes it. */
export const accessKey = z.object({
  keyId: z.string(),
  active: z.boolean(),
  createdAt: z.string().optional(),
  usedAt: z.string().optional(),
});
export type AccessKey = z.infer<typeof accessKey>;

/** What is asked for each user by itself; what may not be read is absent. */
export const personFacts = z.object({
  name: z.string(),
  groups: z.array(z.string()).optional(),
  keys: z.array(accessKey).optional(),
  mfaDevices: z.number().optional(),
  /** The person can sign in to the console with a word of their own. */
  consoleSignIn: z.boolean().optional(),
});
export type PersonFacts = z.infer<typeof personFacts>;

/** A policy that has a say about a user, and the way it came to them. */
export const heldPolicy = z.object({
  name: z.string(),
  kind: z.enum(['managed', 'inline']),
  way: z.enum(['directly', 'group', 'boundary']),
  /** The group it came by. */
  group: z.string().optional(),
  arn: z.string().optional(),
  /** Its text; absent where it may not be read. */
  document: z.string().optional(),
});
export type HeldPolicy = z.infer<typeof heldPolicy>;

/** The gates that a request passes, in AWS's order; an explicit deny in any of them ends it. */
export const GATES = ['explicit-deny', 'organisation', 'boundary', 'session', 'identity', 'resource'] as const;
const gate = z.object({
  gate: z.enum(GATES),
  /** `none`: there is no such rule here. `not-asked`: a prediction cannot look at it. */
  says: z.enum(['passes', 'stops', 'none', 'not-asked']),
});
export type Gate = z.infer<typeof gate>;

/** What decided, or comes nearest to deciding. */
const decidingStatement = z.object({
  policy: z.string(),
  sid: z.string().optional(),
  effect: z.enum(['Allow', 'Deny']),
  /** Its JSON text. */
  text: z.string(),
});
export type DecidingStatement = z.infer<typeof decidingStatement>;

/** What IAM says would happen; a prediction, since only the call itself decides. */
export const prediction = z.object({
  verdict: z.enum(['yes', 'no', 'only-if']),
  /** One sentence that gives the reason. */
  why: z.string(),
  gates: z.array(gate),
  statement: decidingStatement.optional(),
  action: z.string(),
  resource: z.string(),
});
export type Prediction = z.infer<typeof prediction>;

/** One of the app's sentences about a user. */
export const saidPrediction = prediction.extend({
  sentenceId: z.string(),
  /** Kinds that differ, for example types of machines. */
  kinds: z.array(z.object({ label: z.string(), allowed: z.boolean() })),
});
export type SaidPrediction = z.infer<typeof saidPrediction>;

/** Certain things to ask about, by their ids, instead of any of their kind. */
export const things = z.strictObject({
  instance: z.string().max(64).optional(),
  image: z.string().max(64).optional(),
  snapshot: z.string().max(64).optional(),
  group: z.string().max(64).optional(),
  subnet: z.string().max(64).optional(),
  keyPair: z.string().max(255).optional(),
  user: z.string().max(128).optional(),
});
export type Things = z.infer<typeof things>;

export const createPersonRequest = z
  .strictObject({
    name: userName,
    /** A first password is made, which has to be changed at the first sign-in. */
    consoleSignIn: z.boolean(),
    accessKey: z.boolean(),
    groups: z.array(groupName).max(10, 'A user can be in at most 10 groups.'),
  })
  .refine(({ consoleSignIn, accessKey }) => consoleSignIn || accessKey, {
    message: 'Choose at least one way to sign in: nobody could act as this user otherwise.',
    path: ['consoleSignIn'],
  });
export type CreatePersonRequest = z.infer<typeof createPersonRequest>;

/**
 * What is handed to a new person. The two secrets in it exist in this answer alone: they are kept nowhere, and
 * AWS tells them to nobody a second time.
 */
export const handOver = z.object({
  name: z.string(),
  accountId: z.string(),
  signInAddress: z.string(),
  groups: z.array(z.string()),
  firstPassword: z.string().optional(),
  keyId: z.string().optional(),
  secretAccessKey: z.string().optional(),
});
export type HandOver = z.infer<typeof handOver>;

const service = '[A-Za-z0-9-]+';
export const wouldRequest = z.strictObject({
  name: knownUser,
  action: z
    .string()
    .trim()
    .min(1, 'Write an action, for example ec2:StartInstances.')
    .max(128, 'An action has at most 128 characters.')
    .regex(new RegExp(`^(${service}:[A-Za-z0-9]+)?$`), 'An action is a service, a colon and an operation, without *.'),
  resource: z
    .string()
    .trim()
    .min(1, 'Write the ARN of a thing, or * for everything.')
    .max(2_048, 'An ARN has at most 2,048 characters.')
    .regex(
      /^(\*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+)?$/,
      'This is not an ARN. It begins with arn:, or is * alone.',
    ),
});
export type WouldRequest = z.infer<typeof wouldRequest>;

export const access = {
  calls: {
    /** The users of the account. */
    people: call(empty, z.object({ people: z.array(person) })),
    /** What is asked for each user by itself, for at most a hundred. */
    facts: call(z.strictObject({ names: z.array(knownUser).max(100) }), z.object({ facts: z.array(personFacts) })),
    /** Every policy that has a say about a user; `complete` is false where some could not be read. */
    policies: call(
      z.strictObject({ name: knownUser }),
      z.object({ policies: z.array(heldPolicy), complete: z.boolean() }),
    ),
    /** The groups that a new user can be put into. */
    groups: call(empty, z.object({ groups: z.array(z.string()) })),
    /** What IAM says to each of the app's sentences. */
    sayings: call(
      z.strictObject({ name: knownUser, things: things.optional() }),
      z.object({ sayings: z.array(saidPrediction) }),
    ),
    /** What IAM says to one action on one thing. */
    would: call(wouldRequest, prediction),
    /** Makes a user with what they sign in with; all of it is removed again where a later step is refused. */
    create: call(createPersonRequest, handOver),
    /** Deletes a user with everything that belongs to it. */
    delete: call(z.strictObject({ name: knownUser }), z.object({})),
    /** Switches an access key on or off. */
    switchKey: call(z.strictObject({ name: knownUser, keyId, active: z.boolean() }), z.object({})),
  },
  events: {},
};
