import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import type { Package } from './package-shelf.ts';
import type { PackageStore } from './package-store.ts';

const RULE = `${'='.repeat(80)}\n`;
const CHECK = 'Last metadata expiration check: 0:00:14 ago.\n';

/** dnf and yum as they look on Amazon Linux. */
export function dnfProgram(room: CommandRoom, store: PackageStore, name: string): Program {
  const { shell } = room;

  const rows = (list: readonly Package[], repository: string) =>
    list
      .map(
        (each) =>
          ` ${each.name.padEnd(24)} x86_64  ${each.version.slice(0, 28).padEnd(28)} ${repository.padEnd(12)} ${sizeText(each.kib).padStart(6)}\n`,
      )
      .join('');
  const plan = (title: string, list: readonly Package[], needs: readonly string[], repository: string) =>
    `Dependencies resolved.\n${RULE} ${'Package'.padEnd(24)} Arch    ${'Version'.padEnd(28)} ${'Repository'.padEnd(12)}   Size\n${RULE}${title}:\n${rows(list, repository)}` +
    `${needs.length > 0 ? `Installing dependencies:\n${needs.map((each) => ` ${each.padEnd(24)} x86_64\n`).join('')}` : ''}\nTransaction Summary\n${RULE}`;

  const install = (names: readonly string[]) => {
    const unknown = names.filter((each) => !store.find(each));
    if (unknown.length > 0) {
      const lines = unknown.map((each) => `No match for argument: ${each}\n`).join('');
      return { ...fail(`Error: Unable to find a match: ${unknown.join(' ')}`), stdout: `${CHECK}${lines}` };
    }
    const wanted = names.map((each) => store.find(each)).filter((each) => each !== undefined);
    const fresh = wanted.filter((each) => !store.isInstalled(each.name));
    const already = wanted
      .filter((each) => store.isInstalled(each.name))
      .map((each) => `Package ${each.name}-${each.version}.x86_64 is already installed.\n`);
    if (fresh.length === 0) return ok(`${CHECK}${already.join('')}Dependencies resolved.\nNothing to do.\nComplete!\n`);
    if (!store.hasRoom)
      return fail(
        'Error Summary\n-------------\nDisk Requirements:\n   At least 1MB more space needed on the / filesystem.',
      );
    const needs = fresh.flatMap((each) => each.needs ?? []);
    const count = fresh.length + needs.length;
    for (const each of fresh) store.install(each);
    const steps = fresh.map(
      (each, at) =>
        `  Installing       : ${each.name}-${each.version}.x86_64 ${`${at + 1 + needs.length}/${count}`.padStart(8)}\n`,
    );
    return ok(
      `${CHECK}${already.join('')}${plan('Installing', fresh, needs, 'amazonlinux')}Install  ${count} Package${count > 1 ? 's' : ''}\n\nRunning transaction\n${steps.join('')}\nInstalled:\n${[...fresh.map((each) => `${each.name}-${each.version}.x86_64`), ...needs].map((each) => `  ${each}\n`).join('')}\nComplete!\n`,
    );
  };

  const remove = (names: readonly string[]) => {
    const gone = names
      .map((each) => store.installed().find((one) => one.name === each))
      .filter((each) => each !== undefined);
    if (gone.length === 0)
      return ok(
        `${names.map((each) => `No match for argument: ${each}\n`).join('')}No packages marked for removal.\nDependencies resolved.\nNothing to do.\nComplete!\n`,
      );
    for (const each of gone) store.remove(each, false);
    return ok(
      `${plan('Removing', gone, [], '@amazonlinux')}Remove  ${gone.length} Package${gone.length > 1 ? 's' : ''}\n\nRemoved:\n${gone.map((each) => `  ${each.name}-${each.version}.x86_64\n`).join('')}\nComplete!\n`,
    );
  };

  return (given) => {
    const [verb, ...names] = given.filter((arg) => !arg.startsWith('-'));
    const short = (each: Package, mark: string) =>
      `${`${each.name}.x86_64`.padEnd(30)} ${each.version.padEnd(32)} ${mark}\n`;
    switch (verb) {
      case 'list': {
        const wanted = names.filter((each) => each !== 'installed' && each !== 'available');
        const fits = (each: Package) =>
          wanted.length === 0 || wanted.some((part) => each.name.includes(part.replace(/\*/g, '')));
        const [have, rest] = [
          store.installed().filter(fits),
          store.all().filter((each) => !store.isInstalled(each.name) && fits(each)),
        ];
        if (have.length + rest.length === 0) return fail('Error: No matching Packages to list');
        return ok(
          `${have.length > 0 ? `Installed Packages\n${have.map((each) => short(each, '@amazonlinux')).join('')}` : ''}${rest.length > 0 && !names.includes('installed') && !given.includes('--installed') ? `Available Packages\n${rest.map((each) => short(each, 'amazonlinux')).join('')}` : ''}`,
        );
      }
      case 'search': {
        const found = store
          .all()
          .filter((each) =>
            names.every((part) => each.name.includes(part) || each.summary.toLowerCase().includes(part.toLowerCase())),
          );
        return found.length > 0
          ? ok(found.map((each) => `${each.name}.x86_64 : ${each.summary}\n`).join(''))
          : ok('No matches found.\n');
      }
      case 'info': {
        const found = store.find(names[0] ?? '');
        return found
          ? ok(
              `Name         : ${found.name}\nVersion      : ${found.version}\nSize         : ${sizeText(found.kib)}\nSummary      : ${found.summary}\n`,
            )
          : fail('Error: No matching Packages to list');
      }
      case 'check-update':
        return ok(CHECK);
      case undefined:
        return fail(`usage: ${name} [options] COMMAND`);
    }
    if (shell.user !== 'root')
      return fail('Error: This command has to be run with superuser privileges (under the root user on most systems).');
    switch (verb) {
      case 'update':
      case 'upgrade':
        return ok(`${CHECK}Dependencies resolved.\nNothing to do.\nComplete!\n`);
      case 'makecache':
        return ok(`${CHECK}Metadata cache created.\n`);
      case 'clean':
        return ok('18 files removed\n');
      case 'install':
      case 'reinstall':
        return install(names);
      case 'remove':
      case 'erase':
      case 'autoremove':
        return remove(names);
      default:
        return fail(`No such command: ${verb}. Please use /usr/bin/${name} --help`);
    }
  };
}

function sizeText(kib: number): string {
  return kib < 1_000 ? `${kib} k` : `${(kib / 1_024).toFixed(1)} M`;
}
