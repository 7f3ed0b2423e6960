import { createHash } from 'node:crypto';
import type { Platform } from '../machines/machine.ts';
import { regions } from './regions.ts';

/** An image that everyone can launch: AWS's own or a distribution's. */
export interface PublicImage {
  readonly id: string;
  readonly snapshotId: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias: string | null;
  readonly platform: Platform;
  readonly architecture: 'x86_64' | 'arm64';
  readonly rootDevice: string;
  readonly size: number;
  readonly createdAt: string;
  readonly imdsV2: boolean;
}

type Line = Omit<PublicImage, 'id' | 'snapshotId' | 'region'>;

const canonical = {
  ownerId: '099720109477',
  ownerAlias: null,
  platform: 'ubuntu',
  rootDevice: '/dev/sda1',
  size: 8,
} as const;
const amazon = {
  ownerId: '137112412989',
  ownerAlias: 'amazon',
  platform: 'amazon-linux',
  rootDevice: '/dev/xvda',
  size: 8,
} as const;
const debian = {
  ownerId: '136693071363',
  ownerAlias: null,
  platform: 'debian',
  rootDevice: '/dev/xvda',
  size: 8,
} as const;

/** Names follow each publisher's own pattern; the builds are examples of October 2026. */
const lines: readonly Line[] = [
  ...(['amd64', 'arm64'] as const).flatMap((chip): Line[] => [
    {
      ...canonical,
      name: `ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-${chip}-server-20261008`,
      description: `Canonical, Ubuntu, 24.04, ${chip} noble image`,
      architecture: chip === 'amd64' ? 'x86_64' : 'arm64',
      createdAt: '2026-10-08T06:12:41.000Z',
      imdsV2: true,
    },
    {
      ...canonical,
      name: `ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-${chip}-server-20261001`,
      description: `Canonical, Ubuntu, 22.04 LTS, ${chip} jammy image`,
      architecture: chip === 'amd64' ? 'x86_64' : 'arm64',
      createdAt: '2026-10-01T05:48:07.000Z',
      imdsV2: false,
    },
    {
      ...debian,
      name: `debian-12-${chip}-20261005-2258`,
      description: 'Debian 12 (20261005-2258)',
      architecture: chip === 'amd64' ? 'x86_64' : 'arm64',
      createdAt: '2026-10-05T10:21:33.000Z',
      imdsV2: false,
    },
  ]),
  ...(['x86_64', 'arm64'] as const).map(
    (architecture): Line => ({
      ...amazon,
      name: `al2023-ami-2023.9.20261012.0-kernel-6.1-${architecture}`,
      description: `Amazon Linux 2023 AMI 2023.9.20261012.0 ${architecture} HVM kernel-6.1`,
      architecture,
      createdAt: '2026-10-12T19:03:55.000Z',
      imdsV2: true,
    }),
  ),
];

/** An ID that is the same in every practice cloud, so that notes and lessons can name it. */
function fixedId(prefix: string, text: string): string {
  return `${prefix}-0${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** All public images of all Regions. */
export const publicImages: readonly PublicImage[] = regions.flatMap(({ name: region }) =>
  lines.map((line) => ({
    ...line,
    region,
    id: fixedId('ami', `${region}/${line.name}`),
    snapshotId: fixedId('snap', `${region}/${line.name}`),
  })),
);
