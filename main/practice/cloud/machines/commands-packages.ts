import { aptProgram } from './apt.ts';
import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { dnfProgram } from './dnf.ts';
import type { Package } from './package-shelf.ts';
import { PackageStore } from './package-store.ts';

/** apt, dnf and yum: they install from a small shelf, leave believable files and services, and reach no network. */
export function packageCommands(room: CommandRoom): Record<string, Program> {
  const { computer } = room;
  const store = new PackageStore(computer);
  const own: Record<string, Program> =
    computer.facts.packageTool === 'apt'
      ? {
          apt: aptProgram(room, store, 'apt'),
          'apt-get': aptProgram(room, store, 'apt-get'),
          'apt-cache': aptProgram(room, store, 'apt-cache'),
          dpkg: dpkg(store),
        }
      : { dnf: dnfProgram(room, store, 'dnf'), yum: dnfProgram(room, store, 'yum'), rpm: rpm(store) };
  const programs = store
    .all()
    .flatMap((each) => (each.programs ?? []).map((name): [string, Program] => [name, programOf(room, each, name)]));
  return { ...own, ...Object.fromEntries(programs) };
}

/** A package's program: it tells its version, and says what it does not do. */
function programOf(room: CommandRoom, found: Package, name: string): Program {
  return (args) => {
    const version = found.version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');
    if (args.some((arg) => arg === '--version' || arg === '-v' || arg === '-V' || arg === 'version'))
      return { ...ok(versionText(name, version)) };
    if (name === 'nginx' && args.includes('-t')) {
      if (room.shell.user !== 'root')
        return fail(
          'nginx: [alert] could not open error log file: open() "/var/log/nginx/error.log" failed (13: Permission denied)',
        );
      return {
        ...ok(),
        stderr:
          'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
      };
    }
    if (name.endsWith('ctl') && args[0] === 'configtest') return { ...ok(), stderr: 'Syntax OK\n' };
    return fail(`${name}: a practice machine has ${name} for show: it is installed and found, but does not run.`, 1);
  };
}

function versionText(name: string, version: string): string {
  if (name === 'git') return `git version ${version}\n`;
  if (name === 'python3') return `Python ${version}\n`;
  if (name === 'node') return `v${version}\n`;
  if (name === 'nginx') return `nginx version: nginx/${version}\n`;
  if (name === 'docker') return `Docker version ${version}, build practice\n`;
  if (name === 'httpd' || name === 'apache2') return `Server version: Apache/${version}\n`;
  return `${name} ${version}\n`;
}

function dpkg(store: PackageStore): Program {
  return (args) => {
    const [option, pattern] = args;
    const wanted = store
      .installed()
      .filter(({ name }) => pattern === undefined || name.includes(pattern.replace(/\*/g, '')));
    if (option === '-l' || option === '--list') {
      if (pattern !== undefined && wanted.length === 0)
        return fail(`dpkg-query: no packages found matching ${pattern}`);
      const rows = wanted.map(
        ({ name, version, summary }) => `ii  ${name.padEnd(24)} ${version.padEnd(28)} amd64        ${summary}\n`,
      );
      return ok(
        `Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n||/ Name                     Version                      Architecture Description\n+++-========================-============================-============-===========\n${rows.join('')}`,
      );
    }
    if (option === '-s' || option === '--status') {
      const found = store.installed().find(({ name }) => name === pattern);
      if (!found)
        return fail(`dpkg-query: package '${pattern ?? ''}' is not installed and no information is available`);
      return ok(
        `Package: ${found.name}\nStatus: install ok installed\nVersion: ${found.version}\nDescription: ${found.summary}\n`,
      );
    }
    return fail('dpkg: a practice machine knows -l and -s; use apt to install and remove.', 2);
  };
}

function rpm(store: PackageStore): Program {
  return (args) => {
    const flags = args.filter((arg) => arg.startsWith('-')).join('');
    const names = args.filter((arg) => !arg.startsWith('-'));
    const full = ({ name, version }: Package) => `${name}-${version.replace(/^\d+:/, '')}.x86_64\n`;
    if (!flags.includes('q')) return fail('rpm: a practice machine knows -q and -qa; use dnf to install and remove.');
    if (flags.includes('a'))
      return ok(
        store
          .installed()
          .filter(({ name }) => names.every((part) => name.includes(part.replace(/\*/g, ''))))
          .map(full)
          .join(''),
      );
    const found = names.map((name) => store.installed().find((each) => each.name === name));
    const lines = found.map((each, at) => (each ? full(each) : `package ${names[at]} is not installed\n`));
    return { ...ok(lines.join('')), exitCode: found.filter((each) => !each).length };
  };
}
