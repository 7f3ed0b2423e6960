import {
  AllocateAddressCommand,
  DescribeAddressesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import type { MainSide } from '../../desktop/main-side.ts';
import { launchWizardGroup, looseVolume, outsider } from '../../leftovers/left-over-things.ts';
import { REGION } from '../../share/share-rig.ts';
import type { Trial } from './trial.ts';

/** Which of the things left over are there, in a word each. */
async function stillThere({ cloud }: MainSide): Promise<string> {
  const ec2 = outsider(cloud);
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  return left([
    ['volume', Volumes.some(({ Attachments = [] }) => Attachments.length === 0)],
    ['group', SecurityGroups.some(({ GroupName }) => GroupName?.startsWith('launch-wizard-'))],
    ['address', Addresses.length > 0],
  ]);
}

const left = (things: readonly (readonly [string, boolean])[]) =>
  things.flatMap(([thing, there]) => (there ? [thing] : [])).join(' ') || 'nothing';

/** Clean up a volume, a group and an address that nothing uses. */
export const clean: Trial = {
  name: 'clean up left-overs',
  operations: [
    'DeleteVolume',
    'DeleteSecurityGroup',
    'ReleaseAddress',
    'DescribeVolumes',
    'DescribeSecurityGroups',
    'DescribeAddresses',
    'DescribeNetworkInterfaces',
    'GetCallerIdentity',
  ],
  async prepare(cloud) {
    const ec2 = outsider(cloud);
    await looseVolume(ec2, `${REGION}a`);
    await launchWizardGroup(ec2);
    await ec2.send(new AllocateAddressCommand({}));
    await cloud.request('step', { seconds: 300 });
    return '';
  },
  async begin(side) {
    const { leftovers } = await side.handlers.leftovers.find({ everywhere: false });
    return side.handlers.leftovers.clean({ items: leftovers.map(({ kind, id, region }) => ({ kind, id, region })) });
  },
  most: {},
  changes: {
    state: stillThere,
    before: 'volume group address',
    // What could not be looked for is not in the report, and stays.
    done: ({ report = [] }) => {
      const gone = (word: string) => report.some(({ done, what }) => done && what.includes(word));
      return [
        left([
          ['volume', !gone('volume')],
          ['group', !gone('security group')],
          ['address', !gone('address')],
        ]),
      ];
    },
  },
};
