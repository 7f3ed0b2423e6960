import { GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { isoTime } from '../aws/shapes.ts';

/** What a machine printed, and when that was read from it; `text` is null when there is nothing. */
export interface ConsoleOutput {
  readonly text: string | null;
  /** ISO 8601; the empty string when AWS does not tell. */
  readonly at: string;
}

/** The newest console output; of machines older than Nitro what AWS kept, which may be some minutes old. */
export async function consoleOutput(cloud: Cloud, instanceId: string): Promise<ConsoleOutput> {
  const ask = (Latest: boolean) => cloud.read.send(new GetConsoleOutputCommand({ InstanceId: instanceId, Latest }));
  const { Output, Timestamp } = await ask(true).catch((error: unknown) => {
    if (awsCodeOf(error) !== 'UnsupportedOperation') throw error;
    return ask(false);
  });
  return { text: Output ? Buffer.from(Output, 'base64').toString('utf8') : null, at: isoTime(Timestamp) };
}
