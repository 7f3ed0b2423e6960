import { serviceNames } from '../../main/practice/cloud/wire/services.ts';
import { allOperations, subjectOf } from '../practice/codec-exchange.ts';
import { answersArrive, practiceCodec, requestsArrive } from '../practice/codec-properties.ts';

const RUNS = 50;

/** Sends 50 values of every operation that the SDK knows of the practice cloud's services both ways, and counts what did not arrive. */
export async function bench(print: (facts: object) => void): Promise<void> {
  for (const service of serviceNames) {
    const began = Date.now();
    const names = allOperations(service);
    const lost: string[] = [];
    for (const name of names) {
      const subject = subjectOf(service, name);
      await answersArrive(practiceCodec, subject, RUNS, Date.now()).catch((cause) => lost.push(`${name}: ${cause}`));
      await requestsArrive(practiceCodec, subject, RUNS, Date.now()).catch((cause) => lost.push(`${name}: ${cause}`));
    }
    print({ service, operations: names.length, valuesEachWay: RUNS, lost, seconds: (Date.now() - began) / 1000 });
  }
}
