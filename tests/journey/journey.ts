import type { Page } from 'playwright';
import type { CloudSide } from './cloud-side.ts';

/** What a step of the journey works with. */
export interface Stage {
  readonly page: Page;
  readonly cloud: CloudSide;
  /** Leaves a numbered screenshot when the journey is played as a demo; does nothing in a test. */
  shot(name: string): Promise<void>;
  /** What earlier steps found out. */
  readonly found: { imageName: string; imageId: string; keyName: string; instanceId: string };
}

/** One thing a person does, said in one line, and what must then be true. */
export interface Step {
  readonly say: string;
  play(stage: Stage): Promise<void>;
}

/** Throws with `what` unless `held`: a step that does not hold ends the journey. */
export function hold(held: unknown, what: string): asserts held {
  if (!held) throw new Error(`Expected ${what}.`);
}
