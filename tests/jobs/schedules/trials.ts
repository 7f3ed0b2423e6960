import { availableImage, imageRequest, launchRequest } from '../../desktop/journey-inputs.ts';
import type { Trial } from './trial.ts';

/** Create image. */
const create: Trial = {
  name: 'create an image',
  operations: ['CreateImage', 'DescribeImages', 'DescribeSnapshots', 'DescribeInstances', 'GetCallerIdentity'],
  prepare: async () => '',
  begin: async (side) => side.handlers.images.create(await imageRequest(side)),
  most: { images: 1 },
};

/** Launch with a new security group. */
const launch: Trial = {
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
  prepare: availableImage,
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

/** Every kind of long work that is tried. */
export const trials: readonly Trial[] = [create, launch];
