import type { PartitionName } from './regions.ts';

/** What a public image is apart from the Region it lies in. */
export interface PublicImageLine {
  readonly publisher: Publisher;
  /** The system's own version, such as `24.04`. */
  readonly release: string;
  readonly name: string;
  readonly description: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly size: number;
  readonly volumeType: 'gp2' | 'gp3';
  readonly bootMode: 'uefi' | 'uefi-preferred' | null;
  readonly createdAt: string;
  /** When it was or will be hidden from lists; null where the practice clock should not run into it. */
  readonly deprecationTime: string | null;
  readonly imdsV2: boolean;
  readonly productCode: ProductCode | null;
}

/** What must be bought before an image can be launched. */
export interface ProductCode {
  readonly id: string;
  readonly type: 'marketplace';
}

/** Who publishes an image, and what all of its images have in common. */
export interface Publisher {
  readonly name: 'Canonical' | 'Amazon' | 'Debian' | 'AWS Marketplace' | 'a stranger';
  readonly alias: 'amazon' | 'aws-marketplace' | null;
  readonly platform: 'ubuntu' | 'amazon-linux' | 'debian';
  readonly rootDevice: string;
  /** Account by partition; a partition without one has none of these images. */
  readonly owners: Readonly<Partial<Record<PartitionName, string>>>;
}

const isolated = ['aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'] as const;

/** In partitions whose publishers are not known, the account of the commercial one stands in. */
function owners(aws: string, china: string, government: string): Publisher['owners'] {
  return {
    aws,
    'aws-cn': china,
    'aws-us-gov': government,
    ...Object.fromEntries(isolated.map((partition) => [partition, aws])),
  };
}

const canonical: Publisher = {
  name: 'Canonical',
  alias: null,
  platform: 'ubuntu',
  rootDevice: '/dev/sda1',
  owners: owners('099720109477', '837727238323', '513442679011'),
};
const amazon: Publisher = {
  name: 'Amazon',
  alias: 'amazon',
  platform: 'amazon-linux',
  rootDevice: '/dev/xvda',
  owners: owners('137112412989', '141808717104', '045324592363'),
};
const debian: Publisher = {
  name: 'Debian',
  alias: null,
  platform: 'debian',
  rootDevice: '/dev/xvda',
  owners: { aws: '136693071363' },
};
/** The account that lists the products of AWS Marketplace. */
const marketplace: Publisher = {
  name: 'AWS Marketplace',
  alias: 'aws-marketplace',
  platform: 'ubuntu',
  rootDevice: '/dev/sda1',
  owners: { aws: '679593333241' },
};
/** One of AWS's example accounts: anyone may publish under any name. */
const stranger: Publisher = {
  name: 'a stranger',
  alias: null,
  platform: 'ubuntu',
  rootDevice: '/dev/sda1',
  owners: { aws: '777788889999' },
};

type Chip = 'amd64' | 'arm64';

const chips: readonly Chip[] = ['amd64', 'arm64'];
const architectures = ['x86_64', 'arm64'] as const;

function architectureOf(chip: Chip): 'x86_64' | 'arm64' {
  return chip === 'amd64' ? 'x86_64' : chip;
}

function modernBoot(architecture: 'x86_64' | 'arm64'): PublicImageLine['bootMode'] {
  return architecture === 'arm64' ? 'uefi' : 'uefi-preferred';
}

const plain = { size: 8, volumeType: 'gp3', deprecationTime: null, productCode: null } as const;

interface UbuntuBuild {
  readonly release: string;
  readonly codename: string;
  readonly folder: 'hvm-ssd' | 'hvm-ssd-gp3';
  /** Canonical writes LTS into some descriptions only. */
  readonly words: string;
  readonly serial: string;
  readonly createdAt: string;
  readonly imdsV2: boolean;
  readonly deprecationTime?: string;
}

const noble: UbuntuBuild = {
  release: '24.04',
  codename: 'noble',
  folder: 'hvm-ssd-gp3',
  words: '24.04',
  serial: '20261008',
  createdAt: '2026-10-08T06:12:41.000Z',
  imdsV2: true,
};
const jammy: UbuntuBuild = {
  release: '22.04',
  codename: 'jammy',
  folder: 'hvm-ssd',
  words: '22.04 LTS',
  serial: '20261001',
  createdAt: '2026-10-01T05:48:07.000Z',
  imdsV2: false,
};
const resolute: UbuntuBuild = {
  release: '26.04',
  codename: 'resolute',
  folder: 'hvm-ssd-gp3',
  words: '26.04',
  serial: '20261015',
  createdAt: '2026-10-15T06:31:19.000Z',
  imdsV2: true,
};
/** Two years after they were made, public images are hidden from lists; they can still be launched by ID. */
const oldJammy: UbuntuBuild = {
  ...jammy,
  serial: '20230919',
  createdAt: '2023-09-19T07:02:58.000Z',
  deprecationTime: '2025-09-19T07:02:58.000Z',
};

