/**
 * Which user to log in as: guessed from the image, since no AWS call tells it.
 *
 * Source: "Default user names" in the EC2 User Guide (connection-prereqs-general), and each publisher's own page for
 * its account number. A guess only: whoever makes an image may choose another user.
 */

/** What the guess is made from. */
export interface UserFacts {
  readonly imageName?: string;
  readonly imageDescription?: string;
  /** The twelve digits of the account that owns the image. */
  readonly ownerId?: string;
  /** `amazon`, where AWS gives it. */
  readonly ownerAlias?: string;
  /** EC2's PlatformDetails, for example `Linux/UNIX` or `Red Hat Enterprise Linux`. */
  readonly platform?: string;
}

interface KnownSystem {
  /** How a person calls it. */
  readonly system: string;
  /** The likeliest first. */
  readonly users: readonly string[];
  readonly words: RegExp;
  /** Accounts that publish this system and nothing else. */
  readonly owners?: readonly string[];
  /** Its images come with the EC2 Instance Connect package. Source: EC2 User Guide, ec2-instance-connect-set-up. */
  readonly instanceConnect?: true;
}

/** The default users of the systems on EC2. Earlier rows win: Bitnami's images are named after Debian as well. */
export const DEFAULT_USERS: readonly KnownSystem[] = [
  { system: 'Bitnami', users: ['bitnami'], words: /bitnami/i, owners: ['979382823631'] },
  { system: 'Ubuntu', users: ['ubuntu'], words: /ubuntu/i, owners: ['099720109477'], instanceConnect: true },
  {
    system: 'Amazon Linux',
    users: ['ec2-user'],
    words: /amazon[\s_-]?linux|\bal20\d\d|\bamzn|amazon2023/i,
    owners: ['137112412989'],
    instanceConnect: true,
  },
  { system: 'Debian', users: ['admin'], words: /debian/i, owners: ['136693071363'] },
  { system: 'Rocky Linux', users: ['rocky', 'ec2-user'], words: /\brocky/i, owners: ['792107900819'] },
  { system: 'CentOS', users: ['centos', 'ec2-user'], words: /centos/i },
  { system: 'Fedora', users: ['fedora', 'ec2-user'], words: /fedora/i },
  {
    system: 'Red Hat Enterprise Linux',
    users: ['ec2-user', 'root'],
    words: /red\s?hat|\brhel/i,
    owners: ['309956199498'],
  },
  { system: 'SUSE Linux', users: ['ec2-user', 'root'], words: /suse|\bsles/i, owners: ['013907871322'] },
  { system: 'Oracle Linux', users: ['ec2-user'], words: /oracle|\bol\d/i },
  { system: 'FreeBSD', users: ['ec2-user'], words: /freebsd/i },
];

/** What to try where nothing tells the system. */
const UNKNOWN: readonly string[] = ['ec2-user', 'ubuntu', 'admin', 'root'];

/** `_` joins words in image names; for `\b` it would be a letter. */
const spaced = (text: string) => text.replaceAll('_', ' ');

function systemOf(facts: UserFacts): KnownSystem | undefined {
  const told = [facts.imageName, facts.imageDescription, facts.platform];
  for (const text of told) {
    const found = text && DEFAULT_USERS.find((row) => row.words.test(spaced(text)));
    if (found) return found;
  }
  const byOwner = DEFAULT_USERS.find((row) => facts.ownerId && row.owners?.includes(facts.ownerId));
  if (byOwner) return byOwner;
  return facts.ownerAlias === 'amazon' ? DEFAULT_USERS.find((row) => row.system === 'Amazon Linux') : undefined;
}

/** Whether the image's system comes with the EC2 Instance Connect package; undefined when the system is not known. */
export function comesWithInstanceConnect(facts: UserFacts): boolean | undefined {
  const system = systemOf(facts);
  return system && system.instanceConnect === true;
}

/** The system as people call it, for example “Amazon Linux”; undefined where the image does not tell. */
export function systemName(facts: UserFacts): string | undefined {
  return systemOf(facts)?.system;
}

/**
 * The users to try, the likeliest first, none twice.
 *
 * `remembered` are the users that worked on this image before: they come first. Where the image tells its system only
 * that system's users follow; else the usual ones do.
 */
export function likelyUsers(facts: UserFacts, remembered: readonly string[] = []): string[] {
  return [...new Set([...remembered, ...(systemOf(facts)?.users ?? UNKNOWN)])];
}
