import type { Platform } from './machine.ts';

/** What sets one practice system apart from another. Texts are written to look like the real ones, not taken from them. */
export interface PlatformFacts {
  /** The user that people log in as. */
  readonly user: string;
  readonly prettyName: string;
  readonly kernel: string;
  readonly kernelVersion: string;
  readonly osRelease: string;
  readonly packageTool: 'apt' | 'dnf';
  readonly sshBanner: string;
}

/** The three systems that practice machines run. */
export const PLATFORMS: Readonly<Record<Platform, PlatformFacts>> = {
  ubuntu: {
    user: 'ubuntu',
    prettyName: 'Ubuntu 24.04.1 LTS',
    kernel: '6.8.0-1018-aws',
    kernelVersion: '#20-Ubuntu SMP Tue Oct  8 14:39:21 UTC 2024',
    osRelease: `PRETTY_NAME="Ubuntu 24.04.1 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.1 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
UBUNTU_CODENAME=noble
`,
    packageTool: 'apt',
    sshBanner: 'OpenSSH_9.6p1 Ubuntu-3ubuntu13.5',
  },
  'amazon-linux': {
    user: 'ec2-user',
    prettyName: 'Amazon Linux 2023.6.20241121',
    kernel: '6.1.115-126.197.amzn2023.x86_64',
    kernelVersion: '#1 SMP PREEMPT_DYNAMIC Tue Nov  5 17:36:57 UTC 2024',
    osRelease: `NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PLATFORM_ID="platform:al2023"
PRETTY_NAME="Amazon Linux 2023.6.20241121"
HOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"
VENDOR_NAME="AWS"
`,
    packageTool: 'dnf',
    sshBanner: 'OpenSSH_8.7',
  },
  debian: {
    user: 'admin',
    prettyName: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.1.0-27-cloud-amd64',
    kernelVersion: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.115-1 (2024-11-01)',
    osRelease: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
`,
    packageTool: 'apt',
    sshBanner: 'OpenSSH_9.2p1 Debian-2+deb12u3',
  },
};

/** Home of a user of the machine. */
export function homeOf(user: string): string {
  return user === 'root' ? '/root' : `/home/${user}`;
}
