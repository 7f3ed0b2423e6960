import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import type { Package } from './package-shelf.ts';
import type { PackageStore } from './package-store.ts';

/** apt, apt-get and apt-cache as they look on Debian and Ubuntu. */
export function aptProgram(room: CommandRoom, store: PackageStore, name: string): Program {
  const { computer, shell } = room;
  const isUbuntu = computer.spec.platform === 'ubuntu';
  const suite = isUbuntu ? 'noble' : 'bookworm';
  const mirror = isUbuntu
    ? 'http://practice.ec2.archive.ubuntu.com/ubuntu'
    : 'http://practice.cdn-aws.deb.debian.org/debian';
  const warning =
    name === 'apt' ? '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n' : '';
  const reading =
    'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n';

  const update = (): string =>
    `Hit:1 ${mirror} ${suite} InRelease\nHit:2 ${mirror} ${suite}-updates InRelease\nHit:3 ${mirror} ${suite}-security InRelease\n${reading.replace('Reading state information... Done\n', name === 'apt' ? 'Reading state information... Done\nAll packages are up to date.\n' : '')}`;

  const install = (names: readonly string[]) => {
    const unknown = names.filter((each) => !store.find(each));
    if (unknown.length > 0)
      return { ...fail(unknown.map((each) => `E: Unable to locate package ${each}`).join('\n'), 100), stdout: reading };
    const wanted = names.map((each) => store.find(each)).filter((each) => each !== undefined);
    const fresh = wanted.filter((each) => !store.isInstalled(each.name));
    const already = wanted
      .filter((each) => store.isInstalled(each.name))
      .map((each) => `${each.name} is already the newest version (${each.version}).\n`);
    if (fresh.length > 0 && !store.hasRoom)
      return { ...fail("E: You don't have enough free space in /var/cache/apt/archives/.", 100), stdout: reading };
    const all = fresh.flatMap((each) => [...(each.needs ?? []), each.name]).sort();
    const extra = fresh.flatMap((each) => each.needs ?? []);
    const kib = fresh.reduce((sum, each) => sum + each.kib, 0);
    const count = `0 upgraded, ${all.length} newly installed, 0 to remove and 0 not upgraded.\n`;
    if (fresh.length === 0) return ok(`${reading}${already.join('')}${count}`);
    const head =
      `${reading}${already.join('')}${extra.length > 0 ? `The following additional packages will be installed:\n  ${extra.join(' ')}\n` : ''}` +
      `The following NEW packages will be installed:\n  ${all.join(' ')}\n${count}Need to get ${sizeText(Math.ceil(kib / 3))} of archives.\nAfter this operation, ${sizeText(kib)} of additional disk space will be used.\n`;
    const gets = all.map(
      (each, at) => `Get:${at + 1} ${mirror} ${suite}/main amd64 ${each} amd64 ${versionOf(fresh, each)}\n`,
    );
    for (const each of fresh) store.install(each);
    const unpack = all.map(
      (each) => `Selecting previously unselected package ${each}.\nUnpacking ${each} (${versionOf(fresh, each)}) ...\n`,
    );
    const setUp = all.map(
      (each) =>
        `Setting up ${each} (${versionOf(fresh, each)}) ...\n${linkLine(fresh.find((one) => one.name === each))}`,
    );
    const failed = fresh.filter(({ unit }) => unit && computer.units.find(unit.name)?.state.active === 'failed');
    const trouble = failed.map(
      ({ unit }) =>
        `Job for ${unit?.name}.service failed because the control process exited with error code.\nSee "systemctl status ${unit?.name}.service" and "journalctl -xeu ${unit?.name}.service" for details.\n`,
    );
    return ok(
      `${head}${gets.join('')}Fetched ${sizeText(Math.ceil(kib / 3))} in 0s (9,812 kB/s)\n${unpack.join('')}${setUp.join('')}${trouble.join('')}`,
    );
  };

  const remove = (names: readonly string[], withSettings: boolean) => {
    const gone = names
      .map((each) => store.find(each))
      .filter((each) => each !== undefined && store.isInstalled(each.name)) as Package[];
    const absent = names.filter((each) => !gone.some((one) => one.name === each));
    const unknown = absent.filter((each) => !store.find(each));
    if (unknown.length > 0)
      return { ...fail(unknown.map((each) => `E: Unable to locate package ${each}`).join('\n'), 100), stdout: reading };
    for (const each of gone) store.remove(each, withSettings);
    const list =
      gone.length > 0
        ? `The following packages will be REMOVED:\n  ${gone.map((each) => `${each.name}${withSettings ? '*' : ''}`).join(' ')}\n`
        : '';
    return ok(
      `${reading}${absent.map((each) => `Package '${each}' is not installed, so not removed\n`).join('')}${list}0 upgraded, 0 newly installed, ${gone.length} to remove and 0 not upgraded.\n${gone.map((each) => `Removing ${each.name} (${each.version}) ...\n`).join('')}`,
    );
  };

  return (given) => {
    const args = given.filter((arg) => !arg.startsWith('-'));
    const [verb, ...names] = args;
    const matches = (each: Package) =>
      names.every((part) => each.name.includes(part) || each.summary.toLowerCase().includes(part.toLowerCase()));
    const lines = (list: readonly Package[], mark: boolean) =>
      list
        .map(
          (each) =>
            `${each.name}/${suite}${store.isInstalled(each.name) ? ',now' : ''} ${each.version} amd64${mark && store.isInstalled(each.name) ? ' [installed]' : ''}\n`,
        )
        .join('');
    switch (verb) {
      case 'list':
        return {
          ...ok(
            `Listing... Done\n${lines(
              (given.includes('--installed') ? store.installed() : store.all()).filter(
                (each) =>
                  names.length === 0 ||
                  names.some((part) => each.name === part || each.name.includes(part.replace(/\*/g, ''))),
              ),
              true,
            )}`,
          ),
          stderr: warning,
        };
      case 'search':
        return {
          ...ok(
            store
              .all()
              .filter(matches)
              .map((each) =>
                name === 'apt-cache'
                  ? `${each.name} - ${each.summary}\n`
                  : `${lines([each], true)}  ${each.summary}\n\n`,
              )
              .join(''),
          ),
          stderr: warning,
        };
      case 'show':
      case 'policy': {
        const found = store.find(names[0] ?? '');
        if (!found) return fail(`N: Unable to locate package ${names[0] ?? ''}\nE: No packages found`, 100);
        if (verb === 'policy')
          return ok(
            `${found.name}:\n  Installed: ${store.isInstalled(found.name) ? found.version : '(none)'}\n  Candidate: ${found.version}\n`,
          );
        return ok(
          `Package: ${found.name}\nVersion: ${found.version}\nInstalled-Size: ${found.kib}\nDescription: ${found.summary}\n\n`,
        );
      }
      case 'moo':
        return ok('Have you mooed today?\n');
    }
    if (name === 'apt-cache' || verb === undefined)
      return fail(`${name}: a practice machine knows update, upgrade, install, remove, purge, list, search and show.`);
    if (shell.user !== 'root') {
      const lock = verb === 'update' ? '/var/lib/apt/lists/lock' : '/var/lib/dpkg/lock-frontend';
      return verb === 'update'
        ? fail(
            `E: Could not open lock file ${lock} - open (13: Permission denied)\nE: Unable to lock directory /var/lib/apt/lists/`,
            100,
          )
        : fail(
            `E: Could not open lock file ${lock} - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (${lock}), are you root?`,
            100,
          );
    }
    switch (verb) {
      case 'update':
        return { ...ok(update()), stderr: warning };
      case 'upgrade':
      case 'full-upgrade':
      case 'dist-upgrade':
        return {
          ...ok(
            `${reading}Calculating upgrade... Done\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`,
          ),
          stderr: warning,
        };
      case 'install':
      case 'reinstall':
        return install(names);
      case 'remove':
      case 'purge':
        return remove(names, verb === 'purge');
      case 'autoremove':
      case 'autoclean':
      case 'clean':
        return names.length > 0
          ? remove(names, false)
          : ok(
              verb === 'autoremove' ? `${reading}0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n` : '',
            );
      default:
        return fail(`E: Invalid operation ${verb}`, 100);
    }
  };
}

function versionOf(fresh: readonly Package[], name: string): string {
  return (fresh.find((each) => each.name === name) ?? fresh.find((each) => each.needs?.includes(name)))?.version ?? '';
}

function linkLine(found: Package | undefined): string {
  if (!found?.unit) return '';
  const unit = `${found.unit.name}.service`;
  return `Created symlink /etc/systemd/system/multi-user.target.wants/${unit} → /usr/lib/systemd/system/${unit}.\n`;
}

function sizeText(kib: number): string {
  return kib < 1_000 ? `${kib} kB` : `${(kib / 1_000).toFixed(1)} MB`;
}
