import type { Computer } from './computer.ts';
import { type Package, shelfOf } from './package-shelf.ts';
import { INSTALLED_PACKAGES } from './units.ts';

/** Installs and removes packages: their files, their services, their programs, and the list of them. */
export class PackageStore {
  readonly #computer: Computer;

  constructor(computer: Computer) {
    this.#computer = computer;
  }

  find(name: string): Package | undefined {
    return shelfOf(this.#computer.spec.platform).get(name);
  }

  all(): Package[] {
    return [...shelfOf(this.#computer.spec.platform).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  installed(): Package[] {
    return this.#computer.units.packages();
  }

  isInstalled(name: string): boolean {
    return this.installed().some((each) => each.name === name);
  }

  /** Whether the disk has room for another package's files. */
  get hasRoom(): boolean {
    return this.#computer.tree.fits(256 * 1024);
  }

  /** Debian's packages start and enable their service at once, Amazon Linux's wait for `systemctl`. */
  install(found: Package): void {
    const { tree, units, facts } = this.#computer;
    this.#keep([...this.installed().map(({ name }) => name), found.name]);
    const file = (path: string, text: string, mode = 0o644) =>
      tree.lay(path, { kind: 'file', mode, bytes: Buffer.from(text) });
    for (const [path, text] of Object.entries(found.files ?? {})) if (!tree.find(path)) file(path, text);
    for (const [path, target] of Object.entries(found.links ?? {})) {
      if (!tree.find(path, false)) tree.lay(path, { kind: 'link', target });
    }
    for (const name of found.programs ?? []) file(`/usr/bin/${name}`, `\u007fELF\u0002\u0001\u0001 ${name}\n`, 0o755);
    file(`/usr/share/doc/${found.name}/copyright`, `${found.name}\n`);
    if (!found.unit) return;
    if (found.unit.port === 80) tree.lay('/var/www/html', { kind: 'directory', mode: 0o755 });
    if (facts.packageTool !== 'apt') return;
    units.enable(found.unit, true);
    if (units.start(found.unit))
      this.#computer.log('systemd', `Started ${found.unit.name}.service - ${found.unit.description}.`);
  }

  /** Takes a package away; the pages that a person made stay, as they do. */
  remove(found: Package, withSettings: boolean): void {
    const { tree, units } = this.#computer;
    if (found.unit) {
      units.stop(found.unit);
      units.forget(found.unit);
    }
    this.#keep(
      this.installed()
        .map(({ name }) => name)
        .filter((name) => name !== found.name),
    );
    for (const name of found.programs ?? []) tree.drop(`/usr/bin/${name}`);
    tree.drop(`/usr/share/doc/${found.name}`);
    const owned = [...Object.keys(found.files ?? {}), ...Object.keys(found.links ?? {})];
    for (const path of owned) if (withSettings && path.startsWith('/etc/')) tree.drop(path);
  }

  #keep(names: readonly string[]): void {
    const bytes = Buffer.from(`${[...new Set(names)].sort().join('\n')}\n`);
    this.#computer.tree.lay(INSTALLED_PACKAGES, { kind: 'file', mode: 0o644, bytes });
  }
}
