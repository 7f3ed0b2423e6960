import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Instance } from '../../src/instances/contract.ts';
import { Copyable } from '../common/copyable.tsx';
import { INSTANCE_STATES, StateIndicator } from '../common/state-words.tsx';
import { TagList } from '../common/tag-list.tsx';
import { shownTime } from '../common/times.ts';
import { VolumeList } from '../common/volume-list.tsx';
import { Checks } from './instance-columns.tsx';

const copyable = (text: string | undefined, what: string) => (text ? <Copyable text={text} what={what} /> : '-');

/** Everything known about one instance, below its table. */
export function InstanceDetails({ instance }: { instance: Instance }) {
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Instance ID', value: copyable(instance.instanceId, 'instance id') },
          {
            label: 'Instance state',
            value: (
              <StateIndicator
                word={INSTANCE_STATES[instance.state]}
                {...(instance.stateReason ? { reason: instance.stateReason } : {})}
              />
            ),
          },
          { label: 'Status check', value: <Checks instance={instance} /> },
          { label: 'Instance type', value: instance.instanceType },
          { label: 'Public IPv4 address', value: copyable(instance.publicIp, 'public address') },
          { label: 'Private IPv4 address', value: copyable(instance.privateIp, 'private address') },
          { label: 'Public DNS', value: copyable(instance.publicDns, 'public DNS name') },
          { label: 'Availability Zone', value: instance.availabilityZone },
          { label: 'AMI', value: copyable(instance.imageId, 'image id') },
          { label: 'AMI name', value: instance.imageName ?? '-' },
          { label: 'Platform', value: `${instance.platform} (${instance.architecture})` },
          { label: 'Key pair', value: instance.keyName ?? 'none' },
          { label: 'Security groups', value: instance.groups.map((group) => group.name).join(', ') || '-' },
          { label: 'VPC', value: instance.vpcId ?? '-' },
          { label: 'Subnet', value: instance.subnetId ?? '-' },
          { label: 'Launch time', value: shownTime(instance.launchedAt) },
        ]}
      />
      <div>
        <Box variant="h3">Volumes</Box>
        <VolumeList
          volumes={instance.volumes.map((volume) => ({ ...volume, source: volume.volumeId }))}
          sourceHeader="Volume ID"
        />
      </div>
      <div>
        <Box variant="h3">Tags</Box>
        <TagList tags={instance.tags} />
      </div>
    </SpaceBetween>
  );
}
