import { systemName, type UserFacts } from './users.ts';

/** What installs programs on a machine: the commands differ by it. */
export type PackageFamily = 'debian' | 'redhat' | 'suse';

/** A command for the terminal, made ready but never sent: the person presses Enter. */
export interface Snippet {
  readonly id: string;
  readonly title: string;
  /** What it does and what follows from it. */
  readonly words: string;
  /** One line without an end. */
  readonly command: string;
}

interface SnippetEntry extends Omit<Snippet, 'command'> {
  readonly command: string | Readonly<Record<PackageFamily, string>>;
}

/**
 * What is done to a machine before an image is made of it, in the order in which it is best done.
 *
 * Source: EC2 user guide, "Recommendations for creating shared Linux AMIs"; cloud-init's `clean`; machine-id(5).
 */
const ENTRIES: readonly SnippetEntry[] = [
  {
    id: 'update',
    title: 'Update all packages',
    words: 'Installs the newest version of everything, so that machines from the image begin up to date.',
    command: {
      debian: 'sudo apt-get update && sudo apt-get -y upgrade',
      redhat: 'sudo dnf -y upgrade',
      suse: 'sudo zypper --non-interactive update',
    },
  },
  {
    id: 'package-cache',
    title: 'Remove downloaded packages',
    words: 'Frees the room that installing took; what is installed stays.',
    command: { debian: 'sudo apt-get clean', redhat: 'sudo dnf clean all', suse: 'sudo zypper clean --all' },
  },
  {
    id: 'room',
    title: 'See what takes room',
    words: 'Lists the largest folders and changes nothing; what you delete makes the image smaller and cheaper.',
    command: 'df -h / && sudo du -xh --max-depth=2 / 2>/dev/null | sort -h | tail -n 15',
  },
  {
    id: 'find-secrets',
    title: 'Look for keys and passwords in files',
    words: 'Lists files that usually hold secrets and changes nothing; whoever launches the image could read them.',
    command:
      "sudo find / -xdev \\( -name 'id_*' -o -name '*.pem' -o -name credentials -o -name .netrc \\) -type f -not -path '/usr/*' -not -path '/etc/ssl/*'",
  },
  {
    id: 'aws-credentials',
    title: 'Remove AWS credentials of this user',
    words: 'Deletes the folder .aws, so that nobody can act as you; the AWS command line has to be set up again here.',
    command: 'rm -rf ~/.aws',
  },
  {
    id: 'temporary',
    title: 'Remove temporary files',
    words: 'Empties the folders for temporary files; programs that run now may still need theirs.',
    command: 'sudo find /tmp /var/tmp -mindepth 1 -delete',
  },
  {
    id: 'logs',
    title: 'Empty the logs',
    words: 'Machines from the image begin with empty logs; what happened on this one can no longer be looked up.',
    command:
      'sudo journalctl --rotate && sudo journalctl --vacuum-time=1s && sudo find /var/log -type f -exec truncate -s 0 {} +',
  },
  {
    id: 'cloud-init',
    title: 'Remove cloud-init’s state',
    words: 'Every machine from the image is set up anew at its first start; this one is too when it is restarted.',
    command: 'sudo cloud-init clean --logs',
  },
  {
    id: 'machine-id',
    title: 'Empty the machine ID',
    words: 'Every machine from the image draws an ID of its own; this one gets a new one when it is restarted.',
    command: 'sudo truncate -s 0 /etc/machine-id',
  },
  {
    id: 'host-keys',
    title: 'Remove the SSH host keys',
    words:
      'Every machine from the image makes its own, so that none can pass for another; remove cloud-init’s state too, or this machine has none after a restart and nobody can log in.',
    command: 'sudo rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub',
  },
  {
    id: 'authorized-keys',
    title: 'Remove authorized_keys',
    words:
      'Only the key pair chosen at launch opens machines from the image; nobody can log in here any more once this session ends, so do it last.',
    command: 'sudo rm -f ~/.ssh/authorized_keys /root/.ssh/authorized_keys',
  },
  {
    id: 'history',
    title: 'Clean the shell history',
    words: 'Forgets what was typed as this user, this session included; commands often hold names and passwords.',
    command: 'history -c; rm -f ~/.bash_history; unset HISTFILE',
  },
];

/** What installs programs there; undefined where the image does not tell. */
export function packageFamily(facts: UserFacts): PackageFamily | undefined {
  const system = systemName(facts);
  if (system === undefined || system === 'FreeBSD') return undefined;
  if (['Ubuntu', 'Debian', 'Bitnami'].includes(system)) return 'debian';
  return system === 'SUSE Linux' ? 'suse' : 'redhat';
}

/** The commands for a system; those that differ by system are left out where it is not known. */
export function snippetsFor(family: PackageFamily | undefined): Snippet[] {
  return ENTRIES.flatMap(({ command, ...entry }) => {
    const line = typeof command === 'string' ? command : family && command[family];
    return line ? [{ ...entry, command: line }] : [];
  });
}
