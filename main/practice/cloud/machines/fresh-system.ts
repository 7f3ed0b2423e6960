import type { DiskRoom } from './disk-room.ts';
import { FileTree } from './file-tree.ts';
import type { Platform } from './machine.ts';
import { homeOf, PLATFORMS } from './platforms.ts';

/** When the practice images were built: the time of every file of a fresh system. */
const BUILT = new Date('2024-11-15T04:12:00Z');

/**
 * Lays the files of a fresh system, all marked as its base, so that a disk need hold only what differs.
 *
 * The bytes of a platform's files are shared by all its machines: they are never written to, only put aside.
 */
export function freshSystem(platform: Platform, now: () => Date, room?: DiskRoom): FileTree {
  const tree = new FileTree(now, room);
  const facts = PLATFORMS[platform];
  const home = homeOf(facts.user);
  const isDebian = facts.packageTool === 'apt';
  const folder = (path: string, mode = 0o755, owner = 'root') =>
    tree.lay(path, { kind: 'directory', mode, owner, modified: BUILT, base: true });
  const file = (path: string, text: string, mode = 0o644, owner = 'root') =>
    tree.lay(path, { kind: 'file', mode, owner, bytes: bytesOf(text), modified: BUILT, base: true });
  const link = (path: string, target: string) => tree.lay(path, { kind: 'link', target, modified: BUILT, base: true });

  for (const path of FOLDERS) folder(path);
  folder('/root', 0o700);
  folder('/tmp', 0o1777);
  folder('/var/tmp', 0o1777);
  folder('/usr/bin');
  for (const name of ['bin', 'lib', 'sbin']) {
    if (name !== 'bin') folder(`/usr/${name}`);
    link(`/${name}`, `usr/${name}`);
  }
  for (const name of [...PROGRAMS, ...(isDebian ? DEBIAN_PROGRAMS : AMAZON_PROGRAMS)])
    file(`/usr/bin/${name}`, `\u007fELF\u0002\u0001\u0001 ${name}\n`, 0o755);

  folder(home, isDebian ? 0o750 : 0o700, facts.user);
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
  file('/etc/fstab', isDebian ? 'LABEL=cloudimg-rootfs\t/\text4\tdiscard,errors=remount-ro\t0 1\n' : FSTAB_AMAZON);
  file('/etc/timezone', 'Etc/UTC\n');
  file('/etc/shells', '/bin/sh\n/bin/bash\n');
  file('/etc/ssh/sshd_config', SSHD_CONFIG);
  file(`/etc/sudoers.d/90-cloud-init-users`, `${facts.user} ALL=(ALL) NOPASSWD:ALL\n`, 0o440);
  file('/etc/cloud/cloud.cfg', CLOUD_CFG.replaceAll('USER', facts.user));
  if (isDebian) file('/etc/apt/sources.list', '# See /etc/apt/sources.list.d/\n');
  else file('/etc/dnf/dnf.conf', '[main]\ngpgcheck=1\ninstallonly_limit=3\n');
  tree.root.modified = BUILT;
  tree.root.base = true;
  return tree;
}

const fresh = new Map<Platform, FileTree>();

/** A fresh system to compare with; one for all, since nothing is ever changed in it. */
export function freshModel(platform: Platform): FileTree {
  const model = fresh.get(platform) ?? freshSystem(platform, () => BUILT);
  fresh.set(platform, model);
  return model;
}

const texts = new Map<string, Buffer>();

function bytesOf(text: string): Buffer {
  const bytes = texts.get(text) ?? Buffer.from(text);
  texts.set(text, bytes);
  return bytes;
}

const FOLDERS = [
  '/boot',
  '/dev',
  '/etc',
  '/etc/systemd',
  '/etc/systemd/system',
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
  'arch awk base64 basename bash blkid cat chmod chown clear cloud-init column comm cp curl cut date dd df diff dir dirname ' +
  'dmesg du echo egrep emacs env expand expr fallocate false fgrep file find fold free grep groups gunzip gzip halt head ' +
  'hostname hostnamectl id ip join journalctl jq kill killall last less ln logname ls lsblk lscpu man md5sum mkdir mkfs ' +
  'mkfs.ext4 mkfs.xfs more mount mv nano nl nohup nproc od passwd paste pgrep ping pkill poweroff printenv printf ps pwd ' +
  'readlink reboot rev rm rmdir scp sed seq service sh sha1sum sha256sum shutdown sleep sort split ss stat strings su sudo ' +
  'sync systemctl tac tail tar tee test timedatectl timeout top touch tr tree true truncate umount uname unexpand uniq ' +
  'uptime vi vim vmstat w wc wget which who whoami xargs yes zcat'
).split(' ');

const DEBIAN_PROGRAMS = ['apt', 'apt-cache', 'apt-get', 'dpkg', 'git', 'lsb_release', 'python3'];
const AMAZON_PROGRAMS = ['aws', 'dnf', 'ec2-metadata', 'python3', 'rpm', 'yum'];

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

const FSTAB_AMAZON = 'UUID=3c0f0e2b-5b4c-4f6e-9a53-6c6a4a5c2d11\t/\txfs\tdefaults,noatime\t1\t1\n';
