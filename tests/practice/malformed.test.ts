import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './practice-cloud.ts';
import { sendSigned } from './signed-post.ts';

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

const valid = [
  'Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag%3AName&Filter.1.Value.1=web-01&MaxResults=10',
  'Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&InstanceType=t3.micro&MinCount=1&MaxCount=1&BlockDeviceMapping.1.DeviceName=%2Fdev%2Fsda1&BlockDeviceMapping.1.Ebs.VolumeSize=8&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=x',
  'Action=CreateImage&Version=2016-11-15&InstanceId=i-0123456789abcdef0&Name=web-1&NoReboot=true',
  'Action=AuthorizeSecurityGroupIngress&Version=2016-11-15&GroupId=sg-0123456789abcdef0&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=22&IpPermissions.1.ToPort=22&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0%2F0',
  'Action=CreateTags&Version=2016-11-15&ResourceId.1=i-0123456789abcdef0&Tag.1.Key=a&Tag.1.Value=b',
];

const bits = [
  '__proto__',
  'constructor',
  'toString',
  '.1',
  '.0',
  '.-1',
  '.99999999999',
  '=',
  '&',
  '%',
  '%00',
  '%zz',
  '%F0%9F',
  '+',
  '\u0000',
  '\ud83d',
  'ü',
  '<x>&amp;',
  '..',
  '.Value.1.Value.1',
  '&Action=X',
  '&MaxResults=NaN',
  '&MaxResults=1e400',
  'true',
  '-0',
  '[]',
  '{}',
];

/** A repeatable stream of numbers: a failing round can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

function mutate(body: string, next: (below: number) => number): string {
  const at = next(body.length);
  const bit = bits[next(bits.length)] ?? '';
  switch (next(5)) {
    case 0:
      return body.slice(0, at) + bit + body.slice(at);
    case 1:
      return body.slice(0, at) + body.slice(at + 1 + next(12));
    case 2:
      return body.slice(0, at) + String.fromCharCode(next(256)) + body.slice(at + 1);
    case 3:
      return `${body}&${body.split('&')[next(body.split('&').length)]}`;
    default:
      return `${body}&${bit}=${bits[next(bits.length)]}`;
  }
}

test('of two thousand signed requests with broken bodies each gets an answer, and none is a fault of the cloud', async () => {
  const next = numbers(20_261_123);
  const statuses = new Map<number, number>();
  for (let round = 0; round < 2_000; round += 25) {
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, index) => {
        let body = valid[(round + index) % valid.length] ?? '';
        for (let times = 1 + next(3); times > 0; times -= 1) body = mutate(body, next);
        return sendSigned(post(body));
      }),
    );
    for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses.keys()].filter((status) => ![200, 400, 401, 403].includes(status))).toEqual([]);
  expect(statuses.get(400)).toBeGreaterThan(1_000);
  expect(it.failures).toEqual([]);
}, 60_000);

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
