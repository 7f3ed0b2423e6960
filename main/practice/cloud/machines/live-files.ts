import type { Computer } from './computer.ts';
import { deviceBytes } from './file-tree.ts';
import { hardwareOf } from './hardware.ts';
import { journalText } from './journal-text.ts';
import { volumesOf } from './volumes.ts';

/** Lays the files whose content is made at each reading: `/proc`, `/dev`, and the logs that come from the journal. */
export function layLiveFiles(computer: Computer): void {
  const { tree, world, facts, spec } = computer;
  const lay = (path: string, make: () => string | Buffer, mode = 0o444) => {
    const live = () => Buffer.from(make() as string);
    tree.lay(path, { kind: 'file', mode, bytes: NOTHING, live, modified: computer.bootedAt, base: true });
  };
  const hardware = hardwareOf(spec.instanceType);
  lay('/proc/uptime', () => {
    const seconds = Math.max(1, (world.now().getTime() - computer.bootedAt.getTime()) / 1000);
    return `${seconds.toFixed(2)} ${(seconds * 1.9).toFixed(2)}\n`;
  });
  lay('/proc/loadavg', () => '0.08 0.03 0.01 1/107 1482\n');
  lay('/proc/version', () => `Linux version ${facts.kernel} (buildd@practice) ${facts.kernelVersion}\n`);
  lay('/proc/cpuinfo', () =>
    Array.from({ length: hardware.vcpus }, (_, id) => `processor\t: ${id}\nmodel name\t: ${hardware.model}\n\n`).join(
      '',
    ),
  );
  lay('/proc/meminfo', () => {
    const total = hardware.memoryKib;
    return `MemTotal:       ${String(total).padStart(9)} kB\nMemFree:        ${String(Math.round(total * 0.44)).padStart(9)} kB\nSwapTotal:              0 kB\n`;
  });
  lay('/proc/mounts', () =>
    volumesOf(computer)
      .filter(({ mountedAt }) => mountedAt !== null)
      .map(({ partition, type, mountedAt }) => `/dev/${partition} ${mountedAt} ${type} rw,relatime 0 0\n`)
      .join(''),
  );
  lay('/dev/null', () => NOTHING, 0o666);
  lay('/dev/zero', () => deviceBytes('zero'), 0o666);
  lay('/dev/random', () => deviceBytes('random'), 0o666);
  lay('/dev/urandom', () => deviceBytes('random'), 0o666);
  layDevices(computer, volumesOf(computer));
  lay('/run/cloud-init/instance-data.json', () => instanceData(computer));
  if (spec.platform !== 'ubuntu') return;
  lay('/var/log/auth.log', () => journalText(computer, (program) => AUTH.has(program)), 0o640);
  lay('/var/log/syslog', () => journalText(computer, (program) => !AUTH.has(program)), 0o640);
}

/** Lays the volumes' devices; a volume may be attached while the machine runs. */
export function layDevices(
  { tree, bootedAt: modified }: Computer,
  devices: readonly { readonly name: string }[],
): void {
  for (const { name } of devices) {
    const path = `/dev/${name}`;
    const live = () => NOTHING;
    if (!tree.find(path)) tree.lay(path, { kind: 'file', mode: 0o660, bytes: NOTHING, live, modified, base: true });
  }
}

const NOTHING = Buffer.alloc(0);
const AUTH = new Set(['sshd', 'sudo', 'su']);

/** What `cloud-init query` looks into. */
export function instanceData(computer: Computer): string {
  const { spec, facts } = computer;
  const data = computer.metadata();
  const v1 = {
    architecture: data.architecture,
    availability_zone: data.zone,
    cloud_id: 'aws',
    cloud_name: 'aws',
    distro: { ubuntu: 'ubuntu', debian: 'debian', 'amazon-linux': 'amazon' }[spec.platform],
    instance_id: spec.instanceId,
    local_hostname: spec.hostname,
    platform: 'ec2',
    public_ssh_keys: spec.publicKey === null ? [] : [spec.publicKey.trim()],
    region: data.region,
    subplatform: 'metadata (http://169.254.169.254)',
    system_platform: `Linux-${facts.kernel}-${data.architecture}`,
  };
  return `${JSON.stringify({ ...v1, userdata: spec.userData, v1 }, null, 1)}\n`;
}
