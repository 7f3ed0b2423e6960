import { publicHostKey } from './host-keys.ts';
import type { MachineSpec } from './machine.ts';
import { PLATFORMS } from './platforms.ts';

/** What the start of a machine prints on its console before anyone logs in. */
export function kernelLines(spec: MachineSpec, hostname: string): string {
  const facts = PLATFORMS[spec.platform];
  return `[    0.000000] Linux version ${facts.kernel} (buildd@practice) ${facts.kernelVersion}
[    0.000000] Command line: BOOT_IMAGE=/vmlinuz-${facts.kernel} root=PARTUUID=practice ro console=tty1 console=ttyS0
[    0.000000] DMI: Amazon EC2 ${spec.instanceType}/, BIOS 1.0 10/16/2017
[    0.482113] Run /init as init process
[    1.204871] nvme nvme0: 2/0/0 default/read/poll queues
[    1.391044] EXT4-fs (nvme0n1p1): mounted filesystem with ordered data mode.
[    2.117390] systemd[1]: Hostname set to <${hostname}>.
[  OK  ] Reached target Network is Online.
[  OK  ] Started OpenBSD Secure Shell server.
`;
}

/** The two blocks by which a person can know the machine before the first login. */
export function hostKeyLines(spec: MachineSpec): string {
  const keys = spec.hostKeys.map(publicHostKey);
  const name = (type: string) => (type === 'ssh-ed25519' ? 'ED25519' : 'ECDSA');
  const prints = keys.map((key) => `${key.bits} ${key.fingerprint} root@${spec.hostname} (${name(key.type)})`);
  return [
    '',
    '-----BEGIN SSH HOST KEY FINGERPRINTS-----',
    ...prints,
    '-----END SSH HOST KEY FINGERPRINTS-----',
    '-----BEGIN SSH HOST KEY KEYS-----',
    ...keys.map((key) => `${key.type} ${key.base64} root@${spec.hostname}`),
    '-----END SSH HOST KEY KEYS-----',
    '',
  ].join('\n');
}

/** What cloud-init says at the beginning and at the end of its work. */
export function cloudInitLines(at: Date): {
  readonly init: string;
  readonly modules: string;
  readonly finished: string;
} {
  const stamp = at.toUTCString();
  return {
    init: `Cloud-init v. 24.4 running 'init' at ${stamp}. Up 4.18 seconds.`,
    modules: `Cloud-init v. 24.4 running 'modules:final' at ${stamp}. Up 9.62 seconds.`,
    finished: `Cloud-init v. 24.4 finished at ${stamp}. Datasource DataSourceEc2Local.  Up 9.98 seconds`,
  };
}

/** How the boot was that a console tells of. */
export interface BootFacts {
  readonly isFirst: boolean;
  readonly hostname: string;
  /** What user data printed; null while it is still at work. */
  readonly userData: string | null;
}

/**
 * The whole console of a boot: what a first boot tells, with the output of user data, or what a later one does.
 *
 * Made of the spec alone, so that a machine need not be put together to be read.
 */
export function bootText(spec: MachineSpec, at: Date, { isFirst, hostname, userData }: BootFacts): string {
  const lines = cloudInitLines(at);
  const login = `\n${PLATFORMS[spec.platform].prettyName} ${hostname} ttyS0\n\n${hostname} login: \n`;
  const kernel = kernelLines(spec, hostname);
  if (!isFirst) return `${kernel}${lines.modules}\n${login}`;
  const begun = `${kernel}${lines.init}\n${hostKeyLines(spec)}${lines.modules}\n`;
  return userData === null ? begun : `${begun}${userData}${lines.finished}\n${login}`;
}
