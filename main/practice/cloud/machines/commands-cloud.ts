import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { metadataTree } from './imds-tree.ts';
import { instanceData } from './live-files.ts';

/** cloud-init, and Amazon Linux's own ec2-metadata. */
export function cloudCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const { spec, memory } = computer;

  const query: Program = (args) => {
    const data = JSON.parse(instanceData(computer)) as Record<string, unknown>;
    const words = args.filter((arg) => !arg.startsWith('-'));
    if (args.includes('--list-keys') || args.includes('-l')) return ok(`${Object.keys(data).sort().join('\n')}\n`);
    if (args.includes('--all') || args.includes('-a')) return ok(`${JSON.stringify(data, null, 1)}\n`);
    const [path] = words;
    if (path === undefined) return fail('Expected one of the options: --all, --format, --list-keys or varname');
    if (path === 'userdata' && shell.user !== 'root')
      return ok('<redacted for non-root user> file:/var/lib/cloud/instance/user-data.txt\n');
    let here: unknown = data;
    for (const part of path.split('.')) {
      const inside = here as Record<string, unknown> | null;
      if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, part))
        return fail(`ERROR: Undefined instance-data key '${path}'`);
      here = inside[part];
    }
    return ok(`${typeof here === 'string' ? here : JSON.stringify(here, null, 1)}\n`);
  };

  const cloudInit: Program = async (args, context) => {
    switch (args[0]) {
      case 'status': {
        while (args.includes('--wait') && memory.cloudInit === 'running' && shell.signal?.aborted !== true)
          await shell.sleep(500);
        const status = `status: ${memory.cloudInit}\n`;
        const exitCode = memory.cloudInit === 'error' ? 1 : 0;
        if (!args.includes('--long') && !args.includes('-l')) return { ...ok(status), exitCode };
        const detail =
          memory.cloudInit === 'error'
            ? "('scripts_user', RuntimeError('Runparts: 1 failures (part-001) in 1 attempted commands'))"
            : 'DataSourceEc2Local';
        return { ...ok(`${status}boot_status_code: enabled-by-generator\ndetail: ${detail}\n`), exitCode };
      }
      case 'query':
        return query(args.slice(1), context);
      case 'clean':
        return shell.user === 'root' ? ok() : fail('Non-root user cannot run clean');
      case '--version':
      case '-v':
        return ok('/usr/bin/cloud-init 24.4\n');
      default:
        return fail('usage: /usr/bin/cloud-init [-h] [--version] {status,query,clean} ...', 2);
    }
  };

  /** The option, the name that is printed, and where the metadata service has it. */
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['-a', '--ami-id', 'ami-id', 'ami-id'],
    ['-l', '--ami-launch-index', 'ami-launch-index', 'ami-launch-index'],
    ['-i', '--instance-id', 'instance-id', 'instance-id'],
    ['-t', '--instance-type', 'instance-type', 'instance-type'],
    ['-h', '--local-hostname', 'local-hostname', 'local-hostname'],
    ['-o', '--local-ipv4', 'local-ipv4', 'local-ipv4'],
    ['-z', '--availability-zone', 'placement', 'placement/availability-zone'],
    ['-R', '--region', 'region', 'placement/region'],
    ['-p', '--public-hostname', 'public-hostname', 'public-hostname'],
    ['-v', '--public-ipv4', 'public-ipv4', 'public-ipv4'],
    ['-r', '--reservation-id', 'reservation-id', 'reservation-id'],
    ['-s', '--security-groups', 'security-groups', 'security-groups'],
  ];
  const ec2Metadata: Program = (args) => {
    const data = computer.metadata();
    if (data.options.endpoint === 'disabled')
      return fail(
        '[ERROR] Command not valid outside EC2 instance. Please run this command within a running EC2 instance.',
      );
    const tree = metadataTree(spec, data);
    const told = (path: string) => {
      let here: unknown = tree;
      for (const part of path.split('/')) here = (here as Record<string, unknown> | undefined)?.[part];
      return typeof here === 'string' ? here : 'not available';
    };
    const wanted = args.filter((arg) => arg !== '--quiet' && arg !== '-q' && arg !== '--all');
    if (wanted.includes('-d') || wanted.includes('--user-data'))
      return ok(`user-data: ${spec.userData === '' ? 'not available' : spec.userData}\n`);
    const shown =
      wanted.length === 0 ? rows : rows.filter(([short, long]) => wanted.includes(short) || wanted.includes(long));
    if (shown.length === 0) return fail(`ec2-metadata: unknown option ${wanted[0]}`);
    const quiet = args.includes('--quiet') || args.includes('-q');
    return ok(shown.map(([, , name, path]) => `${quiet ? '' : `${name}: `}${told(path)}\n`).join(''));
  };

  return { 'cloud-init': cloudInit, ...(spec.platform === 'amazon-linux' ? { 'ec2-metadata': ec2Metadata } : {}) };
}
