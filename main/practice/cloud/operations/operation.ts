import type { Need } from '../access/needs.ts';
import type { Principal } from '../access/principal.ts';
import { Refusal } from '../refusal.ts';
import type { Fleet } from '../world/fleet.ts';
import type { PushedKeys } from '../world/pushed-keys.ts';
import type { ReasonRecord } from '../world/records/instance-records.ts';
import type { Account, Place, World } from '../world/world.ts';

/** All that a behaviour knows of the call besides its input. */
export interface CallContext {
  readonly account: Account;
  readonly principal: Principal;
  readonly region: string;
  /** The account's things in the Region. */
  readonly place: Place;
  readonly world: World;
  readonly fleet: Fleet;
  readonly pushedKeys: PushedKeys;
  /** Milliseconds of practice time. */
  readonly now: number;
  /** Milliseconds of real time, which a person's authenticator app goes by. */
  readonly realNow: number;
  /** A fault asks that what this call makes ends in its failed state. */
  readonly failLater: boolean;
  /** Why it does, where the fault tells. */
  readonly failReason: ReasonRecord | null;
  /** Whether the caller may do more than the call itself needs: some calls do as much as they may. */
  may(needs: readonly Need[]): boolean;
  /** Ends the checks: with DryRun the call ends here, and nothing was changed. Every changing behaviour calls it. */
  proceed(): void;
}

/** What a call must be allowed, where its name and the IDs in its input do not say all of it. */
export interface Access<Input> {
  /** Kinds of things that the call makes, in ARN's words: `image`, `snapshot`. */
  readonly makes?: readonly string[];
  /** More that must be allowed, such as passing a role. */
  readonly also?: (input: Input, call: CallContext) => readonly Need[];
  /** All that must be allowed, in the place of what would be read from name and input. */
  readonly needs?: (input: Input, call: CallContext) => readonly Need[];
}

/** An operation with its behaviour. */
export interface Operation {
  readonly name: string;
  /** A changing operation is answered only after its effect is saved. */
  readonly changes: boolean;
  readonly access: Access<never>;
  readonly behave: (input: never, call: CallContext) => unknown;
}

/** An operation that only looks. */
export function reads<Input, Output>(
  name: string,
  behave: (input: Input, call: CallContext) => Output | Promise<Output>,
  access: Access<Input> = {},
): Operation {
  return {
    name,
    changes: false,
    access,
    behave: (input: Input, call) => {
      call.proceed();
      return behave(input, call);
    },
  };
}

/** An operation that changes the world: first its checks, then `call.proceed()`, then the change without a pause. */
export function changes<Input, Output>(
  name: string,
  behave: (input: Input, call: CallContext) => Output | Promise<Output>,
  access: Access<Input> = {},
): Operation {
  return { name, changes: true, access, behave };
}

/** What DryRun answers to who may do it. */
export function dryRunRefusal(): Refusal {
  return new Refusal('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}

/** Refuses an input that names something this version does not model, rather than leaving it out in silence. */
export function refuseUnmodelled(input: object, names: readonly string[]): void {
  const fields = new Map(Object.entries(input));
  const given = names.find((name) => fields.get(name) !== undefined);
  if (given) throw new Refusal('UnsupportedOperation', `The practice cloud does not do ${given} yet.`);
}
