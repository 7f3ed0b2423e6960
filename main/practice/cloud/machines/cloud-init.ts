import type { Computer } from './computer.ts';
import { publicHostKey } from './host-keys.ts';
import { homeOf } from './platforms.ts';
import { Shell } from './shell.ts';

/** What the start of a machine prints on its console before anyone logs in. */
export function kernelLines(computer: Computer): string {
  const { facts, spec } = computer;
  return `[    0.000000] Linux version ${facts.kernel} (buildd@practice) ${facts.kernelVersion}
[    0.000000] Command line: BOOT_IMAGE=/vmlinuz-${facts.kernel} root=PARTUUID=practice ro console=tty1 console=ttyS0
[    0.000000] DMI: Amazon EC2 ${spec.instanceType}/, BIOS 1.0 10/16/2017
[    0.482113] Run /init as init process
[    1.204871] nvme nvme0: 2/0/0 default/read/poll queues
[    1.391044] EXT4-fs (nvme0n1p1): mounted filesystem with ordered data mode.
[    2.117390] systemd[1]: Hostname set to <${spec.hostname}>.
[  OK  ] Reached target Network is Online.
[  OK  ] Started OpenBSD Secure Shell server.
`;
}

/** Does what cloud-init does at the start of an instance, and says so on the console. */
export async function runCloudInit(computer: Computer): Promise<void> {
  const { spec, tree, facts, world } = computer;
  const stamp = () => world.now().toUTCString();
  if (!spec.firstBoot) {
    computer.say(`Cloud-init v. 24.4 running 'modules:final' at ${stamp()}.\n`);
    computer.say(`\n${facts.prettyName} ${spec.hostname} ttyS0\n\n${spec.hostname} login: \n`);
    return;
  }
  const lay = (path: string, text: string, mode = 0o644) =>
    tree.lay(path, { kind: 'file', mode, bytes: Buffer.from(text), modified: world.now() });

  computer.say(`Cloud-init v. 24.4 running 'init' at ${stamp()}. Up 4.18 seconds.\n`);
  lay('/etc/hostname', `${spec.hostname}\n`);
  const home = `/var/lib/cloud/instances/${spec.instanceId}`;
  tree.drop('/var/lib/cloud/instance');
  tree.lay('/var/lib/cloud/instance', { kind: 'link', target: home });
  lay(`${home}/user-data.txt`, spec.userData, 0o600);
  lay(
    '/run/cloud-init/instance-data.json',
    `${JSON.stringify({ v1: { cloud_name: 'aws', instance_id: spec.instanceId, local_hostname: spec.hostname } }, null, 1)}\n`,
  );
  if (spec.publicKey !== null) {
    const key = spec.publicKey.trim();
    const sentence = `Please login as the user \\"${facts.user}\\" rather than the user \\"root\\".`;
    appendKey(computer, facts.user, key);
    appendKey(
      computer,
      'root',
      `no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="echo '${sentence}';echo;sleep 10;exit 142" ${key}`,
    );
  }
  computer.say(hostKeyLines(computer));
  const log = [`Cloud-init v. 24.4 running 'modules:final' at ${stamp()}. Up 9.62 seconds.`];
  if (spec.userData.startsWith('#!')) log.push(await runUserData(computer, home));
  log.push(`Cloud-init v. 24.4 finished at ${stamp()}. Datasource DataSourceEc2Local.  Up 9.98 seconds`);
  const text = `${log.map((part) => part.trimEnd()).join('\n')}\n`;
  lay('/var/log/cloud-init-output.log', text, 0o640);
  lay(`${home}/boot-finished`, `9.98 - ${stamp()} - v. 24.4\n`);
  computer.say(text);
  computer.say(`\n${facts.prettyName} ${spec.hostname} ttyS0\n\n${spec.hostname} login: \n`);
}

/** Appends, as cloud-init does: what the image brought along stays, and so its old keys still open the door. */
function appendKey(computer: Computer, user: string, line: string): void {
  const { tree, world } = computer;
  const path = `${homeOf(user)}/.ssh/authorized_keys`;
  const node = tree.find(path);
  const before = node?.kind === 'file' ? tree.content(node).toString('utf8') : '';
  if (before.split('\n').includes(line)) return;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  tree.lay(path, {
    kind: 'file',
    mode: 0o600,
    owner: user,
    bytes: Buffer.from(`${before}${gap}${line}\n`),
    modified: world.now(),
  });
}

async function runUserData(computer: Computer, home: string): Promise<string> {
  const path = `${home}/scripts/part-001`;
  const script = computer.spec.userData.replace(/\r\n/g, '\n');
  computer.tree.lay(path, { kind: 'file', mode: 0o700, bytes: Buffer.from(script), modified: computer.world.now() });
  const quiet = { interactive: false, become: () => {}, goDown: () => {}, columns: () => 80, history: () => [] };
  const shell = new Shell(computer, 'root', quiet);
  shell.cwd = '/';
  let text = '';
  const collect = async (bytes: Buffer) => {
    if (text.length < 64 * 1024) text += bytes.toString('utf8');
  };
  const result = await shell.run(script, { out: collect, err: collect }, { signal: new AbortController().signal });
  if (result.exitCode !== 0) text += `\nFailed to run module scripts-user: part-001 exited with ${result.exitCode}\n`;
  return text;
}

/** The two blocks by which a person can know the machine before the first login. */
export function hostKeyLines(computer: Computer): string {
  const keys = computer.spec.hostKeys.map(publicHostKey);
  const name = (type: string) => (type === 'ssh-ed25519' ? 'ED25519' : 'ECDSA');
  const prints = keys.map((key) => `${key.bits} ${key.fingerprint} root@${computer.spec.hostname} (${name(key.type)})`);
  return [
    '',
    '-----BEGIN SSH HOST KEY FINGERPRINTS-----',
    ...prints,
    '-----END SSH HOST KEY FINGERPRINTS-----',
    '-----BEGIN SSH HOST KEY KEYS-----',
    ...keys.map((key) => `${key.type} ${key.base64} root@${computer.spec.hostname}`),
    '-----END SSH HOST KEY KEYS-----',
    '',
  ].join('\n');
}
