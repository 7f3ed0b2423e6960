import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cleanPaste } from '../../renderer/connect/paste-filter.ts';
import { type PackageFamily, packageFamily, snippetsFor } from '../../src/connect/snippets.ts';

const FAMILIES: readonly (PackageFamily | undefined)[] = ['debian', 'redhat', 'suse', undefined];
const all = FAMILIES.flatMap((family) => snippetsFor(family).map((snippet) => ({ family, ...snippet })));

describe('Commands for the terminal', () => {
  it.each(all)('$family $id is one line that the paste filter leaves as it is', ({ command }) => {
    expect(cleanPaste(command)).toEqual({ text: command, lines: [command] });
  });

  it.each(all)('$family $id can be read by a shell', ({ command }) => {
    expect(spawnSync('bash', ['-n', '-c', command]).status).toBe(0);
  });

  it('have each a title of its own and one sentence', () => {
    for (const family of FAMILIES) {
      const snippets = snippetsFor(family);
      expect(new Set(snippets.map(({ title }) => title)).size).toBe(snippets.length);
      expect(new Set(snippets.map(({ id }) => id)).size).toBe(snippets.length);
      for (const { words } of snippets) expect(words).toMatch(/^[A-Z].{20,}[^.]\.$/);
    }
  });

  it('update by what the system installs with, and not at all where that is not known', () => {
    const update = (family: PackageFamily | undefined) =>
      snippetsFor(family).find(({ id }) => id === 'update')?.command;
    expect([update('debian'), update('redhat'), update('suse')]).toEqual([
      expect.stringContaining('apt-get'),
      expect.stringContaining('dnf'),
      expect.stringContaining('zypper'),
    ]);
    expect(update(undefined)).toBeUndefined();
  });

  it.each([
    ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251022', 'debian'],
    ['debian-12-amd64-20251006', 'debian'],
    ['al2023-ami-2023.9.20251027.0-kernel-6.1-x86_64', 'redhat'],
    ['suse-sles-15-sp7-v20251023-hvm-ssd-x86_64', 'suse'],
    ['FreeBSD 14.3-RELEASE-amd64', undefined],
    ['my-shop-v3', undefined],
  ])('take %s for %s', (imageName, family) => {
    expect(packageFamily({ imageName, platform: 'Linux/UNIX' })).toBe(family);
  });
});
