import { IMAGE_NAME_LENGTH } from './rules.ts';

/**
 * The naming helper: a pattern with parts in braces, filled from the instance and the clock.
 *
 * Names of images are fixed for ever and sorted by people who look for the newest, so a good name says what
 * it is for, on which system, and when it was made.
 */

/** What can stand in braces, with an explanation for the person. */
export const NAME_PARTS = {
  purpose: 'what it is for: the tag “purpose”, else the instance’s name',
  os: 'the operating system, for example ubuntu',
  version: 'its version, for example 24.04',
  date: 'the day, for example 2026-11-23',
  time: 'the time of day, for example 1407',
  instance: 'the instance’s id',
} as const;

type NamePart = keyof typeof NAME_PARTS;

/** A value for each part; empty where the instance does not tell. */
export type NameFacts = Readonly<Record<NamePart, string>>;

/** What the helper needs to know of an instance. */
export interface NamedInstance {
  readonly instanceId: string;
  readonly name: string;
  readonly imageName?: string | undefined;
  readonly platform: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

// How publishers name their images; the first group is the version. Source: their public images in us-east-1, 2026.
const SYSTEMS: readonly (readonly [pattern: RegExp, os: string])[] = [
  [/ubuntu.*?(\d\d\.\d\d)/i, 'ubuntu'],
  [/al(20\d\d)-/i, 'amazon-linux'],
  [/amzn(2)-/i, 'amazon-linux'],
  [/debian-(\d+)/i, 'debian'],
  [/rhel-(\d+(?:\.\d+)?)/i, 'rhel'],
  [/sles-(\d+(?:-sp\d+)?)/i, 'sles'],
  [/rocky-(\d+)/i, 'rocky'],
  [/fedora.*?-(\d+)/i, 'fedora'],
  [/centos.*?(\d+)/i, 'centos'],
  [/windows_server-(20\d\d)/i, 'windows-server'],
];

/** The operating system and its version, as far as the name of the instance's image tells. */
export function systemOf(instance: Pick<NamedInstance, 'imageName' | 'platform'>): { os: string; version: string } {
  for (const [pattern, os] of SYSTEMS) {
    const match = pattern.exec(instance.imageName ?? '');
    if (match) return { os, version: match[1]?.toLowerCase() ?? '' };
  }
  return { os: /windows/i.test(instance.platform) ? 'windows' : 'linux', version: '' };
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Reads the parts off an instance; day and time are the person's own. */
export function nameFacts(instance: NamedInstance, now: Date): NameFacts {
  const tagged = instance.tags.find((tag) => tag.key.toLowerCase() === 'purpose')?.value ?? '';
  return {
    purpose: tagged || instance.name || instance.instanceId,
    ...systemOf(instance),
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: two(now.getHours()) + two(now.getMinutes()),
    instance: instance.instanceId,
  };
}

const PART = /\{([^{}]*)\}/g;

const isPart = (word: string): word is NamePart => Object.hasOwn(NAME_PARTS, word);

/** What is wrong with a pattern, in a sentence; undefined when it can be filled. */
export function patternError(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'Write a pattern, or choose a name of your own below.';
  const unknown = [...pattern.matchAll(PART)].map((match) => match[1] ?? '').filter((word) => !isPart(word));
  if (unknown.length > 0) {
    const known = Object.keys(NAME_PARTS)
      .map((part) => `{${part}}`)
      .join(', ');
    return `{${unknown[0]}} is not known. The parts are ${known}.`;
  }
  if (/[{}]/.test(pattern.replace(PART, ''))) return 'A brace is open. Write each part as {part}.';
  return undefined;
}

/**
 * Fills a pattern. Whatever may not stand in a name becomes a hyphen, parts that are empty leave no gap,
 * and the end is cut where AWS's limit is.
 */
export function fillPattern(pattern: string, facts: NameFacts): string {
  return filled(pattern, facts)
    .slice(0, IMAGE_NAME_LENGTH.max)
    .replace(/[-_ ]+$/, '');
}

function filled(pattern: string, facts: NameFacts): string {
  return clean(pattern.replace(PART, (_, word: string) => (isPart(word) ? clean(facts[word]) : '')));
}

/** What each part looks like once it is filled in. */
const SHAPES: NameFacts = {
  purpose: '.+',
  os: '[A-Za-z][A-Za-z-]*',
  version: '[0-9][0-9A-Za-z.-]*',
  date: '\\d{4}-\\d{2}-\\d{2}',
  time: '\\d{4}',
  instance: 'i-[0-9a-f]{8,17}',
};

/**
 * Whether a name could have been made by the pattern: its fixed words are there, and a date stands where one is due.
 *
 * The version may be missing, as not every image tells it, and a number may follow where the name was taken.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  return [pattern, pattern.replaceAll('{version}', '')].some((wanted) => shapeOf(wanted).test(name));
}

function shapeOf(pattern: string): RegExp {
  // Signs that a name may have, so that the pattern is tidied as a name is; then each gives way to its part's shape.
  const marks = Object.keys(SHAPES) as NamePart[];
  const marked = filled(pattern, Object.fromEntries(marks.map((part) => [part, `@@${part}@@`])) as NameFacts);
  const escaped = marked.replace(/[()[\].\\/]/g, '\\$&');
  const shaped = marks.reduce((text, part) => text.replaceAll(`@@${part}@@`, `(?:${SHAPES[part]})`), escaped);
  return new RegExp(`^${shaped}(?:-[1-9]\\d{0,2})?$`);
}

function clean(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9()[\] ./\-'@_]+/g, '-')
    .replace(/ +/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
}

/** A first line for the description, to be finished by hand: where the image comes from and when. */
export function describeSource(instance: NamedInstance, facts: NameFacts): string {
  const system = [facts.os, facts.version].filter((word) => word !== '').join(' ');
  const source = instance.name ? `${instance.name} (${instance.instanceId})` : instance.instanceId;
  return `${system}, made from ${source} on ${facts.date}. Installed: `.replace(/\p{Cc}/gu, ' ');
}

/** An image that has a name already. */
export interface TakenName {
  readonly name: string;
  readonly imageId: string;
}

/** The same name with the next free number: web, then web-2, web-3. The end of a date is no such number. */
export function nextFreeName(name: string, taken: readonly TakenName[]): string {
  const names = new Set(taken.map((one) => one.name));
  if (!names.has(name)) return name;
  const numbered = /^(.*[^-])-([1-9]\d{0,2})$/.exec(name);
  const before = numbered?.[1];
  const counts = before !== undefined && (names.has(before) || !/\d$/.test(before));
  const stem = counts ? before : name;
  for (let number = counts ? Number(numbered?.[2]) + 1 : 2; ; number++) {
    const suffix = `-${number}`;
    const candidate = stem.slice(0, IMAGE_NAME_LENGTH.max - suffix.length) + suffix;
    if (!names.has(candidate)) return candidate;
  }
}

/** Says who has this name; undefined when it is free. Names are unique per account and Region, and case counts. */
export function takenNameError(name: string, taken: readonly TakenName[]): string | undefined {
  const other = taken.find((one) => one.name === name);
  return other && `${other.imageId} has this name already. Two images of one account and Region cannot share a name.`;
}
