import type { Image, ImageVolume } from '../images/contract.ts';
import { timeBetween } from './ages.ts';
import type { ComparedImage } from './contract.ts';
import { kinship, titleOf } from './kinship.ts';

/** One thing that two images are compared by. */
export interface ComparedFact {
  readonly label: string;
  readonly one: string;
  readonly other: string;
  readonly same: boolean;
}

/** Facts that belong together. */
export interface ComparedSection {
  readonly title: string;
  readonly facts: readonly ComparedFact[];
}

/** What stands where one image has nothing of the kind. */
const NONE = '-';

/** Puts two images side by side; `now` is what ages are counted to. */
export function compareImages(one: ComparedImage, other: ComparedImage, now: string): ComparedSection[] {
  const fact = (label: string, read: (each: ComparedImage) => string | undefined): ComparedFact => {
    const [first, second] = [read(one) || NONE, read(other) || NONE];
    return { label, one: first, other: second, same: first === second };
  };
  const plain = (label: string, read: (image: Image) => string | undefined) => fact(label, ({ image }) => read(image));
  const union = (list: (image: Image) => readonly string[]) =>
    [...new Set([...list(one.image), ...list(other.image)])].sort();
  return [
    {
      title: 'About',
      facts: [
        plain('AMI name', ({ name }) => name),
        plain('Description', ({ description }) => description),
        plain('State', ({ state }) => state),
        plain('Region', ({ region }) => region),
        plain('Owner', ({ ownerId, ownerAlias }) => (ownerAlias ? `${ownerId} (${ownerAlias})` : ownerId)),
        plain('Age', ({ createdAt }) => timeBetween(createdAt, now)),
        plain('Created', ({ createdAt }) => shownDay(createdAt)),
        plain('Deprecated from', ({ deprecatedAt }) => deprecatedAt && shownDay(deprecatedAt)),
        plain('Deregistration protection', ({ deregistrationProtection }) => deregistrationProtection),
      ],
    },
    {
      title: 'Machine',
      facts: [
        plain('Platform', ({ platform }) => platform),
        plain('Architecture', ({ architecture }) => architecture),
        plain('Boot mode', ({ bootMode }) => bootMode ?? 'as the instance type has it'),
        plain('Instance metadata', ({ imdsSupport }) =>
          imdsSupport === 'v2.0' ? 'version 2 only (IMDSv2 required)' : 'as the account or the launch has it',
        ),
        plain('Marketplace products', ({ productCodes }) => productCodes.join(', ')),
      ],
    },
    {
      title: 'Volumes',
      facts: [
        plain('Size of all', ({ volumes }) => `${volumes.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0)} GiB`),
        plain('Encryption', ({ volumes }) => encryptionWords(volumes)),
        ...union(({ volumes }) => volumes.map(({ deviceName }) => deviceName)).map((device) =>
          plain(device, ({ volumes }) => volumeWords(volumes.find(({ deviceName }) => deviceName === device))),
        ),
      ],
    },
    {
      title: 'Who may use it',
      facts: [
        plain('Everyone', (image) => (image.public ? 'yes: it is public' : 'no')),
        fact('Accounts', ({ sharedWith }) => (sharedWith ? sharedWith.accounts.join(', ') || 'none' : 'not told')),
        fact('Organizations', ({ sharedWith }) =>
          sharedWith ? sharedWith.organizations.join(', ') || 'none' : 'not told',
        ),
      ],
    },
    {
      title: 'Tags',
      facts: union(({ tags }) => tags.map(({ key }) => key)).map((key) =>
        plain(key, ({ tags }) => tags.find((tag) => tag.key === key)?.value),
      ),
    },
  ].filter(({ facts }) => facts.length > 0);
}

/** The day and minute in UTC, so that a text that is passed on says the same everywhere. */
function shownDay(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');
}

function encryptionWords(volumes: readonly ImageVolume[]): string {
  const encrypted = volumes.filter((volume) => volume.encrypted).length;
  if (encrypted === 0) return 'not encrypted';
  return encrypted === volumes.length ? 'encrypted' : `${encrypted} of ${volumes.length} volumes encrypted`;
}

function volumeWords(volume: ImageVolume | undefined): string | undefined {
  if (!volume) return undefined;
  return [
    `${volume.sizeGiB} GiB ${volume.type}${volume.isRoot ? ', root' : ''}`,
    volume.iops === undefined ? [] : `${volume.iops} IOPS`,
    volume.throughput === undefined ? [] : `${volume.throughput} MiB/s`,
    volume.encrypted ? 'encrypted' : 'not encrypted',
    volume.deleteOnTermination ? 'deleted with the instance' : 'stays after the instance',
  ]
    .flat()
    .join(', ');
}

/** The comparison as plain text, to be passed on. */
export function comparisonText(one: ComparedImage, other: ComparedImage, sections: readonly ComparedSection[]): string {
  const name = ({ image }: ComparedImage) => `${titleOf(image)} (${image.imageId}, ${image.region})`;
  return [
    `A: ${name(one)}`,
    `B: ${name(other)}`,
    kinship(one, other),
    ...sections.flatMap(({ title, facts }) => [
      '',
      title,
      ...facts.map((fact) =>
        fact.same ? `  ${fact.label}: ${fact.one}` : `* ${fact.label}: ${fact.one} | ${fact.other}`,
      ),
    ]),
  ].join('\n');
}