function ubuntu(build: UbuntuBuild, chip: Chip): PublicImageLine {
  const architecture = architectureOf(chip);
  return {
    ...plain,
    publisher: canonical,
    release: build.release,
    name: `ubuntu/images/${build.folder}/ubuntu-${build.codename}-${build.release}-${chip}-server-${build.serial}`,
    description: `Canonical, Ubuntu, ${build.words}, ${chip} ${build.codename} image`,
    architecture,
    volumeType: build.folder === 'hvm-ssd' ? 'gp2' : 'gp3',
    bootMode: modernBoot(architecture),
    createdAt: build.createdAt,
    deprecationTime: build.deprecationTime ?? null,
    imdsV2: build.imdsV2,
  };
}

function debianImage(release: '12' | '13', serial: string, createdAt: string, chip: Chip): PublicImageLine {
  const architecture = architectureOf(chip);
  return {
    ...plain,
    publisher: debian,
    release,
    name: `debian-${release}-${chip}-${serial}`,
    description: `Debian ${release} (${serial})`,
    architecture,
    bootMode: modernBoot(architecture),
    createdAt,
    imdsV2: release === '13',
  };
}

function amazonLinux2023(
  build: { readonly version: string; readonly createdAt: string; readonly deprecationTime?: string },
  kind: 'standard' | 'minimal',
  kernel: string,
  architecture: 'x86_64' | 'arm64',
): PublicImageLine {
  const minimal = kind === 'minimal';
  return {
    ...plain,
    publisher: amazon,
    release: '2023',
    name: `al2023-ami-${minimal ? 'minimal-' : ''}${build.version}-kernel-${kernel}-${architecture}`,
    description: `Amazon Linux 2023 AMI ${build.version} ${architecture} ${minimal ? 'Minimal ' : ''}HVM kernel-${kernel}`,
    architecture,
    size: minimal ? 2 : 8,
    bootMode: modernBoot(architecture),
    createdAt: build.createdAt,
    deprecationTime: build.deprecationTime ?? null,
    imdsV2: true,
  };
}

/** `kernel` is part of the name for the newer kernel only. */
function amazonLinux2(kernel: '4.14' | '5.10', architecture: 'x86_64' | 'arm64'): PublicImageLine {
  const newer = kernel === '5.10';
  return {
    ...plain,
    publisher: amazon,
    release: '2',
    name: `amzn2-ami-${newer ? 'kernel-5.10-' : ''}hvm-2.0.20260622.0-${architecture}-gp2`,
    description: `Amazon Linux 2 ${newer ? 'Kernel 5.10 ' : ''}AMI 2.0.20260622.0 ${architecture} HVM gp2`,
    architecture,
    volumeType: 'gp2',
    bootMode: architecture === 'arm64' ? 'uefi' : null,
    createdAt: '2026-06-22T21:14:36.000Z',
    imdsV2: false,
  };
}

const october = { version: '2023.9.20261012.0', createdAt: '2026-10-12T19:03:55.000Z' };
const oldMarch = {
  version: '2023.7.20250331.0',
  createdAt: '2025-03-31T20:41:12.000Z',
  deprecationTime: '2025-06-29T20:41:12.000Z',
};

/**
 * Every public image, once. Names follow each publisher's own pattern; the builds are examples of October 2026.
 *
 * The last two are there to be met: a product that must be subscribed to before it can be launched, and an image that
 * only looks like Canonical's.
 */
export const publicImageLines: readonly PublicImageLine[] = [
  ...chips.flatMap((chip) => [
    ubuntu(noble, chip),
    ubuntu(jammy, chip),
    debianImage('12', '20261005-2258', '2026-10-05T10:21:33.000Z', chip),
  ]),
  ...architectures.map((architecture) => amazonLinux2023(october, 'standard', '6.1', architecture)),
  ...chips.flatMap((chip) => [
    ubuntu(resolute, chip),
    debianImage('13', '20261012-2265', '2026-10-12T09:47:02.000Z', chip),
    ubuntu(oldJammy, chip),
  ]),
  ...architectures.flatMap((architecture) => [
    amazonLinux2023(october, 'standard', '6.12', architecture),
    amazonLinux2023(october, 'standard', '6.18', architecture),
    amazonLinux2023(october, 'minimal', '6.1', architecture),
    amazonLinux2023(october, 'minimal', '6.12', architecture),
    amazonLinux2023(october, 'minimal', '6.18', architecture),
    amazonLinux2('5.10', architecture),
    amazonLinux2('4.14', architecture),
  ]),
  amazonLinux2023(oldMarch, 'standard', '6.1', 'x86_64'),
  {
    ...plain,
    publisher: marketplace,
    release: '24.04',
    name: 'practice-hardened-web-stack-2.3.1-ubuntu-24.04-x86_64-3f6c1d52-8a47-4b0e-9c21-d5e07a94b618',
    description: 'Practice Hardened Web Stack 2.3.1 on Ubuntu 24.04',
    architecture: 'x86_64',
    size: 10,
    bootMode: 'uefi-preferred',
    createdAt: '2026-09-02T13:26:10.000Z',
    imdsV2: true,
    productCode: { id: '5n0u1exw4bst7ckpr2ct1ce60', type: 'marketplace' },
  },
  {
    ...plain,
    publisher: stranger,
    release: '24.04',
    name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-resolute-26.04-amd64-server-20261118',
    description: 'Canonical, Ubuntu, 26.04, amd64 resolute image',
    architecture: 'x86_64',
    bootMode: 'uefi-preferred',
    createdAt: '2026-11-18T02:55:27.000Z',
    imdsV2: false,
  },
];
