import type { Cloud } from '../../../main/practice/cloud/cloud.ts';
import type { Job } from '../../../src/jobs/contract.ts';
import type { Inventory } from '../../desktop/cloud-eyes.ts';
import type { MainSide } from '../../desktop/main-side.ts';

/** A Region besides the first one that work may make things in. */
export const SECOND_REGION = 'us-east-1';

/** How many of each kind. */
export type Counts = Readonly<Partial<Record<keyof Inventory, number>>>;

/** One kind of long work under trial. */
export interface Trial {
  readonly name: string;
  /** The calls that it makes, all of which may go wrong. */
  readonly operations: readonly string[];
  /** Puts in place what the work needs, before anything goes wrong; its answer is given to `begin`. */
  prepare(cloud: Cloud): Promise<string>;
  /** What of it the app itself must have done. */
  prepareInApp?(side: MainSide, prepared: string): Promise<void>;
  /** Asks for the work, which may be refused before it begins. */
  begin(side: MainSide, prepared: string): Promise<unknown>;
  /** The most that it makes of each kind; none of those not named. */
  readonly most: Counts;
  /** The most that is there when it is done; all of the above when absent. */
  readonly staysWhenDone?: Counts;
  /** For work that changes what is there. */
  readonly changes?: {
    /** How things are, in a word. */
    state(side: MainSide, prepared: string): Promise<string>;
    readonly before: string;
    /** How things must be when the job says that it is done; for one that may keep some of them, what its report allows. */
    readonly done: string | ((job: Job) => readonly string[]);
  };
}
