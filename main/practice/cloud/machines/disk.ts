import type { FileNode, FileTree, Folder } from './file-tree.ts';
import { freshModel } from './fresh-system.ts';
import type { Disk, DiskEntry, Platform } from './machine.ts';
import { homeOf, PLATFORMS } from './platforms.ts';

/** Kept in memory by a real system, so never on its disk. */
const NOT_ON_DISK = new Set(['/dev', '/proc', '/run', '/sys', '/tmp']);
const KEPT_IN_MEMORY = new Set(['/run', '/tmp']);

/**
 * What a machine's files hold beyond the fresh system of its platform.
 *
 * @param whole True to take along what is only in memory (`/tmp`, `/run`), for a machine that goes on running.
 */
export function toDisk(tree: FileTree, platform: Platform, whole = false): Disk {
  const files: Record<string, DiskEntry> = Object.create(null);
  const isLeftOut = (path: string) => NOT_ON_DISK.has(path) && !(whole && KEPT_IN_MEMORY.has(path));
  const compare = (now: Folder, fresh: Folder | null, at: string): void => {
    for (const [name, node] of now.entries) {
      const path = `${at}/${name}`;
      if (isLeftOut(path)) continue;
      const before = fresh?.entries.get(name);
      if (!node.base) files[path] = toEntry(node);
      if (node.kind !== 'directory' || node.volume !== undefined) continue;
      compare(node, before?.kind === 'directory' ? before : null, path);
    }
    for (const name of fresh?.entries.keys() ?? []) {
      if (!now.entries.has(name) && !isLeftOut(`${at}/${name}`)) files[`${at}/${name}`] = { kind: 'removed' };
    }
  };
  compare(tree.root, freshModel(platform).root, '');
  return { files: { ...files } };
}

/** What lies in one folder, by paths from there. */
export function folderToDisk(folder: Folder): Disk {
  const files: Record<string, DiskEntry> = Object.create(null);
  const list = (here: Folder, at: string): void => {
    for (const [name, node] of here.entries) {
      files[`${at}/${name}`] = toEntry(node);
      if (node.kind === 'directory') list(node, `${at}/${name}`);
    }
  };
  list(folder, '');
  return { files: { ...files } };
}

/**
 * Lays a disk over a fresh system; what cannot be laid (a path through a file) is left out.
 *
 * @param at The folder that the disk's paths begin at; a volume's begin where it is mounted.
 */
export function layDisk(tree: FileTree, disk: Disk, how: { whole?: boolean; at?: string } = {}): void {
  const paths = Object.keys(disk.files).sort();
  const at = how.at ?? '';
  for (const path of paths) {
    const entry = disk.files[path];
    const top = `/${path.split('/')[1]}`;
    const leftOut = at === '' && NOT_ON_DISK.has(top) && !(how.whole && KEPT_IN_MEMORY.has(top));
    if (!entry || !path.startsWith('/') || leftOut) continue;
    if (entry.kind === 'removed') {
      tree.drop(path);
      continue;
    }
    const owner = entry.owner ?? path.match(/^\/home\/([^/]+)/)?.[1] ?? 'root';
    if (entry.kind === 'link') tree.lay(`${at}${path}`, { kind: 'link', target: entry.target, owner });
    else if (entry.kind === 'directory') {
      tree.lay(`${at}${path}`, { kind: 'directory', mode: entry.mode, modified: new Date(entry.modifiedAt), owner });
    } else {
      const bytes = Buffer.from(entry.base64, 'base64');
      tree.lay(`${at}${path}`, { kind: 'file', mode: entry.mode, modified: new Date(entry.modifiedAt), bytes, owner });
    }
  }
}

/**
 * A disk for a ready-made machine: its files by path, as text or bytes; `~/` is the home of the platform's user.
 *
 * What lies under /home belongs to that home's user, all else to root.
 */
export function seedDisk(
  platform: Platform,
  files: Readonly<Record<string, string | Uint8Array>>,
  modifiedAt = new Date('2024-11-20T09:00:00Z'),
): Disk {
  return {
    files: Object.fromEntries(
      Object.entries(files).map(([path, content]): [string, DiskEntry] => [
        path.replace(/^~/, homeOf(PLATFORMS[platform].user)),
        {
          kind: 'file',
          mode: 0o644,
          modifiedAt: modifiedAt.toISOString(),
          base64: Buffer.from(content as Uint8Array).toString('base64'),
        },
      ]),
    ),
  };
}

function toEntry(node: FileNode): DiskEntry {
  const { owner, mode } = node;
  if (node.kind === 'link') return { kind: 'link', target: node.target, owner };
  const modifiedAt = node.modified.toISOString();
  if (node.kind === 'directory') return { kind: 'directory', mode, modifiedAt, owner };
  return { kind: 'file', mode, modifiedAt, owner, base64: node.bytes.subarray(0, node.size).toString('base64') };
}
