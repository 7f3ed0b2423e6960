import type { Computer } from './computer.ts';
import { cloudInitLines } from './console-text.ts';
import type { FileTree } from './file-tree.ts';
import type { Disk, MachineSpec } from './machine.ts';
import { homeOf, PLATFORMS } from './platforms.ts';
import { Shell } from './shell.ts';

/**
 * Whether cloud-init has an instance's first boot to do: the world says so, or the disk was another instance's last.
 *
 * cloud-init itself goes by what it left on the disk. It matters here too: a machine that nobody touched has nothing of
 * its first boot on its disk, and does it when it is put together.
 */
export function isFirstBoot(spec: MachineSpec, disk: Disk | null = spec.disk): boolean {
  const mark = disk?.files['/var/lib/cloud/instance'];
  return spec.firstBoot || mark?.kind !== 'link' || mark.target !== instanceFolder(spec);
}

/** Lays what cloud-init writes at an instance's first boot: the hostname, the key, and its own records. */
export function layFirstBoot(tree: FileTree, spec: MachineSpec, at: Date): void {
  const lay = (path: string, text: string, mode = 0o644) =>
    tree.lay(path, { kind: 'file', mode, bytes: Buffer.from(text), modified: at });
  const user = PLATFORMS[spec.platform].user;
  const home = instanceFolder(spec);
  const lines = cloudInitLines(at);
  lay('/etc/hostname', `${spec.hostname}\n`);
  tree.drop('/var/lib/cloud/instance');
  tree.lay('/var/lib/cloud/instance', { kind: 'link', target: home, modified: at });
  lay(`${home}/user-data.txt`, spec.userData, 0o600);
  lay('/var/log/cloud-init-output.log', `${lines.modules}\n${lines.finished}\n`, 0o640);
  lay(`${home}/boot-finished`, `9.98 - ${at.toUTCString()} - v. 24.4\n`);
  if (spec.publicKey === null) return;
  const key = spec.publicKey.trim();
  const sentence = `Please login as the user \\"${user}\\" rather than the user \\"root\\".`;
  const forRoot = `no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="echo '${sentence}';echo;sleep 10;exit 142" ${key}`;
  appendKey(tree, user, key, at);
  appendKey(tree, 'root', forRoot, at);
}

/** Appends, as cloud-init does: what the image brought along stays, and so its old keys still open the door. */
function appendKey(tree: FileTree, user: string, line: string, at: Date): void {
  const path = `${homeOf(user)}/.ssh/authorized_keys`;
  const before = tree.text(path) ?? '';
  if (before.split('\n').includes(line)) return;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  tree.lay(path, {
    kind: 'file',
    mode: 0o600,
    owner: user,
    bytes: Buffer.from(`${before}${gap}${line}\n`),
    modified: at,
  });
}

const LONGEST_OUTPUT = 64 * 1024;

/** Runs the script of user data as root, in cloud-init's last stage; answers what it printed. */
export async function runUserData(computer: Computer, signal: AbortSignal): Promise<string> {
  const { spec, tree, world, memory } = computer;
  const script = spec.userData.replace(/\r\n/g, '\n');
  const home = instanceFolder(spec);
  const lay = (path: string, text: string, mode: number) =>
    tree.lay(path, { kind: 'file', mode, bytes: Buffer.from(text), modified: world.now() });
  let text = '';
  memory.cloudInit = 'running';
  tree.drop(`${home}/boot-finished`);
  if (!script.startsWith('#!')) text = unreadable(script);
  else {
    lay(`${home}/scripts/part-001`, script, 0o700);
    const quiet = { interactive: false, become: () => {}, columns: () => 80, history: () => [] };
    const shell = new Shell(computer, 'root', quiet);
    shell.cwd = '/';
    const collect = async (bytes: Buffer) => {
      if (text.length < LONGEST_OUTPUT) text += bytes.toString('utf8');
    };
    const result = await shell.run(script, { out: collect, err: collect }, { signal });
    memory.cloudInit = result.exitCode === 0 ? 'done' : 'error';
    if (result.exitCode !== 0) text += `${text.endsWith('\n') || text === '' ? '' : '\n'}${failure(result.exitCode)}\n`;
  }
  if (memory.cloudInit === 'running') memory.cloudInit = 'done';
  const lines = cloudInitLines(world.now());
  lay('/var/log/cloud-init-output.log', `${lines.modules}\n${text}${lines.finished}\n`, 0o640);
  lay(`${home}/boot-finished`, `9.98 - ${world.now().toUTCString()} - v. 24.4\n`, 0o644);
  return text;
}

function failure(exitCode: number): string {
  return `Failed to run module scripts-user (scripts in /var/lib/cloud/instance/scripts): part-001 exited with ${exitCode}`;
}

function unreadable(script: string): string {
  if (script.trim() === '') return '';
  const what = script.startsWith('#cloud-config') ? 'Cloud config' : 'This form of user data';
  return `${what} is not carried out by a practice machine; a script that begins with #! is.\n`;
}

function instanceFolder(spec: MachineSpec): string {
  return `/var/lib/cloud/instances/${spec.instanceId}`;
}
