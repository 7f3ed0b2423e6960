import * as sdk from '@aws-sdk/client-ec2';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';

/** The two practice accounts. */
export const accounts = { own: '111122223333', other: '444455556666' } as const;

/** An ID of EC2's form that nothing has. */
export const nobody = '0123456789abcdef0';

/** A practice cloud with clients of both accounts, and what tests of images need again and again. */
export interface ImageCloud extends TestCloud {
  readonly own: sdk.EC2Client;
  readonly other: sdk.EC2Client;
  /** The ID of web-01. */
  readonly web: string;
  /** Makes an image of web-01, and waits until it is there. */
  image(name: string, more?: Partial<sdk.CreateImageCommandInput>): Promise<sdk.Image>;
  /** Waits out what takes as long as an image. */
  ready(factor?: number): Promise<void>;
  /** One image as a client sees it. */
  look(id: string, client?: sdk.EC2Client, more?: Partial<sdk.DescribeImagesCommandInput>): Promise<sdk.Image>;
  /** Lets a person do these actions and no others. */
  allow(userName: string, actions: readonly string[]): Promise<void>;
  /** Writes into the saved world: every row goes through `edit`. */
  edit(edit: (row: [string, string, Record<string, unknown>]) => void): Promise<void>;
}

/** Starts it. */
export async function startImageCloud(): Promise<ImageCloud> {
  const it = await startTestCloud();
  const own = it.ec2('trainee');
  const web = (await instanceNamed(own, 'web-01')).InstanceId ?? '';
  const cloud: ImageCloud = {
    ...it,
    own,
    other: it.ec2('partner'),
    web,
    image: async (name, more = {}) => {
      const { ImageId = '' } = await own.send(new sdk.CreateImageCommand({ InstanceId: web, Name: name, ...more }));
      await cloud.ready();
      return cloud.look(ImageId);
    },
    ready: (factor = 1) => it.step((durations.image * factor) / 1000),
    look: async (id, client = own, more = {}) => {
      const { Images = [] } = await client.send(new sdk.DescribeImagesCommand({ ImageIds: [id], ...more }));
      const [image] = Images;
      if (!image) throw new Error(`The image ${id} is not shown.`);
      return image;
    },
    allow: (userName, actions) => {
      const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
      const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      return cloud.edit(([path, id, record]) => {
        if (!path.endsWith('//users') || id !== userName) return;
        Object.assign(record, { attached: [], inline: [{ name: 'test', document }] });
      });
    },
    edit: async (edit) => {
      const { world } = await it.cloud.request('exportWorld', {});
      const [heading = '', ...lines] = world.trimEnd().split('\n');
      const edited = lines.map((line) => {
        const row = JSON.parse(line) as [string, string, Record<string, unknown>];
        edit(row);
        return JSON.stringify(row);
      });
      await it.cloud.request('importWorld', { world: `${[heading, ...edited].join('\n')}\n` });
    },
  };
  return cloud;
}

/** The ID of an image, which every image has. */
export function idOf({ ImageId = '' }: { ImageId?: string | undefined }): string {
  return ImageId;
}

/** The snapshots that an image maps. */
export function snapshotsOf({ BlockDeviceMappings = [] }: sdk.Image): string[] {
  return BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
}
