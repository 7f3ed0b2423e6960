import { worldAt } from '../../main/app/practice-world.ts';
import { startCloud } from '../../main/practice/cloud/cloud.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';
import { sendSigned } from '../practice/signed-post.ts';

/**
 * A child process: a practice cloud that keeps its world in the given file, and four writers who tag a machine without
 * a pause. Prints the number of each tag once its call was answered.
 */
const [file = '', first = '0'] = process.argv.slice(2);
const cloud = await startCloud({
  world: worldAt(file, ({ from }) => process.stdout.write(`damaged ${from}\n`)),
  machines: createPaperMachines().create,
  report: (cause) => process.stdout.write(`fault ${String(cause)}\n`),
});
const { endpoint, people } = cloud.ready;

async function call(parameters: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString();
  const { accessKeyId, secretAccessKey } = people[0];
  const { status, text } = await sendSigned({ endpoint, accessKeyId, secretAccessKey, service: 'ec2', body });
  if (status !== 200) throw new Error(text);
  return text;
}

const described = await call({ Action: 'DescribeVpcs' });
const vpc = /<vpcId>(vpc-[0-9a-f]{17})</.exec(described)?.[1] ?? '';
let next = Number(first);

async function write(): Promise<void> {
  for (;;) {
    const number = next;
    next += 1;
    // A network has fifty tags at most: the same keys are written again and again, each time with a higher number.
    await call({
      Action: 'CreateTags',
      'ResourceId.1': vpc,
      'Tag.1.Key': `writer-${number % 40}`,
      'Tag.1.Value': String(number),
    });
    process.stdout.write(`${number}\n`);
  }
}

await Promise.all([write(), write(), write(), write()]);
