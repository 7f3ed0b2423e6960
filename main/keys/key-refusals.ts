import { AppError } from '../../src/core/errors.ts';

/** Two pairs of a Region cannot share a name; `here` tells whether the private half of the other is on this computer. */
export function nameTaken(name: string, here: boolean): AppError {
  return new AppError('keys.name-taken', `A key pair named “${name}” exists already in this Region.`, {
    fix: here
      ? 'Choose it from the list: its private half is on this computer.'
      : 'Use another name: its private half is not on this computer.',
    field: 'name',
  });
}

/** A private half of that name is kept, although its pair is gone: a new one would take its place. */
export function keptAlready(name: string, region: string): AppError {
  return new AppError(
    'keys.kept-already',
    `A private half named “${name}” is kept on this computer, although its pair is gone from ${region}.`,
    { fix: 'Use another name, so that the kept one is not lost.', field: 'name' },
  );
}
