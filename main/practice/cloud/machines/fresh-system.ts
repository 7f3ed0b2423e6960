import { deviceBytes, FileTree } from './file-tree.ts';
import type { Platform } from './machine.ts';
import { homeOf, PLATFORMS } from './platforms.ts';

/** When the practice images were built: the time of every file of a fresh system. */
const BUILT = new Date('2024-11-15T04:12:00Z');

/** Lays the files of a fresh system, all marked as its base, so that a disk need hold only what differs. */
export function freshSystem(platform: Platform, now: () => Date, bootedAt: Date): FileTree {
  const tree = new FileTree(now);
  const facts = PLATFORMS[platform];
  const home = homeOf(facts.user);
  const folder = (path: string, mode = 0o755, owner = 'root') =>
    tree.lay(path, { kind: 'directory', mode, owner, modified: BUILT, base: true });
  const file = (path: string, text: string, mode = 0o644, owner = 'root') =>
    tree.lay(path, { kind: 'file', mode, owner, bytes: Buffer.from(text), modified: BUILT, base: true });
  const link = (path: string, target: string) => tree.lay(path, { kind: 'link', target, modified: BUILT, base: true });
  const live = (path: string, make: () => Buffer, mode = 0o444) =>
    tree.lay(path, { kind: 'file', mode, bytes: Buffer.alloc(0), live: make, modified: BUILT, base: true });

  for (const path of FOLDERS) folder(path);
  folder('/root', 0o700);
  folder('/tmp', 0o1777);
  folder('/var/tmp', 0o1777);
  folder('/usr/bin');
  for (const name of ['bin', 'lib', 'sbin']) {
    if (name !== 'bin') folder(`/usr/${name}`);
    link(`/${name}`, `usr/${name}`);
  }
  for (const name of PROGRAMS) file(`/usr/bin/${name}`, `\u007fELF\u0002\u0001\u0001 ${name}\n`, 0o755);

  folder(home, 0o750, facts.user);
  folder(`${home}/.ssh`, 0o700, facts.user);
  folder('/root/.ssh', 0o700);
  for (const [owner, at] of [
    [facts.user, home],
    ['root', '/root'],
  ] as const) {
    file(`${at}/.bashrc`, BASHRC, 0o644, owner);
    file(`${at}/.profile`, PROFILE, 0o644, owner);
  }
  file(`${home}/.bash_logout`, '# Read when a login shell ends.\n', 0o644, facts.user);

  file('/etc/os-release', facts.osRelease);
  file('/etc/passwd', PASSWD.replaceAll('USER', facts.user));
  file('/etc/group', `root:x:0:\nsudo:x:27:${facts.user}\n${facts.user}:x:1000:\n`);
  file('/etc/shadow', `root:*:20042:0:99999:7:::\n${facts.user}:!:20042:0:99999:7:::\n`, 0o640);
  file('/etc/hosts', '127.0.0.1 localhost\n::1 ip6-localhost ip6-loopback\n');
  file('/etc/resolv.conf', 'nameserver 169.254.169.253\n');
  file('/etc/fstab', 'LABEL=cloudimg-rootfs\t/\text4\tdiscard,errors=remount-ro\t0 1\n');
  file('/etc/timezone', 'Etc/UTC\n');
  file('/etc/shells', '/bin/sh\n/bin/bash\n');
  file('/etc/ssh/sshd_config', SSHD_CONFIG);
  file(`/etc/sudoers.d/90-cloud-init-users`, `${facts.user} ALL=(ALL) NOPASSWD:ALL\n`, 0o440);
  file('/etc/cloud/cloud.cfg', CLOUD_CFG.replaceAll('USER', facts.user));
  if (facts.packageTool === 'apt') file('/etc/apt/sources.list', '# See /etc/apt/sources.list.d/\n');
  else file('/etc/dnf/dnf.conf', '[main]\ngpgcheck=1\ninstallonly_limit=3\n');

  live('/proc/uptime', () => {
    const seconds = Math.max(1, (now().getTime() - bootedAt.getTime()) / 1000);
    return Buffer.from(`${seconds.toFixed(2)} ${(seconds * 1.9).toFixed(2)}\n`);
  });
  live('/proc/loadavg', () => Buffer.from('0.08 0.03 0.01 1/107 1482\n'));
  live('/proc/version', () => Buffer.from(`Linux version ${facts.kernel} (buildd@practice) ${facts.kernelVersion}\n`));
  live('/proc/cpuinfo', () => Buffer.from(CPUINFO));
  live('/proc/meminfo', () =>
    Buffer.from('MemTotal:         980392 kB\nMemFree:          431208 kB\nSwapTotal:             0 kB\n'),
  );
  live('/dev/null', () => Buffer.alloc(0), 0o666);
  live('/dev/zero', () => deviceBytes('zero'), 0o666);
  live('/dev/random', () => deviceBytes('random'), 0o666);
  live('/dev/urandom', () => deviceBytes('random'), 0o666);
  tree.root.modified = BUILT;
  tree.root.base = true;
  return tree;
}

const FOLDERS = [
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/media',
  '/mnt',
  '/opt',
  '/proc',
  '/run',
  '/srv',
  '/sys',
  '/usr',
  '/usr/local',
  '/usr/local/bin',
  '/usr/share',
  '/var',
  '/var/cache',
  '/var/lib',
  '/var/lib/cloud',
  '/var/lib/cloud/instances',
  '/var/log',
];

/** Every program that `which` finds; the shell carries them out itself. */
export const PROGRAMS: readonly string[] = (
  'alias apt apt-get arch awk base64 basename bash cat chmod chown clear cloud-init column comm cp curl cut date df diff dirname ' +
  'dmesg dnf du echo egrep env expand expr false fgrep file find fold free grep gunzip gzip head hostname hostnamectl id ' +
  'help history ip jq join journalctl last less ln ls lsblk man md5sum mkdir more mv nano dir dd emacs groups logname last nl nproc od passwd paste ping poweroff printenv ' +
  'printf ps pwd readlink reboot rev rm rmdir sed seq service sh sha1sum sha256sum shutdown sleep sort split ss stat ' +
  'strings su sudo sync systemctl tac tail tar tee test timeout top touch tr tree true unalias truncate fallocate uname unexpand ' +
  'uniq uptime vi vim w wc wget which who whoami xargs yes yum zcat halt'
).split(' ');

const BASHRC = `# Read by interactive shells.
alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'
`;

const PROFILE = `# Read by login shells.
if [ -f "$HOME/.bashrc" ]; then . "$HOME/.bashrc"; fi
`;

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
sshd:x:106:65534::/run/sshd:/usr/sbin/nologin
USER:x:1000:1000::/home/USER:/bin/bash
`;

const SSHD_CONFIG = `Include /etc/ssh/sshd_config.d/*.conf
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM yes
PrintMotd no
AllowTcpForwarding no
X11Forwarding no
`;

const CLOUD_CFG = `# What cloud-init does at the first start of an instance.
users:
   - default
disable_root: true
preserve_hostname: false
system_info:
   default_user:
     name: USER
     sudo: ["ALL=(ALL) NOPASSWD:ALL"]
     shell: /bin/bash
`;

const CPUINFO = `processor\t: 0
vendor_id\t: GenuineIntel
model name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz
cpu cores\t: 1
processor\t: 1
vendor_id\t: GenuineIntel
model name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz
cpu cores\t: 1
`;
