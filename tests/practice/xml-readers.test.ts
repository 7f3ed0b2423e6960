import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../main/practice/cloud/refusal.ts';
import { answerRefusal } from '../../main/practice/cloud/wire/errors.ts';
import { findService, type ServiceName } from '../../main/practice/cloud/wire/services.ts';
import type { Shape } from '../../main/practice/cloud/wire/shape.ts';
import { exchange, type Subject, subjectOf } from './codec-exchange.ts';
import { practiceCodec } from './codec-properties.ts';
import { smallestOf, valuesOf } from './codec-values.ts';
import { nastyAnswers, nastyWords } from './nasty-answers.ts';

/** Answers must be read alike by three makers: the AWS SDK for JavaScript, botocore with Python's parser, and libxml2. */
const random: readonly (readonly [ServiceName, string])[] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeImages'],
  ['ec2', 'DescribeLaunchTemplateVersions'],
  ['iam', 'GetAccountAuthorizationDetails'],
  ['iam', 'SimulateCustomPolicy'],
  ['sts', 'AssumeRole'],
];

interface Task {
  readonly service: ServiceName;
  readonly operation: string;
  readonly status: number;
  readonly body: string;
  readonly byModel: boolean;
}

/** The Python that has botocore: Debian's where its package is installed. */
function python(): string {
  const found = ['/usr/bin/python3', 'python3'].find((each) => {
    try {
      execFileSync(each, ['-c', 'import botocore'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('No Python here has botocore: apt-get install python3-botocore');
  return found;
}

function readByPython(tasks: readonly Task[]): Promise<{ readonly leaves: string[]; readonly read?: unknown }[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(python(), [join(import.meta.dirname, 'xml-reader.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0)
        resolve(
          text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        );
      else reject(new Error(`The Python reader ended with ${code}.`));
    });
    child.stdin.end(tasks.map((task) => `${JSON.stringify(task)}\n`).join(''));
  });
}

/** The texts of an answer's leaves in the order of its schema. */
function leavesOf(shape: Shape, value: unknown): string[] {
  if (value === undefined) return [];
  if (shape.kind === 'structure') {
    const fields = value as Readonly<Record<string, unknown>>;
    const said = shape.members.filter(({ name }) => fields[name] !== undefined);
    return said.length === 0 ? [''] : said.flatMap((member) => leavesOf(member.shape, fields[member.name]));
  }
  if (shape.kind === 'list') {
    const items = value as readonly unknown[];
    return items.length === 0 ? [''] : items.flatMap((item) => leavesOf(shape.member.shape, item));
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(value as object);
    return entries.length === 0 ? [''] : entries.flatMap(([key, held]) => [key, ...leavesOf(shape.value.shape, held)]);
  }
  if (value instanceof Date) return [value.toISOString()];
  return [value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value)];
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const taskOf = (subject: Subject, output: unknown, byModel: boolean): Task => ({
  ...{ service: subject.service.name, operation: subject.shape.name, status: 200, byModel },
  body: practiceCodec.write(subject, output),
});

describe.skipIf(process.platform !== 'linux')('answers that are hard to write', () => {
  test('are read alike by the SDK, by botocore and by Python’s parser', async () => {
    const made = nastyAnswers.map(({ service, operation, output }) => ({
      subject: subjectOf(service, operation),
      output,
    }));
    const read = await readByPython(made.map(({ subject, output }) => taskOf(subject, output, true)));
    for (const [index, { subject, output }] of made.entries()) {
      const input = smallestOf(subject.shape.input, { protocol: subject.service.protocol, direction: 'request' });
      const bySdk = await exchange(subject, input, () => practiceCodec.write(subject, output));
      expect(bySdk).toEqual(output);
      expect(read[index]?.read).toEqual(plain(output));
      expect(read[index]?.leaves).toEqual(expect.arrayContaining(leavesOf(subject.shape.output, output)));
    }
  });

  test('and a thousand more of any value have the same texts for Python’s parser', async () => {
    const made = random.flatMap(([service, name]) => {
      const subject = subjectOf(service, name);
      const values = valuesOf(subject.shape.output, { protocol: subject.service.protocol, direction: 'answer' });
      return fc.sample(values, { numRuns: 170, seed: 3 }).map((output) => ({ subject, output }));
    });
    const read = await readByPython(made.map(({ subject, output }) => taskOf(subject, output, false)));
    const ids = new Set(['request-1']);
    for (const [index, { subject, output }] of made.entries()) {
      const expected = Object.keys(output).length === 0 ? [] : leavesOf(subject.shape.output, output);
      // The request ID stands first in EC2's answers and last in the others'; an answer without content is one leaf.
      const leaves = (read[index]?.leaves ?? []).filter((text) => !ids.has(text));
      expect(leaves.length === 1 && expected.length === 0 ? [] : leaves).toEqual(expected);
    }
  });

  test('and refusals with any words in them are read by botocore', async () => {
    const refusals = (['ec2', 'iam', 'sts'] as const).flatMap((service) =>
      nastyWords.map((words) => ({ service, words: `Value (${words}) is invalid` })),
    );
    const operations = { ec2: 'DescribeImages', iam: 'ListUsers', sts: 'GetCallerIdentity' };
    const read = await readByPython(
      refusals.map(({ service, words }) => {
        const answer = answerRefusal(findService(service), new Refusal('InvalidParameterValue', words), 'request-1');
        if (typeof answer === 'string') throw new Error('An answer was expected.');
        return { service, operation: operations[service], status: 400, body: answer.body, byModel: true };
      }),
    );
    for (const [index, { words }] of refusals.entries()) {
      expect(read[index]?.read).toMatchObject({ Error: { Code: 'InvalidParameterValue', Message: words } });
    }
  });

  test('are well-formed for libxml2, which reads the same texts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'practice-answers-'));
    const words = nastyWords.join('|');
    const files = nastyAnswers.map(({ service, operation, output }, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, practiceCodec.write(subjectOf(service, operation), output));
      return file;
    });
    const named = join(folder, 'named.xml');
    writeFileSync(named, practiceCodec.write(subjectOf('ec2', 'CreateKeyPair'), { KeyName: words }));
    const run = promisify(execFile);
    await run('xmllint', ['--noout', '--nonet', '--huge', ...files]);
    const { stdout } = await run('xmllint', ['--nonet', '--xpath', "string(//*[local-name()='keyName'])", named]);
    expect(stdout).toBe(`${words}\n`);
    rmSync(folder, { recursive: true });
  });

  test('a reader would notice text that is not escaped', async () => {
    const body = practiceCodec.write(subjectOf('ec2', 'CreateKeyPair'), { KeyName: 'a & b' }).replace('&amp;', '&');
    const task = { service: 'ec2', operation: 'CreateKeyPair', status: 200, body, byModel: true } as const;
    await expect(readByPython([task])).rejects.toThrow('The Python reader ended with 1.');
  });
});
