import type { CreateImageRequest } from '../../src/images/contract.ts';
import type { LaunchRequest } from '../../src/launch/contract.ts';
import type { MainSide } from './main-side.ts';

/** A request for an image of the first running instance, as the wizard sends it. */
export async function imageRequest(
  side: MainSide,
  change: Partial<CreateImageRequest> = {},
): Promise<CreateImageRequest> {
  const { instances } = await side.handlers.instances.list({});
  const running = instances.find(({ state }) => state === 'running');
  if (!running) throw new Error('No instance is running.');
  return {
    instanceId: running.instanceId,
    name: 'web-image',
    description: 'Made by a test',
    reboot: true,
    existingVolumes: [],
    newVolumes: [],
    tags: [{ key: 'purpose', value: 'test' }],
    tagSnapshots: true,
    snapshotTags: [],
    ...change,
  };
}

/** A request to launch an image, as the wizard sends it. */
export async function launchRequest(
  side: MainSide,
  imageId: string,
  change: Partial<LaunchRequest> = {},
): Promise<LaunchRequest> {
  const [{ vpcs }, { address }] = await Promise.all([
    side.handlers.network.list({}),
    side.handlers.network.myAddress({}),
  ]);
  return {
    imageId,
    name: 'clone',
    tags: [],
    instanceType: 't3.micro',
    key: { kind: 'none' },
    vpcId: vpcs[0]?.vpcId ?? '',
    publicIp: true,
    firewall: {
      kind: 'new',
      name: 'clone-group',
      description: 'SSH from here',
      rules: [{ service: 'ssh', source: `${address}/32` }],
    },
    volumes: [],
    newVolumes: [],
    requireImdsV2: true,
    terminationProtection: false,
    shutdownBehavior: 'stop',
    userData: '',
    count: 1,
    ...change,
  };
}

/** The id of an image that can be launched, made for the test. */
export async function availableImage(side: MainSide, name = 'ready-image'): Promise<string> {
  const { jobId } = await side.handlers.images.create(await imageRequest(side, { name }));
  const { imageId, state, error } = await side.ended(jobId);
  if (state !== 'done' || !imageId) throw new Error(`The image was not made: ${JSON.stringify(error)}`);
  return imageId;
}
