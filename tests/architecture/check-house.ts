import { importViolations, startViolations, type Violation } from './import-rules.ts';
import { parseSource, type SourceFile } from './source-files.ts';
import { openExternalSites, syntaxViolations } from './syntax-rules.ts';

/**
 * All that breaks the rules of the house in a set of files.
 *
 * @param texts production files by their path from the checkout; they need not exist on disk
 */
export function checkHouse(texts: ReadonlyMap<string, string>): Violation[] {
  const files = new Map<string, SourceFile>();
  const pages: Violation[] = [];
  for (const [path, text] of texts) {
    if (path.endsWith('.html')) pages.push(...pageViolations(path, text));
    else files.set(path, parseSource(path, text));
  }
  const each = [...files.values()];
  return [
    ...each.flatMap(importViolations),
    ...each.flatMap(syntaxViolations),
    ...startViolations(files),
    ...openExternalViolations(each),
    ...pages,
  ];
}

function openExternalViolations(files: readonly SourceFile[]): Violation[] {
  const sites = files.flatMap((file) => openExternalSites(file).map((line) => ({ path: file.path, line })));
  if (sites.length === 1) return [];
  const why = `shell.openExternal is named in ${sites.length} places instead of one`;
  const [first = { path: 'main/app/electron.ts', line: 1 }] = sites;
  return [{ rule: 'openExternal', ...first, why }];
}

/** The window's policy runs scripts from files of ours alone. */
function pageViolations(path: string, text: string): Violation[] {
  const scripts = [...text.matchAll(/<script\b[^>]*>/gi)];
  return scripts
    .filter(([tag]) => !/\ssrc="\.\//.test(tag))
    .map((match) => ({
      rule: 'inline-script',
      path,
      line: text.slice(0, match.index).split('\n').length,
      why: 'a page has no script but files of ours',
    }));
}

/** A violation in one line. */
export const inWords = ({ rule, path, line, why }: Violation): string => `${path}:${line} ${why} [${rule}]`;
