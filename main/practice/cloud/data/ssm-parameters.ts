import { type PublicImage, publicImagesOf } from './public-images.ts';
import { findRegion } from './regions.ts';

/** A parameter that AWS or a distribution keeps for everyone: a fixed path that names today's image. */
export interface PublicParameter {
  readonly name: string;
  readonly arn: string;
  readonly type: 'String';
  /** The image's ID. */
  readonly value: string;
  /** Amazon keeps its own as plain text, the distributions as image IDs. */
  readonly dataType: 'text' | 'aws:ec2:image';
  readonly version: number;
  readonly modifiedAt: string;
}

const shelves = new Map<string, ReadonlyMap<string, PublicParameter>>();

/**
 * The public parameters of one Region that name an image, in the order of their names; none where there is no such
 * Region.
 *
 * Paths as in https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 * and in the distributions' own pages on their images.
 */
export function parametersOf(region: string): readonly PublicParameter[] {
  return [...shelfOf(region).values()];
}

/** The public parameter of this name in this Region, or null. */
export function findPublicParameter(region: string, name: string): PublicParameter | null {
  return shelfOf(region).get(name) ?? null;
}

function shelfOf(region: string): ReadonlyMap<string, PublicParameter> {
  const held = shelves.get(region);
  if (held) return held;
  const made = publicImagesOf(region)
    .filter((image) => image.deprecationTime === null && image.productCode === null)
    .flatMap((image) => namesOf(image).map((name) => parameter(name, image)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const shelf = new Map(made.map((one) => [one.name, one]));
  if (shelf.size > 0) shelves.set(region, shelf);
  return shelf;
}

function parameter(name: string, image: PublicImage): PublicParameter {
  const partition = findRegion(image.region)?.partition ?? 'aws';
  return {
    name,
    arn: `arn:${partition}:ssm:${image.region}::parameter${name}`,
    type: 'String',
    value: image.id,
    dataType: image.publisher === 'Amazon' ? 'text' : 'aws:ec2:image',
    version: versionOf(image),
    modifiedAt: image.createdAt,
  };
}

/** Each build is a version more; a fortnight lies between two builds, and the paths began in 2023. */
function versionOf(image: PublicImage): number {
  return Math.max(1, Math.floor((Date.parse(image.createdAt) - Date.UTC(2023, 2, 1)) / (14 * 86_400_000)));
}

/** Every path that leads to an image; a name that only looks like a publisher's leads nowhere. */
function namesOf(image: PublicImage): string[] {
  switch (image.publisher) {
    case 'Amazon':
      return amazonNames(image);
    case 'Canonical':
      return canonicalNames(image);
    case 'Debian':
      return [image.release, debianCodenames[image.release] ?? image.release].map(
        (version) => `/aws/service/debian/release/${version}/latest/${chipOf(image)}`,
      );
    default:
      return [];
  }
}

function chipOf({ architecture }: PublicImage): string {
  return architecture === 'x86_64' ? 'amd64' : architecture;
}

/** A path by code name and one by number, for the newest build and for this one. */
function canonicalNames(image: PublicImage): string[] {
  const [, codename, serial] = /ubuntu-([a-z]+)-.*-(\d{8})$/.exec(image.name) ?? [];
  return [codename, image.release].flatMap((version) =>
    ['current', serial].map(
      (build) =>
        `/aws/service/canonical/ubuntu/server/${version}/stable/${build}/${chipOf(image)}/hvm/ebs-${image.volumeType}/ami-id`,
    ),
  );
}

const debianCodenames: Readonly<Record<string, string>> = { '12': 'bookworm', '13': 'trixie' };

/** The kernels that a name without a kernel, or with `default` for it, means. */
const defaultKernel = '6.1';

function amazonNames({ name, architecture }: PublicImage): string[] {
  const stem = '/aws/service/ami-amazon-linux-latest/';
  const newer = /^al2023-ami-(minimal-)?.*kernel-([\d.]+)-/.exec(name);
  if (newer) {
    const [, minimal = '', kernel = ''] = newer;
    const kernels = kernel === defaultKernel ? [kernel, 'default'] : [kernel];
    return kernels.map((one) => `${stem}al2023-ami-${minimal}kernel-${one}-${architecture}`);
  }
  // Amazon Linux 2 without a kernel in the path means the older one, as AWS has kept it.
  const kinds = name.startsWith('amzn2-ami-kernel-5.10-') ? ['kernel-5.10-', 'kernel-default-'] : ['kernel-4.14-', ''];
  return kinds.map((kind) => `${stem}amzn2-ami-${kind}hvm-${architecture}-gp2`);
}
