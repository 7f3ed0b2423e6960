import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as sdk from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, imageNamed, running, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ssm: sdk.SSMClient;
beforeAll(async () => {
  it = await startTestCloud();
  ssm = it.ssm();
});
afterAll(() => it.end());

const amazon = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
const get = async (Name: string) => (await ssm.send(new sdk.GetParameterCommand({ Name }))).Parameter;

describe('a public parameter', () => {
  test("leads to today's image of each Region, which can be launched", async () => {
    const ids = await Promise.all(
      ['eu-central-1', 'us-east-1'].map(async (region) => {
        const client = it.ssm('trainee', region);
        const { Parameter } = await client.send(new sdk.GetParameterCommand({ Name: amazon }));
        expect(Parameter).toMatchObject({
          Name: amazon,
          Type: 'String',
          DataType: 'text',
          ARN: `arn:aws:ssm:${region}::parameter${amazon}`,
          LastModifiedDate: expect.any(Date),
        });
        const ImageIds = [told(Parameter?.Value)];
        const { Images } = await it.ec2('trainee', region).send(new ec2.DescribeImagesCommand({ ImageIds }));
        expect(Images?.[0]?.Name).toMatch(/^al2023-ami-2023/);
        return Parameter?.Value;
      }),
    );
    expect(new Set(ids).size).toBe(2);
  });

  test('is read by its ARN and by its version', async () => {
    const found = told(await get(amazon));
    expect(await get(told(found.ARN))).toEqual(found);
    expect(await get(`${amazon}:${found.Version}`)).toEqual({ ...found, Selector: `:${found.Version}` });
    await expectRefusal(get(`${amazon}:99999`), 'ParameterVersionNotFound', /could not find version 99999/);
  });

  test('that is not there is not found', async () => {
    await expect(get('/aws/service/nothing')).rejects.toMatchObject({
      name: 'ParameterNotFound',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(get('/own/parameter')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  test('comes with others, and what is wrong is told apart', async () => {
    const answer = await ssm.send(new sdk.GetParametersCommand({ Names: [amazon, '/aws/service/nothing'] }));
    expect(answer.Parameters?.map(({ Name }) => Name)).toEqual([amazon]);
    expect(answer.InvalidParameters).toEqual(['/aws/service/nothing']);
    await expectRefusal(
      ssm.send(new sdk.GetParametersCommand({ Names: Array.from({ length: 11 }, () => amazon) })),
      'ValidationException',
      /^1 validation error detected: .*at 'names' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    );
  });
});

describe('public parameters below a path', () => {
  const under = async (input: sdk.GetParametersByPathCommandInput) => {
    const seen: string[] = [];
    for await (const page of sdk.paginateGetParametersByPath({ client: ssm }, input)) {
      expect(page.Parameters?.length).toBeLessThanOrEqual(input.MaxResults ?? 10);
      seen.push(...(page.Parameters ?? []).map(({ Name = '' }) => Name));
    }
    return seen;
  };

  test('are listed at once or to the bottom, in pages of ten', async () => {
    const direct = await under({ Path: '/aws/service/ami-amazon-linux-latest' });
    expect(direct).toContain(amazon);
    expect(new Set(direct).size).toBe(direct.length);
    expect(await under({ Path: '/aws/service/ami-amazon-linux-latest/' })).toEqual(direct);
    expect(await under({ Path: '/aws/service/canonical' })).toEqual([]);
    const deep = await under({ Path: '/aws/service/canonical', Recursive: true, MaxResults: 3 });
    expect(deep.length).toBeGreaterThan(10);
    expect(deep.every((name) => name.startsWith('/aws/service/canonical/'))).toBe(true);
    expect(await under({ Path: '/own', Recursive: true })).toEqual([]);
  });

  test('are refused for what is no path, and for pages of eleven', async () => {
    const first = (input: sdk.GetParametersByPathCommandInput) => ssm.send(new sdk.GetParametersByPathCommand(input));
    await expectRefusal(first({ Path: 'aws' }), 'ValidationException', /must begin with a forward slash/);
    await expectRefusal(
      first({ Path: '/aws/service', MaxResults: 11 }),
      'ValidationException',
      /Value '11' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10$/,
    );
    await expectRefusal(first({ Path: '/aws/service', NextToken: 'x' }), 'InvalidNextToken');
    const ParameterFilters = [{ Key: 'Name', Values: ['x'] }];
    await expectRefusal(first({ Path: '/aws/service', ParameterFilters }), 'InvalidFilterKey');
    const none = await first({
      Path: '/aws/service',
      Recursive: true,
      ParameterFilters: [{ Key: 'KeyId', Values: ['k'] }],
    });
    expect(none.Parameters).toEqual([]);
  });
});

test('parameters are read by who may', async () => {
  const people = it.iam();
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: 'ssm:GetParameter', Resource: 'arn:aws:ssm:*::parameter/aws/service/canonical/*' },
      { Effect: 'Deny', Action: 'ssm:GetParametersByPath', Resource: '*' },
    ],
  });
  await people.send(new iam.PutUserPolicyCommand({ UserName: 'auditor', PolicyName: 'less', PolicyDocument }));
  const reader = it.ssm('auditor');
  const read = (Name: string) => reader.send(new sdk.GetParameterCommand({ Name }));
  expect((await read(amazon)).Parameter?.Name).toBe(amazon);
  const ubuntu = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';
  await expectRefusal(
    read(ubuntu),
    'AccessDeniedException',
    /is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-central-1::parameter\/aws\/service\/canonical\/.* with an explicit deny/,
  );
  await expectRefusal(
    reader.send(new sdk.GetParametersByPathCommand({ Path: '/aws/service' })),
    'AccessDeniedException',
    /ssm:GetParametersByPath/,
  );
});

test('a machine is managed when it has the agent and a role that may report', async () => {
  const people = it.iam();
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await people.send(new iam.CreateRoleCommand({ RoleName: 'managed', AssumeRolePolicyDocument }));
  await people.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'managed' }));
  await people.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName: 'managed', RoleName: 'managed' }));
  const IamInstanceProfile = { Name: 'managed' };
  const client = it.ec2();
  const withRole = await running(it, client, { IamInstanceProfile });
  const debian = await imageNamed(client, 'debian-12-amd64');
  await running(it, client, { IamInstanceProfile, ImageId: debian.ImageId });
  const nodes = async (input: sdk.DescribeInstanceInformationCommandInput = {}) =>
    (await ssm.send(new sdk.DescribeInstanceInformationCommand(input))).InstanceInformationList ?? [];
  expect(await nodes()).toEqual([]);
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
  await people.send(new iam.AttachRolePolicyCommand({ RoleName: 'managed', PolicyArn }));
  expect(await nodes()).toMatchObject([
    {
      InstanceId: withRole.InstanceId,
      PingStatus: 'Online',
      PlatformType: 'Linux',
      PlatformName: 'Ubuntu',
      ResourceType: 'EC2Instance',
      IPAddress: withRole.PrivateIpAddress,
    },
  ]);
  const by = async (Key: string, ...Values: string[]) => (await nodes({ Filters: [{ Key, Values }] })).length;
  expect(await by('InstanceIds', told(withRole.InstanceId))).toBe(1);
  expect(await by('InstanceIds', 'i-*')).toBe(0);
  expect(await by('PlatformTypes', 'Windows')).toBe(0);
  await expectRefusal(nodes({ Filters: [{ Key: 'Colour', Values: ['red'] }] }), 'InvalidFilterKey');
  await expectRefusal(nodes({ MaxResults: 4 }), 'ValidationException', /greater than or equal to 5/);
  await client.send(new ec2.StopInstancesCommand({ InstanceIds: [told(withRole.InstanceId)] }));
  expect(await nodes()).toEqual([]);
});

test('what Systems Manager does besides is refused by name', async () => {
  await expectRefusal(
    ssm.send(new sdk.StartSessionCommand({ Target: 'i-0123456789abcdef0' })),
    'UnknownOperationException',
    /StartSession/,
  );
});
