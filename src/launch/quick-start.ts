/** A system that everyone can start from, and the public parameters that name today's image of it. */
export interface QuickStart {
  readonly system: string;
  /** For whom it is, in a few words. */
  readonly words: string;
  /** By architecture: AWS's and the distributions' own paths in Systems Manager. */
  readonly parameters: Readonly<Partial<Record<QuickArchitecture, string>>>;
}

export type QuickArchitecture = 'x86_64' | 'arm64';

const amazon = (name: string): string => `/aws/service/ami-amazon-linux-latest/${name}`;
const ubuntu = (version: string, chip: string, disk: string): string =>
  `/aws/service/canonical/ubuntu/server/${version}/stable/current/${chip}/hvm/ebs-${disk}/ami-id`;
const debian = (version: string, chip: string): string => `/aws/service/debian/release/${version}/latest/${chip}`;

/**
 * What the wizard offers to start from, in its order. Today's image is looked up each time: none of them ages here.
 *
 * Source: Systems Manager user guide, public parameters for AMIs; Canonical's and Debian's pages on their images.
 */
export const QUICK_STARTS: readonly QuickStart[] = [
  {
    system: 'Amazon Linux 2023',
    words: 'AWS’s own Linux. You log in as ec2-user.',
    parameters: {
      x86_64: amazon('al2023-ami-kernel-default-x86_64'),
      arm64: amazon('al2023-ami-kernel-default-arm64'),
    },
  },
  {
    system: 'Ubuntu 24.04 LTS',
    words: 'What most guides are written for. You log in as ubuntu.',
    parameters: { x86_64: ubuntu('24.04', 'amd64', 'gp3'), arm64: ubuntu('24.04', 'arm64', 'gp3') },
  },
  {
    system: 'Ubuntu 22.04 LTS',
    words: 'The long-term release before. You log in as ubuntu.',
    parameters: { x86_64: ubuntu('22.04', 'amd64', 'gp2'), arm64: ubuntu('22.04', 'arm64', 'gp2') },
  },
  {
    system: 'Debian 13',
    words: 'Plain and steady. You log in as admin.',
    parameters: { x86_64: debian('13', 'amd64'), arm64: debian('13', 'arm64') },
  },
  {
    system: 'Debian 12',
    words: 'The release before. You log in as admin.',
    parameters: { x86_64: debian('12', 'amd64'), arm64: debian('12', 'arm64') },
  },
  {
    system: 'Windows Server 2025',
    words: 'With a desktop, reached by Remote Desktop. Costs more by the hour.',
    parameters: { x86_64: '/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base' },
  },
];
