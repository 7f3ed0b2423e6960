import type { LaunchRequest } from './contract.ts';
import type { LaunchFacts } from './facts.ts';
import { utf8Bytes } from './rules.ts';
import { sizeInWords } from './type-words.ts';

/** One line of the summary: what is decided, under which heading. */
export interface SummaryLine {
  readonly label: string;
  readonly text: string;
}

/** What a launch will make, in words, in the order of the form; what is not decided yet says so. */
export function launchSummary(request: LaunchRequest, facts: LaunchFacts): readonly SummaryLine[] {
  const type = facts.instanceTypes.find((candidate) => candidate.name === request.instanceType);
  return [
    { label: 'Image', text: facts.image.nameTag || facts.image.name || facts.image.imageId },
    {
      label: 'Instance type',
      text: type ? `${type.name}: ${sizeInWords(type.vCpus, type.memoryMiB)}` : 'Not chosen yet',
    },
    { label: 'Key pair', text: keyInWords(request) },
    { label: 'Firewall', text: firewallInWords(request, facts) },
    { label: 'Storage', text: storageInWords(request) },
    { label: 'Public address', text: request.publicIp ? 'One, which changes with each start' : 'None' },
    ...(request.userData === ''
      ? []
      : [{ label: 'User data', text: `A script of ${utf8Bytes(request.userData).toLocaleString('en')} bytes` }]),
  ];
}

function keyInWords({ key }: LaunchRequest): string {
  if (key.kind === 'none') return 'None: nobody can log in with SSH';
  return key.name === '' ? 'Not chosen yet' : key.name;
}

function firewallInWords({ firewall }: LaunchRequest, { groups }: LaunchFacts): string {
  if (firewall.kind === 'existing') {
    if (firewall.groupIds.length === 0) return 'Not chosen yet';
    return firewall.groupIds
      .map((groupId) => groups.find((group) => group.groupId === groupId)?.name ?? groupId)
      .join(', ');
  }
  const doors = firewall.rules.map((rule) =>
    rule.service === 'ssh'
      ? `SSH from ${rule.source || 'a range that you have yet to write'}`
      : rule.service.toUpperCase(),
  );
  return `New group ${firewall.name || '(without a name yet)'}: ${doors.length === 0 ? 'nothing gets in' : doors.join(', ')}`;
}

function storageInWords({ volumes, newVolumes, count }: LaunchRequest): string {
  const all = [...volumes, ...newVolumes];
  const total = all.reduce((sum, volume) => sum + volume.sizeGiB, 0);
  const disks = `${all.length} ${all.length === 1 ? 'disk' : 'disks'}`;
  if (Number.isNaN(total)) return disks;
  return `${disks}, ${total.toLocaleString('en')} GiB${count > 1 ? ' for each machine' : ''}`;
}
