import { describe, expect, test } from 'vitest';
import { subjectOf } from './codec-exchange.ts';
import { plantedFaults } from './codec-faults.ts';
import { answersArrive, practiceCodec, requestsArrive } from './codec-properties.ts';

/** The properties that hold the codec would notice each of these; without the fault they hold at the same place. */
describe.each(plantedFaults)('$name', ({ codec, at, shows }) => {
  const property = shows === 'answers' ? answersArrive : requestsArrive;

  test.each(at)('would be noticed at %s %s', async (service, name) => {
    const subject = subjectOf(service, name);
    await expect(property(codec, subject, 200)).rejects.toThrow('Property failed after');
    await property(practiceCodec, subject, 50);
  });
});
