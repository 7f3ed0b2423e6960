import { clean } from './clean-trial.ts';
import { copy, create, launch } from './make-trials.ts';
import { moveRule } from './move-trial.ts';
import { deregister, disable, enable, give, makeMine, takeBack } from './share-trials.ts';
import type { Trial } from './trial.ts';

/** Every kind of long work that is tried. */
export const trials: readonly Trial[] = [
  create,
  launch,
  copy,
  give,
  takeBack,
  disable,
  enable,
  deregister,
  makeMine,
  clean,
  moveRule,
];
