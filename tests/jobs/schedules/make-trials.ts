import { imageRequest, launchRequest } from '../../desktop/journey-inputs.ts';
import { copyRequest } from '../../images/image-rig.ts';
import { readyImage } from './ready-image.ts';
import { SECOND_REGION, type Trial } from './trial.ts';

/** Create image. */
export const create: Trial = {
  name: 'create an image',
  operations: ['CreateImage', 'DescribeImages', 'DescribeSnapshots', 'DescribeInstances', 'GetCallerIdentity'],
  prepare: async () => '',
  begin: async (side) => side.handlers.images.create(await imageRequest(side)),
  most: { images: 1 },
};

/** Launch with a new security group. */
export const launch: Trial = {
  name: 'launch from an image',
  operations: [
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupIngress',
    'RunInstances',
    'DescribeInstances',
    'DescribeInstanceStatus',
    'DescribeSecurityGroups',
    'DeleteSecurityGroup',
    'GetCallerIdentity',
  ],
  prepare: readyImage,
  begin: async (side, imageId) =>
    side.handlers.launch.start(
      await launchRequest(side, imageId, {
        firewall: {
          kind: 'new',
          name: 'web',
          description: 'The web',
          rules: [{ service: 'http', source: '0.0.0.0/0' }],
        },
      }),
    ),
  most: { instances: 1, groups: 1 },
};

/** Copy an image to another Region. */
export const copy: Trial = {
  name: 'copy an image to another Region',
  operations: [
    'CopyImage',
    'DescribeImages',
    'DescribeSnapshots',
    'DescribeImageAttribute',
    'ListAliases',
    'GetEbsEncryptionByDefault',
    'GetCallerIdentity',
  ],
  prepare: readyImage,
  begin: (side, imageId) =>
    side.handlers.images.copy(
      copyRequest(imageId, { destinations: [{ region: SECOND_REGION, encryption: { kind: 'keep' } }] }),
    ),
  most: { images: 1 },
};
