import type { Page } from 'playwright';
import type { Image } from '../../src/images/contract.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Vpc } from '../../src/network/contract.ts';
import { answer } from './ask.ts';

/** Looks again and again, and answers what was found at last. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>, ms = 30_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Makes a practice machine that the named key pair opens, as the wizards make it; answers its id once it runs. */
export async function launchMachine(page: Page, keyName: string, name = `machine of ${keyName}`): Promise<string> {
  await answer(page, 'practice.setSpeed', { speed: 100 });
  const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
  const image = images.find(({ name, state }) => state === 'available' && name.includes('ubuntu'));
  const { vpcs } = await answer<{ vpcs: Vpc[] }>(page, 'network.list', {});
  const { address } = await answer<{ address: string }>(page, 'network.myAddress', {});
  await answer(page, 'launch.start', {
    imageId: image?.imageId,
    name,
    tags: [],
    instanceType: 't3.micro',
    key: { kind: 'existing', name: keyName },
    vpcId: vpcs[0]?.vpcId,
    publicIp: true,
    firewall: {
      kind: 'new',
      name: `group of ${keyName}`,
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
  });
  const machine = await eventually('the machine', async () => {
    const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
    return instances.find((each) => each.name === name && each.state === 'running');
  });
  return machine.instanceId;
}
