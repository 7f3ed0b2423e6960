import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './practice-cloud.ts';
import { sendSigned } from './signed-post.ts';

/** Thousands more of any kind: tests/practice-fuzz. */
let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

const post = (body: string) => ({
  endpoint: it.cloud.ready.endpoint,
  service: 'ec2',
  ...it.cloud.ready.people[0],
  body,
});

test.each([
  ['no action', 'Version=2016-11-15', 'MissingAction'],
  ['an action of no kind', 'Action=Frobnicate', 'InvalidAction'],
  ['an action of the language', 'Action=__proto__', 'InvalidAction'],
  ['a parameter of no kind', 'Action=DescribeRegions&Colour=red', 'UnknownParameter'],
  ['a parameter twice', 'Action=DescribeRegions&RegionName.1=a&RegionName.1=b', 'InvalidParameter'],
  ['a number that is none', 'Action=DescribeInstances&MaxResults=ten', 'InvalidParameterValue'],
  ['a switch that is none', 'Action=DescribeRegions&DryRun=perhaps', 'InvalidParameterValue'],
  ['a list without its number', 'Action=DescribeRegions&RegionName=eu-central-1', 'InvalidParameter'],
  ['a required parameter left out', 'Action=CreateImage&Name=abc', 'MissingParameter'],
  [
    '6,000 parameters',
    `Action=DescribeInstances${Array.from({ length: 6_000 }, (_, i) => `&InstanceId.${i + 1}=i`).join('')}`,
    'MalformedQueryString',
  ],
  ['40 levels', `Action=DescribeInstances&${'a.'.repeat(40)}a=1`, 'MalformedQueryString'],
])('%s is refused by name', async (_name, body, code) => {
  const reply = await sendSigned(post(body));
  expect(reply.text).toContain(`<Code>${code}</Code>`);
  expect(reply.status).toBe(400);
});
