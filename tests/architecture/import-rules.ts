import { builtinModules } from 'node:module';
import type { Import, SourceFile } from './source-files.ts';

/** Something that a rule forbids. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

const electronFiles = ['main/app/electron.ts', 'main/app/preload.ts'];
const sharedInMain = ['main/aws', 'main/jobs'];
const sharedInRenderer = ['renderer/bridge', 'renderer/common', 'renderer/jobs'];
const cloudPackages = /^(node:|@aws-sdk\/|@smithy\/|ssh2$|just-bash$)/;
const mainOnlyPackages = /^(electron$|electron-store$|ssh2$|just-bash$|@aws-sdk\/|@smithy\/)/;
const heavyPackages = /^(ssh2$|just-bash$|@aws-sdk\/|@smithy\/)/;

/** Who may import whom (the rooms of the house), file by file. */
export function importViolations(file: SourceFile): Violation[] {
  return file.imports.flatMap((each) => {
    const found = judge(file.path, each);
    return found ? [{ ...found, path: file.path, line: each.line }] : [];
  });
}

type Verdict = { rule: string; why: string } | undefined;

function judge(path: string, each: Import): Verdict {
  const { target } = each;
  if (target === 'electron' && !electronFiles.includes(path)) {
    return { rule: 'electron', why: `electron is imported in ${electronFiles.join(' and ')} alone` };
  }
  if (!each.ours && !/^[@a-z]/.test(target))
    return { rule: 'unreadable', why: `${target} can not be told before it runs` };
  if (path.startsWith('src/')) return judgeShared(each);
  if (path.startsWith('main/practice/cloud/')) return judgeCloud(each);
  if (path.startsWith('renderer/')) return judgeRenderer(path, each);
  return judgeMain(path, each);
}

function judgeShared({ target, ours }: Import): Verdict {
  if (ours ? /^(src\/|assets\/.*\.json$)/.test(target) : target === 'zod') return undefined;
  return { rule: 'src', why: `src imports src, zod and the dated data of assets alone, not ${target}` };
}

function judgeCloud({ target, ours }: Import): Verdict {
  if (/^(node:)?child_process$/.test(target)) {
    return { rule: 'cloud-process', why: 'the practice cloud starts no processes' };
  }
  const allowed = ours
    ? target.startsWith('main/practice/cloud/') || target === 'src/practice/port.ts'
    : cloudPackages.test(target);
  return allowed ? undefined : { rule: 'cloud', why: `the practice cloud shares nothing with the app, not ${target}` };
}

function judgeRenderer(path: string, { target, ours }: Import): Verdict {
  if (!ours) {
    const node = target.startsWith('node:') || builtinModules.includes(target);
    return node || mainOnlyPackages.test(target) ? { rule: 'renderer', why: `the window has no ${target}` } : undefined;
  }
  if (target.startsWith('src/') || target.startsWith('assets/')) return undefined;
  if (!target.startsWith('renderer/')) return { rule: 'renderer', why: `the window imports nothing of ${target}` };
  const [from, to] = [featureOf(path), featureOf(target)];
  if (from === to || from === 'renderer/app' || sharedInRenderer.includes(to)) return undefined;
  return { rule: 'renderer-feature', why: `${from} does not import ${to}: link to it by its path` };
}

function judgeMain(path: string, { target, ours, typeOnly }: Import): Verdict {
  if (!ours || target.startsWith('src/') || target.startsWith('assets/')) return undefined;
  if (!target.startsWith('main/')) return { rule: 'main', why: `the main process imports nothing of ${target}` };
  const [from, to] = [featureOf(path), featureOf(target)];
  if (from === 'main/app' || sharedInMain.includes(to)) return undefined;
  if (target.startsWith('main/practice/cloud/')) {
    return { rule: 'main-cloud', why: 'the app reaches the practice cloud through src/practice/port.ts alone' };
  }
  if (from === to) return undefined;
  if (to === 'main/app' && target !== 'main/app/platform.ts') {
    return { rule: 'main-app', why: `of main/app a feature knows platform.ts alone, not ${target}` };
  }
  if (typeOnly) return undefined;
  return { rule: 'main-feature', why: `of ${to}, ${from} may import types alone: compose.ts hands in the rest` };
}

/** `main/images/create-image.ts` belongs to `main/images`. */
function featureOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/**
 * Heavy packages that are loaded at start: reached from the first file by imports that don't wait for their first use.
 *
 * The SDK, SSH and the practice shell cost about 0.35 s there.
 */
export function startViolations(files: ReadonlyMap<string, SourceFile>): Violation[] {
  const seen = new Set<string>();
  const found: Violation[] = [];
  const walk = (path: string, way: readonly string[]): void => {
    const file = files.get(path);
    if (!file || seen.has(path)) return;
    seen.add(path);
    for (const each of file.imports) {
      if (each.typeOnly || each.lazy) continue;
      if (each.ours) walk(each.target, [...way, each.target]);
      else if (heavyPackages.test(each.target)) {
        found.push({
          rule: 'lean-start',
          path,
          line: each.line,
          why: `${each.target} is loaded at start: ${way.join(' > ')}`,
        });
      }
    }
  };
  for (const root of ['main/app/electron.ts', 'main/app/compose.ts']) walk(root, [root]);
  return found;
}
