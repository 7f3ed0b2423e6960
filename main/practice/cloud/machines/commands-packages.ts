import { type CommandRoom, fail, ok, type Program } from './commands.ts';

/** What a package brings beside its program: a service, and the files that a person will look for. */
interface Package {
  readonly version: string;
  readonly service?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const PAGE = '<!DOCTYPE html>\n<html><head><title>Welcome!</title></head><body><h1>It works</h1></body></html>\n';

const PACKAGES: Readonly<Record<string, Package | undefined>> = {
  __proto__: null as never,
  nginx: {
    version: '1.24.0',
    service: 'nginx',
    files: {
      '/var/www/html/index.html': PAGE,
      '/etc/nginx/nginx.conf': 'events {}\nhttp { server { listen 80; root /var/www/html; } }\n',
    },
  },
  apache2: { version: '2.4.58', service: 'apache2', files: { '/var/www/html/index.html': PAGE } },
  httpd: { version: '2.4.62', service: 'httpd', files: { '/var/www/html/index.html': PAGE } },
  mysql: { version: '8.0.40', service: 'mysql' },
  'mysql-server': { version: '8.0.40', service: 'mysql' },
  postgresql: { version: '16.4', service: 'postgresql' },
  redis: { version: '7.0.15', service: 'redis-server' },
  docker: { version: '26.1.3', service: 'docker' },
  'docker.io': { version: '26.1.3', service: 'docker' },
  git: { version: '2.43.0' },
  htop: { version: '3.3.0' },
  curl: { version: '8.5.0' },
  wget: { version: '1.21.4' },
  unzip: { version: '6.0' },
  zip: { version: '3.0' },
  tree: { version: '2.1.1' },
  jq: { version: '1.7.1' },
  tmux: { version: '3.4' },
  python3: { version: '3.12.3' },
  'python3-pip': { version: '24.0' },
  nodejs: { version: '18.19.1' },
  npm: { version: '9.2.0' },
  php: { version: '8.3' },
  awscli: { version: '2.15.0' },
  fail2ban: { version: '1.0.2', service: 'fail2ban' },
};

const INSTALLED = '/var/lib/practice/packages';

/** apt, dnf and yum: they install from a small shelf, leave believable files and services, and reach no network. */
export function packageCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const { tree, facts } = computer;

  const installed = (): Set<string> => {
    const node = tree.find(INSTALLED);
    return new Set(node?.kind === 'file' ? tree.content(node).toString('utf8').split('\n').filter(Boolean) : []);
  };
  const keep = (names: Set<string>) =>
    tree.lay(INSTALLED, { kind: 'file', mode: 0o644, bytes: Buffer.from(`${[...names].sort().join('\n')}\n`) });

  const install = (names: readonly string[]): string[] => {
    const have = installed();
    const fresh = names.filter((name) => !have.has(name));
    for (const name of fresh) {
      have.add(name);
      const found = PACKAGES[name];
      for (const [path, text] of Object.entries(found?.files ?? {})) {
        if (!tree.find(path)) tree.lay(path, { kind: 'file', mode: 0o644, bytes: Buffer.from(text) });
      }
      tree.lay(`/usr/share/doc/${name}/copyright`, { kind: 'file', mode: 0o644, bytes: Buffer.from(`${name}\n`) });
      if (found?.service) computer.services.set(found.service, facts.packageTool === 'apt');
    }
    keep(have);
    return fresh;
  };

  const manage =
    (tool: 'apt' | 'dnf', name: string): Program =>
    (given) => {
      if (facts.packageTool !== tool) return fail(`bash: ${name}: command not found`, 127);
      const args = given.filter((arg) => !arg.startsWith('-'));
      const [verb, ...names] = args;
      if (verb === 'list' || verb === 'search' || verb === 'show' || verb === 'info') {
        const shown = Object.keys(PACKAGES).filter(
          (each) => names.length === 0 || names.some((part) => each.includes(part)),
        );
        const have = installed();
        return ok(
          `${shown.map((each) => `${each}/${PACKAGES[each]?.version}${have.has(each) ? ' [installed]' : ''}`).join('\n')}\n`,
        );
      }
      if (shell.user !== 'root') {
        return tool === 'apt'
          ? fail(
              'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?',
              100,
            )
          : fail('Error: This command has to be run with superuser privileges (under the root user on most systems).');
      }
      switch (verb) {
        case 'update':
        case 'check-update':
        case 'makecache':
          return ok(
            tool === 'apt'
              ? 'Hit:1 http://practice.ec2.archive.ubuntu.com/ubuntu noble InRelease\nReading package lists... Done\nBuilding dependency tree... Done\nAll packages are up to date.\n'
              : 'Last metadata expiration check: 0:00:01 ago.\nDependencies resolved.\nNothing to do.\nComplete!\n',
          );
        case 'upgrade':
        case 'full-upgrade':
        case 'dist-upgrade':
          return ok(
            tool === 'apt'
              ? 'Reading package lists... Done\nCalculating upgrade... Done\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n'
              : 'Dependencies resolved.\nNothing to do.\nComplete!\n',
          );
        case 'install': {
          const missing = names.filter((each) => !PACKAGES[each]);
          if (missing.length > 0) {
            return tool === 'apt'
              ? fail(missing.map((each) => `E: Unable to locate package ${each}`).join('\n'), 100)
              : fail(missing.map((each) => `No match for argument: ${each}`).join('\n'));
          }
          const fresh = install(names);
          if (tool === 'dnf') {
            return ok(
              fresh.length === 0
                ? 'Nothing to do.\nComplete!\n'
                : `Installing:\n${fresh.map((each) => ` ${each}-${PACKAGES[each]?.version}`).join('\n')}\n\nComplete!\n`,
            );
          }
          const lines = fresh.flatMap((each) => [
            `Unpacking ${each} (${PACKAGES[each]?.version}) ...`,
            `Setting up ${each} (${PACKAGES[each]?.version}) ...`,
          ]);
          const already = names
            .filter((each) => !fresh.includes(each))
            .map((each) => `${each} is already the newest version (${PACKAGES[each]?.version}).`);
          return ok(
            `${['Reading package lists... Done', 'Building dependency tree... Done', ...already, `0 upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.`, ...lines].join('\n')}\n`,
          );
        }
        case 'remove':
        case 'purge':
        case 'autoremove': {
          const have = installed();
          for (const each of names) {
            if (have.delete(each)) tree.drop(`/usr/share/doc/${each}`);
            const service = PACKAGES[each]?.service;
            if (service) computer.services.delete(service);
          }
          keep(have);
          return ok(
            `Reading package lists... Done\n0 upgraded, 0 newly installed, ${names.length} to remove and 0 not upgraded.\n`,
          );
        }
        case 'clean':
          return ok();
        default:
          return fail(`${name}: a practice machine knows update, upgrade, install, remove, list and search.`);
      }
    };

  return {
    apt: manage('apt', 'apt'),
    'apt-get': manage('apt', 'apt-get'),
    dnf: manage('dnf', 'dnf'),
    yum: manage('dnf', 'yum'),
  };
}

/** Starts, at boot, the services of the packages that a restored disk has. */
export function servicesOf(installedText: string): string[] {
  return installedText
    .split('\n')
    .map((name) => PACKAGES[name]?.service)
    .filter((service) => service !== undefined);
}

/** Where the list of installed packages lies on a machine's disk. */
export const INSTALLED_PACKAGES = INSTALLED;
