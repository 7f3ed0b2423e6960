import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildGraph, type FamilyFacts, type FamilyGraph, nodeId } from '../../src/family/graph.ts';
import { planTraces } from '../../src/family/trace-plan.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

const HOME = 'eu-central-1';
const AWAY = 'eu-west-1';
const REGIONS = [HOME, AWAY];
const PRACTICE_DAYS = 8 * 86_400;

let side: MainSide;
beforeAll(async () => {
  side = await openPaperSide();
});
afterAll(() => side?.stop());

function client(userName: string, region = HOME): sdk.EC2Client {
  const person = side.cloud.ready.people.find((one) => one.userName === userName);
  const { accessKeyId = '', secretAccessKey = '' } = person ?? {};
  return new sdk.EC2Client({
    endpoint: side.cloud.ready.endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
}

const step = (seconds: number) => side.cloud.request('step', { seconds });
const act = (person: string) => side.handlers.accounts.use({ source: { kind: 'practice', person }, region: HOME });

async function web(ec2: sdk.EC2Client): Promise<string> {
  const { Reservations } = await ec2.send(
    new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-01'] }] }),
  );
  return Reservations?.[0]?.Instances?.[0]?.InstanceId ?? '';
}

async function makeImage(ec2: sdk.EC2Client, InstanceId: string, Name: string): Promise<string> {
  const { ImageId = '' } = await ec2.send(new sdk.CreateImageCommand({ InstanceId, Name, NoReboot: true }));
  await step(3_600);
  return ImageId;
}

async function copy(from: string, source: string, to: string, Name: string): Promise<string> {
  const { ImageId = '' } = await client('trainee', to).send(
    new sdk.CopyImageCommand({ Name, SourceImageId: source, SourceRegion: from }),
  );
  await step(7_200);
  return ImageId;
}

async function launch(ec2: sdk.EC2Client, ImageId: string): Promise<string> {
  const { Instances } = await ec2.send(
    new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
  );
  await step(60);
  return Instances?.[0]?.InstanceId ?? '';
}

/** The graph as the window joins it: every page of every Region, then what is missing is traced. */
async function graph(): Promise<{ graph: FamilyGraph; withheld: string[]; asked: number }> {
  const { family } = side.handlers;
  const found: FamilyFacts = {
    images: [],
    instances: [],
    ancestors: [],
    read: { images: REGIONS, instances: REGIONS },
  };
  const pages = await Promise.all(
    REGIONS.map(async (region) => ({ ...(await family.images({ region })), ...(await family.instances({ region })) })),
  );
  const first = {
    ...found,
    images: pages.flatMap(({ images }) => images),
    instances: pages.flatMap(({ instances }) => instances),
  };
  const plan = planTraces(buildGraph(first), REGIONS);
  const traces = await Promise.all(plan.map((request) => family.trace(request)));
  return {
    graph: buildGraph({
      ...first,
      images: [...first.images, ...traces.flatMap(({ images }) => images)],
      ancestors: traces.flatMap(({ ancestors }) => ancestors),
    }),
    withheld: traces.flatMap(({ withheld }) => withheld ?? []),
    asked: plan.flatMap(({ linesOf }) => linesOf).length,
  };
}

describe('a family across Regions', () => {
  let made: string;
  let away: string;
  let back: string;
  let clone: string;
  let source: string;

  beforeAll(async () => {
    const ec2 = client('trainee');
    source = await web(ec2);
    made = await makeImage(ec2, source, 'shop-1');
    away = await copy(HOME, made, AWAY, 'shop-1-away');
    back = await copy(AWAY, away, HOME, 'shop-1-back');
    clone = await launch(client('trainee', AWAY), away);
  });

  test('is instance, image, copy, and what was launched from the copy', async () => {
    const { graph: found } = await graph();
    const kinds = new Map(found.edges.map(({ from, to, kind }) => [`${from}>${to}`, kind]));
    expect(kinds.get(`${nodeId(HOME, source)}>${nodeId(HOME, made)}`)).toBe('made');
    expect(kinds.get(`${nodeId(HOME, made)}>${nodeId(AWAY, away)}`)).toBe('copied');
    expect(kinds.get(`${nodeId(AWAY, away)}>${nodeId(HOME, back)}`)).toBe('copied');
    expect(kinds.get(`${nodeId(AWAY, away)}>${nodeId(AWAY, clone)}`)).toBe('launched');
    expect(found.nodes.get(nodeId(HOME, source))).toMatchObject({ name: 'web-01', standing: 'mine', state: 'running' });
  });

  test('has the public image it was built on, by name, though no own list holds it', async () => {
    const { graph: found } = await graph();
    const ubuntu = found.edges.find(({ to }) => to === nodeId(HOME, source))?.from ?? '';
    expect(found.nodes.get(ubuntu)).toMatchObject({ standing: 'others', ownerId: '099720109477' });
    expect(found.nodes.get(ubuntu)?.name).toContain('ubuntu');
  });

  test('keeps its middle when that is deregistered: named where an instance remembers it', async () => {
    await client('trainee', AWAY).send(new sdk.DeregisterImageCommand({ ImageId: away }));
    await step(PRACTICE_DAYS);
    const { graph: found } = await graph();
    expect(found.nodes.get(nodeId(AWAY, away))).toMatchObject({ standing: 'gone', name: 'shop-1-away', mine: true });
    const kinds = found.edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`);
    expect(kinds).toContain(`${nodeId(AWAY, away)} copied ${nodeId(HOME, back)}`);
    // The line of the last one tells what the missing middle was copied from.
    expect(kinds).toContain(`${nodeId(HOME, made)} based ${nodeId(AWAY, away)}`);
  });

  test('is told without the lines to somebody who may not ask for them, and says so', async () => {
    await side.fault({
      operation: 'GetImageAncestry',
      mode: 'error',
      code: 'UnauthorizedOperation',
      message: 'No.',
      status: 403,
      times: 100,
    });
    await act('auditor');
    const { graph: found, withheld, asked } = await graph();
    await side.cloud.request('clearFaults', {});
    await act('trainee');
    expect(asked).toBeGreaterThan(0);
    expect(withheld.length).toBeGreaterThan(0);
    expect(found.nodes.get(nodeId(HOME, back))).toMatchObject({ standing: 'mine' });
    expect(found.edges.some(({ to }) => to === nodeId(AWAY, away))).toBe(false);
  });

  test('one Region that fails keeps nobody from reading the others', async () => {
    await side.fault({
      operation: 'DescribeImages',
      mode: 'error',
      code: 'UnauthorizedOperation',
      message: 'No.',
      status: 403,
      region: AWAY,
    });
    await expect(side.handlers.family.images({ region: AWAY })).rejects.toMatchObject({
      details: { awsCode: 'UnauthorizedOperation' },
    });
    expect((await side.handlers.family.images({ region: HOME })).images.length).toBeGreaterThan(0);
  });

  test('instances are told of without their memory where that may not be asked for', async () => {
    await side.fault({
      operation: 'DescribeInstanceImageMetadata',
      mode: 'error',
      code: 'UnauthorizedOperation',
      message: 'No.',
      status: 403,
    });
    const { instances } = await side.handlers.family.instances({ region: HOME });
    expect(instances.find(({ instanceId }) => instanceId === source)).toMatchObject({
      name: 'web-01',
      state: 'running',
    });
    expect(instances.every((one) => one.image === undefined)).toBe(true);
  });

  test('the closest relatives of an image are its line, its copies in all Regions and its instances', async () => {
    const told = await side.handlers.family.relatives({ region: HOME, imageId: made });
    expect(told.line.map(({ imageId }) => imageId)).toEqual([made, expect.any(String)]);
    expect(told).toMatchObject({ images: [], instances: [], unread: [] });
    const again = await copy(HOME, made, AWAY, 'shop-1-again');
    const started = await launch(client('trainee'), made);
    const more = await side.handlers.family.relatives({ region: HOME, imageId: made });
    expect(more.images).toMatchObject([{ imageId: again, region: AWAY }]);
    expect(more.instances).toMatchObject([{ instanceId: started }]);
    await side.fault({
      operation: 'DescribeImages',
      mode: 'error',
      code: 'UnauthorizedOperation',
      message: 'No.',
      status: 403,
      region: AWAY,
    });
    expect(await side.handlers.family.relatives({ region: HOME, imageId: made })).toMatchObject({
      images: [],
      unread: [AWAY],
    });
  });

  test('comparing tells volumes, the line and whom an own image is shared with', async () => {
    await client('trainee').send(
      new sdk.ModifyImageAttributeCommand({ ImageId: made, LaunchPermission: { Add: [{ UserId: '444455556666' }] } }),
    );
    const told = await side.handlers.family.compared({ region: HOME, imageId: back });
    expect(told.line.map(({ imageId }) => imageId)).toEqual([back, away, made, expect.any(String)]);
    expect((await side.handlers.family.compared({ region: HOME, imageId: made })).sharedWith).toEqual({
      accounts: ['444455556666'],
      organizations: [],
      everyone: false,
    });
  });
});

test('another account’s shared image is an ancestor that belongs to others', async () => {
  const partner = client('partner');
  const { Images = [] } = await partner.send(
    new sdk.DescribeImagesCommand({ Filters: [{ Name: 'name', Values: ['*ubuntu-noble*amd64*'] }] }),
  );
  const machine = await launch(partner, Images[0]?.ImageId ?? '');
  const lent = await makeImage(partner, machine, 'partner-base');
  await partner.send(
    new sdk.ModifyImageAttributeCommand({ ImageId: lent, LaunchPermission: { Add: [{ UserId: '111122223333' }] } }),
  );
  const ours = await launch(client('trainee'), lent);
  const { graph: found } = await graph();
  expect(found.nodes.get(nodeId(HOME, lent))).toMatchObject({
    standing: 'others',
    name: 'partner-base',
    ownerId: '444455556666',
  });
  expect(found.edges.some(({ from, to }) => from === nodeId(HOME, lent) && to === nodeId(HOME, ours))).toBe(true);
  const compared = await side.handlers.family.compared({ region: HOME, imageId: lent });
  expect(compared).toMatchObject({ mine: false });
  expect(compared).not.toHaveProperty('sharedWith');
});

test('a page that is none is refused', async () => {
  await expect(side.handlers.family.images({ region: HOME, next: 'nowhere' })).rejects.toMatchObject({
    details: { awsCode: expect.stringMatching(/Token|Parameter/) },
  });
});
