import { AppError } from '../../src/core/errors.ts';
import { type PracticePerson, type PracticeReady, personOf } from '../../src/practice/port.ts';

/** The practice cloud's person of that user name, or its first. Throws `accounts.person-unknown`. */
export function practicePersonOf(ready: PracticeReady, userName: string | undefined): PracticePerson {
  const person = personOf(ready, userName);
  if (person) return person;
  throw new AppError('accounts.person-unknown', `The practice cloud has nobody called “${userName}”.`, {
    fix: `Choose one of ${ready.people.map((one) => one.userName).join(', ')}.`,
    field: 'source.person',
  });
}
