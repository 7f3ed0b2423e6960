import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** One import of a file: where it leads, and whether only types come through it. */
export interface Import {
  /** A path from the checkout for a file of ours, the name as written for a package. */
  readonly target: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
  /** `await import(…)`: what is loaded only when first needed. */
  readonly lazy: boolean;
  readonly line: number;
}

/** A parsed file of the checkout. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: ReturnType<typeof parseSync>['program'];
  readonly imports: readonly Import[];
  lineOf(position: number): number;
}

const rooms = ['src', 'main', 'renderer'];

/** The texts of all production files of the checkout, by path; tests and scripts are not bound by these rules. */
export function readCheckout(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const room of rooms) {
    for (const entry of readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' })) {
      const path = `${room}/${entry.replaceAll('\\', '/')}`;
      if (/\.(tsx?|html)$/.test(path)) files.set(path, readFileSync(join(folder, path), 'utf8'));
    }
  }
  return files;
}

/** Parses a TypeScript file; throws with the parser's words where it is not one. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = (position: number): number => text.slice(0, position).split('\n').length;
  const edge = (name: string, typeOnly: boolean, lazy: boolean, position: number): Import => {
    const ours = name.startsWith('.');
    return { target: ours ? resolveFrom(path, name) : name, ours, typeOnly, lazy, line: lineOf(position) };
  };
  const imports = [
    ...module.staticImports.map((each) => edge(each.moduleRequest.value, isTypeOnly(each, text), false, each.start)),
    ...module.staticExports.flatMap((each) => {
      const [first] = each.entries;
      if (!first?.moduleRequest) return [];
      return [
        edge(
          first.moduleRequest.value,
          each.entries.every((entry) => entry.isType),
          false,
          each.start,
        ),
      ];
    }),
    ...module.dynamicImports.map((each) =>
      edge(literalOf(text.slice(each.moduleRequest.start, each.moduleRequest.end)), false, true, each.start),
    ),
    ...importTypes(program).map(({ name, start }) => edge(name, true, false, start)),
  ];
  return { path, text, program, imports, lineOf };
}

function isTypeOnly(each: { start: number; end: number; entries: { isType: boolean }[] }, text: string): boolean {
  if (/^import\s+type\b/.test(text.slice(each.start, each.end))) return true;
  return each.entries.length > 0 && each.entries.every((entry) => entry.isType);
}

/** The name in `import('name')`; anything but a plain string can not be judged and is named as it stands. */
function literalOf(argument: string): string {
  return /^(['"`])([^$]*)\1$/.exec(argument)?.[2] ?? `(${argument})`;
}

/** `import('name').Type`, which brings types only. */
function importTypes(program: unknown): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, source, start } = node as { type?: string; source?: { value?: string }; start?: number };
    if (type === 'TSImportType' && source?.value !== undefined) found.push({ name: source.value, start: start ?? 0 });
    Object.values(node).forEach(walk);
  };
  walk(program);
  return found;
}

function resolveFrom(path: string, name: string): string {
  return new URL(name, `file:///${path}`).pathname.slice(1);
}
