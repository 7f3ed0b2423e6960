import type { Image } from './image.ts';

/** The AWS CLI as a person would type it. */
export type Shell = 'bash' | 'powershell';

/** A line that does what one of the app's actions does. */
export interface CliLine {
  readonly id: string;
  readonly label: string;
  readonly line: string;
}

/** Where the line is meant to act, and as whom. */
export interface CliPlace {
  /** A profile of ~/.aws; absent for the practice cloud. */
  readonly profile?: string | undefined;
  /** Where calls go when that is not AWS itself. */
  readonly endpoint?: string | undefined;
}

type Words = readonly string[];

/**
 * Quotes a word so that the shell hands it on unchanged.
 *
 * bash: single quotes, and a single quote as '\''. PowerShell: single quotes, doubled inside; a double quote inside
 * needs a backslash as well, for Windows takes the command line apart once more.
 */
export function quoted(word: string, shell: Shell): string {
  if (/^[A-Za-z0-9_./:=-]+$/.test(word)) return word;
  return shell === 'bash'
    ? `'${word.replaceAll("'", "'\\''")}'`
    : `'${word.replaceAll("'", "''").replaceAll('"', '\\"')}'`;
}

/** The CLI line of each thing that can be done with an image. What only the person knows is written in CAPITALS. */
export function cliLines(
  image: Pick<Image, 'imageId' | 'region' | 'name' | 'description'>,
  place: CliPlace,
  shell: Shell,
): CliLine[] {
  const { imageId, region, name, description } = image;
  const ends: Words = [
    ...(place.profile === undefined ? [] : ['--profile', place.profile]),
    ...(place.endpoint === undefined ? [] : ['--endpoint-url', place.endpoint]),
  ];
  const line = (id: string, label: string, command: string, words: Words, at = region): CliLine => ({
    id,
    label,
    line: ['aws', 'ec2', command, ...words, '--region', at, ...ends].map((word) => quoted(word, shell)).join(' '),
  });
  const this_: Words = ['--image-id', imageId];
  const accounts = 'Add=[{UserId=ACCOUNT-NUMBER}]';
  return [
    line('describe', 'Show it', 'describe-images', ['--image-ids', imageId]),
    line('launch', 'Launch an instance', 'run-instances', [
      ...this_,
      ...['--instance-type', 'INSTANCE-TYPE', '--key-name', 'KEY-PAIR', '--count', '1'],
    ]),
    line('name', 'Change the Name tag', 'create-tags', ['--resources', imageId, '--tags', 'Key=Name,Value=NEW-NAME']),
    line(
      'copy',
      'Copy to another Region',
      'copy-image',
      [
        ...['--source-region', region, '--source-image-id', imageId, '--name', name],
        ...(description ? ['--description', description] : []),
        '--copy-image-tags',
      ],
      'OTHER-REGION',
    ),
    line('share', 'Share with an account', 'modify-image-attribute', [...this_, '--launch-permission', accounts]),
    line('permissions', 'Show whom it is shared with', 'describe-image-attribute', [
      ...this_,
      ...['--attribute', 'launchPermission'],
    ]),
    line('deprecate', 'Deprecate on a day', 'enable-image-deprecation', [
      ...this_,
      ...['--deprecate-at', 'YEAR-MONTH-DAYT00:00:00Z'],
    ]),
    line('disable', 'Disable', 'disable-image', this_),
    line('enable', 'Enable', 'enable-image', this_),
    line('protect', 'Protect from deregistration', 'enable-image-deregistration-protection', [
      ...this_,
      '--with-cooldown',
    ]),
    line('deregister', 'Deregister, and keep the snapshots', 'deregister-image', this_),
    line('restore', 'Restore from the Recycle Bin', 'restore-image-from-recycle-bin', this_),
    line('ancestry', 'Show what it was made from', 'get-image-ancestry', this_),
  ];
}
