import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  ModifyImageAttributeCommand,
} from '@aws-sdk/client-ec2';
import type { MainSide } from '../../desktop/main-side.ts';
import { actAs, clientsOf, giveRequest, PARTNER, partner, REGION } from '../../share/share-rig.ts';
import { readyImage, sharedImage } from './ready-image.ts';
import type { Trial } from './trial.ts';

/** What an image is like to its owner and to the partner, in a word each. */
async function shared({ cloud }: MainSide, imageId: string): Promise<string> {
  const { ec2 } = clientsOf(cloud, 'trainee');
  const { Images = [] } = await ec2.send(
    new DescribeImagesCommand({ Owners: ['self'], IncludeDisabled: true, IncludeDeprecated: true }),
  );
  const image = Images.find(({ ImageId }) => ImageId === imageId);
  if (!image) return 'gone';
  const { LaunchPermissions = [] } = await ec2.send(
    new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
  );
  const snapshots = await Promise.all(
    (image.BlockDeviceMappings ?? []).map(({ Ebs }) =>
      ec2.send(
        new DescribeSnapshotAttributeCommand({
          SnapshotId: Ebs?.SnapshotId ?? '',
          Attribute: 'createVolumePermission',
        }),
      ),
    ),
  );
  const launch = LaunchPermissions.map(({ UserId }) => UserId).join('+') || 'nobody';
  const storage = snapshots.every(({ CreateVolumePermissions = [] }) => CreateVolumePermissions.length > 0);
  return `${image.State}, ${launch}${storage ? ', copies' : ''}`;
}

const looks = ['DescribeImages', 'DescribeImageAttribute', 'DescribeSnapshotAttribute', 'GetCallerIdentity'];
const NOBODY = 'available, nobody';
const PARTNER_COPIES = `available, ${PARTNER}, copies`;

/** Share, with copying. */
export const give: Trial = {
  name: 'share an image and its snapshots',
  operations: ['ModifyImageAttribute', 'ModifySnapshotAttribute', ...looks],
  prepare: readyImage,
  begin: (side, imageId) => side.handlers.share.give(giveRequest(imageId, { copy: true })),
  most: {},
  changes: { state: shared, before: NOBODY, done: PARTNER_COPIES },
};

/** Stop sharing. */
export const takeBack: Trial = {
  name: 'take a share back',
  operations: ['ModifyImageAttribute', 'ModifySnapshotAttribute', ...looks],
  prepare: sharedImage,
  begin: (side, imageId) =>
    side.handlers.share.takeBack({ region: REGION, imageId, receivers: [partner], what: 'all' }),
  most: {},
  changes: { state: shared, before: PARTNER_COPIES, done: NOBODY },
};

/** Disable, which drops the shares. */
export const disable: Trial = {
  name: 'disable an image',
  operations: ['DisableImage', ...looks],
  prepare: sharedImage,
  begin: (side, imageId) => side.handlers.images.disable({ region: REGION, imageId, sharesUnseen: false }),
  most: {},
  changes: { state: shared, before: PARTNER_COPIES, done: 'disabled, nobody, copies' },
};

/** Enable, and give the shares back. */
export const enable: Trial = {
  name: 'enable an image again with its shares',
  operations: ['EnableImage', 'ModifyImageAttribute', ...looks],
  prepare: sharedImage,
  async prepareInApp(side, imageId) {
    const { jobId } = await side.handlers.images.disable({ region: REGION, imageId, sharesUnseen: false });
    await side.ended(jobId);
  },
  begin: (side, imageId) => side.handlers.images.enable({ region: REGION, imageId, shares: [partner] }),
  most: {},
  changes: {
    state: shared,
    before: 'disabled, nobody, copies',
    // It is done when the image can be launched again; a share that is refused stays remembered, and is told.
    done: ({ sentence }) => [
      ...(sentence.includes('could not be shared again') ? [] : [PARTNER_COPIES]),
      ...(sentence.includes(' shared again with ') ? ['available, nobody, copies'] : []),
    ],
  },
};

/** Deregister with the snapshots. */
export const deregister: Trial = {
  name: 'deregister an image with its snapshots',
  operations: ['DeregisterImage', 'DeleteSnapshot', 'DescribeSnapshots', ...looks],
  prepare: readyImage,
  begin: (side, imageId) =>
    side.handlers.images.deregister({ region: REGION, imageId, deleteSnapshots: true, typedName: '' }),
  most: {},
  changes: { state: shared, before: NOBODY, done: 'gone' },
};

/** Make somebody else's image one's own, by way of a machine. */
export const makeMine: Trial = {
  name: 'make a shared image one’s own',
  operations: [
    'RunInstances',
    'StopInstances',
    'CreateImage',
    'TerminateInstances',
    'DescribeInstances',
    'DescribeSnapshots',
    ...looks,
  ],
  async prepare(cloud) {
    const imageId = await readyImage(cloud);
    const { ec2 } = clientsOf(cloud, 'trainee');
    await ec2.send(
      new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add: [{ UserId: PARTNER }] } }),
    );
    return imageId;
  },
  async begin(side, imageId) {
    await actAs(side, 'partner');
    return side.handlers.share.makeMine({ region: REGION, imageId, name: 'mine', description: '' });
  },
  most: { images: 1, instances: 1 },
  staysWhenDone: { images: 1 },
};
