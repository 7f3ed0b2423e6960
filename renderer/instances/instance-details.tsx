import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import Tabs from '@cloudscape-design/components/tabs';
import type { Instance } from '../../src/instances/contract.ts';
import { uptimeWords } from '../../src/instances/uptime.ts';
import { Copyable } from '../common/copyable.tsx';
import { href, paths } from '../common/paths.ts';
import { TagList } from '../common/tag-list.tsx';
import { shownTime } from '../common/times.ts';
import { VolumeList } from '../common/volume-list.tsx';
import { CostTab } from './cost-tab.tsx';
import { HealthCell } from './health-cell.tsx';
import { HealthTab } from './health-tab.tsx';
import { ImageLinks } from './image-links.tsx';
import { groupsOf } from './instance-label.ts';
import { StateCell } from './state-cell.tsx';

const copyable = (text: string | undefined, what: string) => (text ? <Copyable text={text} what={what} /> : '-');

/** Everything known about one instance, below its table. */
export function InstanceDetails({ instance }: { instance: Instance }) {
  const volumes = instance.volumes.map((volume) => ({ ...volume, source: volume.volumeId }));
  return (
    <Tabs
      ariaLabel="Details of the instance"
      tabs={[
        { id: 'details', label: 'Details', content: <DetailsTab instance={instance} /> },
        { id: 'checks', label: 'Status checks', content: <HealthTab instance={instance} /> },
        { id: 'storage', label: 'Storage', content: <VolumeList volumes={volumes} sourceHeader="Volume ID" /> },
        { id: 'cost', label: 'Cost', content: <CostTab instance={instance} /> },
        { id: 'tags', label: 'Tags', content: <TagList tags={instance.tags} /> },
      ]}
    />
  );
}

function DetailsTab({ instance }: { instance: Instance }) {
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Instance ID', value: copyable(instance.instanceId, 'instance id') },
        { label: 'Instance state', value: <StateCell instance={instance} /> },
        { label: 'Status check', value: <HealthCell instance={instance} /> },
        { label: 'Instance type', value: instance.instanceType },
        { label: 'Public IPv4 address', value: copyable(instance.publicIp, 'public address') },
        { label: 'Private IPv4 address', value: copyable(instance.privateIp, 'private address') },
        { label: 'Public DNS', value: copyable(instance.publicDns, 'public DNS name') },
        { label: 'Availability Zone', value: instance.availabilityZone },
        { label: 'AMI', value: copyable(instance.imageId, 'image id') },
        { label: 'AMI name', value: <ImageLinks instance={instance} /> },
        { label: 'Platform', value: `${instance.platform} (${instance.architecture})` },
        { label: 'Key pair', value: instance.keyName ?? 'none' },
        { label: 'Security groups', value: groupsOf(instance) },
        { label: 'VPC', value: instance.vpcId ?? '-' },
        { label: 'Subnet', value: instance.subnetId ?? '-' },
        { label: 'Launch time', value: launchOf(instance) },
        {
          label: 'Connection',
          value: <Link href={href(paths.connectionCheck(instance.instanceId))}>Check the connection</Link>,
        },
      ]}
    />
  );
}

/** The names of its security groups. */
function launchOf(instance: Instance): string {
  const uptime = uptimeWords(instance, Date.now());
  return `${shownTime(instance.launchedAt)}${uptime ? ` (on for ${uptime})` : ''}`;
}
