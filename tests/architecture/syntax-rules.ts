import { Visitor } from 'vite';
import type { Violation } from './import-rules.ts';
import type { SourceFile } from './source-files.ts';

/** Names that open a hole wherever they stand; the value says where they may stand. */
const guardedNames = new Map<string, readonly string[]>([
  ['ipcMain', ['main/app/electron.ts']],
  ['ipcRenderer', ['main/app/preload.ts']],
  ['setUsePlainTextEncryption', []],
  ['dangerouslySetInnerHTML', []],
  ['enableBlinkFeatures', []],
  ['insertAdjacentHTML', []],
]);

/** Window preferences that may be written with one value alone. */
const fixedPreferences = new Map<string, boolean>([
  ['allowRunningInsecureContent', false],
  ['contextIsolation', true],
  ['experimentalFeatures', false],
  ['nodeIntegration', false],
  ['nodeIntegrationInSubFrames', false],
  ['nodeIntegrationInWorker', false],
  ['sandbox', true],
  ['webSecurity', true],
  ['webviewTag', false],
]);

/** What no file may say, read from its syntax and not from its letters: a comment or a sentence offends nobody. */
export function syntaxViolations(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  const report = (rule: string, position: number, why: string): void => {
    found.push({ rule, path: file.path, line: file.lineOf(position), why });
  };
  const name = (text: string, position: number): void => {
    const places = guardedNames.get(text);
    if (places && !places.includes(file.path)) report(text, position, `${text} has no place here`);
  };
  const inMain = file.path.startsWith('main/');
  new Visitor({
    Identifier(node) {
      name(node.name, node.start);
    },
    JSXIdentifier(node) {
      name(node.name, node.start);
    },
    Literal(node) {
      if (typeof node.value !== 'string') return;
      name(node.value, node.start);
      if (/^webview$|<webview\b/i.test(node.value)) report('webview', node.start, 'no page is shown inside the page');
    },
    JSXOpeningElement(node) {
      if (node.name.type === 'JSXIdentifier' && node.name.name === 'webview') {
        report('webview', node.start, 'no page is shown inside the page');
      }
    },
    Property(node) {
      const key = nameOf(node.key);
      const fixed = key === undefined ? undefined : fixedPreferences.get(key);
      const value = node.value.type === 'Literal' ? node.value.value : undefined;
      if (fixed !== undefined && value !== fixed) report(`preference ${key}`, node.start, `${key} is ${fixed}, always`);
      if (inMain && key === 'shell' && value === true) report('shell', node.start, 'no command goes through a shell');
    },
    AssignmentExpression(node) {
      if (node.left.type !== 'MemberExpression') return;
      const property = nameOf(node.left.property);
      if (property === 'innerHTML' || property === 'outerHTML') report('innerHTML', node.start, 'text is never markup');
    },
    CallExpression(node) {
      const called = node.callee.type === 'MemberExpression' ? nameOf(node.callee.property) : nameOf(node.callee);
      const plain = node.callee.type === 'Identifier' || isChildProcess(node.callee);
      if (inMain && plain && (called === 'exec' || called === 'execSync')) {
        report('exec', node.start, 'no command goes through a shell');
      }
      if (called === 'eval') report('eval', node.start, 'no text is run as code');
      const [first] = node.arguments;
      if (called === 'loadURL' && first && /^['"`]http:/i.test(file.text.slice(first.start, first.end))) {
        report('loadURL', node.start, 'only secure content is loaded');
      }
    },
    NewExpression(node) {
      if (nameOf(node.callee) === 'Function') report('eval', node.start, 'no text is run as code');
    },
  }).visit(file.program);
  return found;
}

/** Where `shell.openExternal` is named; there must be one place, so that no second one forgets the check. */
export function openExternalSites(file: SourceFile): number[] {
  const lines: number[] = [];
  new Visitor({
    MemberExpression(node) {
      if (nameOf(node.object) === 'shell' && nameOf(node.property) === 'openExternal')
        lines.push(file.lineOf(node.start));
    },
    VariableDeclarator(node) {
      if (node.id.type !== 'ObjectPattern' || !node.init || nameOf(node.init) !== 'shell') return;
      const named = node.id.properties.some((each) => each.type === 'Property' && nameOf(each.key) === 'openExternal');
      if (named) lines.push(file.lineOf(node.start));
    },
  }).visit(file.program);
  return lines;
}

/** The name of an identifier or of a literal key. */
function nameOf(node: { type: string }): string | undefined {
  const { type, name, value } = node as { type: string; name?: string; value?: unknown };
  if (type === 'Identifier' || type === 'PrivateIdentifier') return name;
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
}

function isChildProcess(node: { type: string }): boolean {
  const { object } = node as { object?: { type: string } };
  return object !== undefined && /child_?process|^cp$/i.test(nameOf(object) ?? '');
}
