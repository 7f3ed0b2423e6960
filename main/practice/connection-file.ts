import type { PracticeReady } from '../../src/practice/port.ts';

/** The practice cloud's connection for the AWS CLI and tests, as JSON. */
export function connectionFile({ endpoint, defaultRegion, people, callerAddress }: PracticeReady): string {
  const [person] = people;
  const connection = {
    endpoint,
    region: defaultRegion,
    accessKeyId: person.accessKeyId,
    secretAccessKey: person.secretAccessKey,
    callerAddress,
  };
  return `${JSON.stringify(connection, null, 2)}\n`;
}
