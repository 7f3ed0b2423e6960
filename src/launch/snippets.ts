import type { Image } from '../images/contract.ts';

/** What installs programs on a system: the scripts differ by it. */
export type ScriptFamily = 'debian' | 'amazon';

/** A part of a script that people often want at the first start. */
export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Lines of a shell script, without the first line; by family where they differ. */
  readonly script: string | Readonly<Record<ScriptFamily, string>>;
}

/** Stands in a snippet for what only the person knows. */
export const TO_REPLACE = 'PASTE-YOUR-PUBLIC-KEY-HERE';

const FIRST_LINE = '#!/bin/bash';

/** The library, most wanted first. Scripts run as root, once; each is safe to run again. */
export const SNIPPETS: readonly Snippet[] = [
  {
    id: 'updates',
    title: 'Update all packages',
    description: 'Installs what its publisher has mended since the image was made.',
    script: {
      debian: 'export DEBIAN_FRONTEND=noninteractive\napt-get update\napt-get -y upgrade',
      amazon: 'yum -y update',
    },
  },
  {
    id: 'web-server',
    title: 'Install a web server',
    description: 'Apache with a first page. Allow HTTP under Network settings, or nobody reaches it.',
    script: {
      debian:
        'export DEBIAN_FRONTEND=noninteractive\napt-get update\napt-get -y install apache2\necho "<h1>It works: $(hostname)</h1>" > /var/www/html/index.html',
      amazon:
        'yum -y install httpd\nsystemctl enable --now httpd\necho "<h1>It works: $(hostname)</h1>" > /var/www/html/index.html',
    },
  },
  {
    id: 'ssh-key',
    title: 'Let another SSH key in',
    description: 'Adds a public key (the .pub half) to the user that people log in as. Paste yours into it.',
    script: {
      debian: addKey('"$(getent passwd 1000 | cut -d: -f1)"'),
      amazon: addKey('ec2-user'),
    },
  },
  {
    id: 'time-zone',
    title: 'Set the time zone',
    description: 'So that clocks and logs show local time. Change the zone to yours.',
    script: 'timedatectl set-timezone Europe/Berlin',
  },
  {
    id: 'host-name',
    title: 'Set the host name',
    description: 'The name that the machine calls itself by, in its prompt and logs.',
    script: 'hostnamectl set-hostname my-server',
  },
  {
    id: 'swap',
    title: 'Add 1 GiB of swap',
    description: 'Keeps small machines from running out of memory during installations.',
    script:
      'if [ ! -f /swapfile ]; then\n  fallocate -l 1G /swapfile\n  chmod 600 /swapfile\n  mkswap /swapfile\n  swapon /swapfile\n  echo "/swapfile none swap sw 0 0" >> /etc/fstab\nfi',
  },
];

function addKey(user: string): string {
  return [
    `user=${user}`,
    'folder="$(getent passwd "$user" | cut -d: -f6)/.ssh"',
    'install -d -m 700 -o "$user" -g "$user" "$folder"',
    `echo "${TO_REPLACE}" >> "$folder/authorized_keys"`,
    'chown "$user:$user" "$folder/authorized_keys"',
    'chmod 600 "$folder/authorized_keys"',
  ].join('\n');
}

/** What the image's scripts are written for; undefined where its names do not tell. */
export function scriptFamily({
  name,
  description,
  platform,
}: Pick<Image, 'name' | 'description' | 'platform'>): ScriptFamily | undefined {
  if (/windows/i.test(platform)) return undefined;
  const names = `${name} ${description}`;
  if (/ubuntu|debian/i.test(names)) return 'debian';
  return /\bal20\d\d|amzn|amazon linux/i.test(names) ? 'amazon' : undefined;
}

/** What a script becomes with a snippet. */
export interface WithSnippet {
  readonly text: string;
  /** What is there is no shell script: it can only be replaced, and that is the person's to decide. */
  readonly replaces: boolean;
}

/** Adds a snippet at the end of a shell script, or begins one with it; nothing that is there is lost without being told. */
export function withSnippet(text: string, { title, script }: Snippet, family: ScriptFamily): WithSnippet {
  const lines = `# ${title}\n${typeof script === 'string' ? script : script[family]}\n`;
  if (text.trim() === '') return { text: `${FIRST_LINE}\n${lines}`, replaces: false };
  const isShell = /^#!.*\b(ba|da|z|k)?sh\b/.test(text);
  if (!isShell) return { text: `${FIRST_LINE}\n${lines}`, replaces: true };
  return { text: `${text.trimEnd()}\n\n${lines}`, replaces: false };
}
