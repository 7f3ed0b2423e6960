import { kernelLines, runCloudInit } from './cloud-init.ts';
import { INSTALLED_PACKAGES, servicesOf } from './commands-packages.ts';
import type { Computer } from './computer.ts';
import { layDisk, toDisk } from './disk.ts';
import { freshSystem } from './fresh-system.ts';
import type { Disk, MachineSpec, Machines, MachineWorld } from './machine.ts';
import { PLATFORMS } from './platforms.ts';
import { type SshServer, startSshServer } from './ssh-server.ts';

export { seedDisk } from './disk.ts';
export { createHostKeys, publicHostKey } from './host-keys.ts';

interface Running {
  readonly computer: Computer;
  readonly server: SshServer;
}

const LAST_LOGIN = '/var/log/lastlog';

/** The practice cloud's machines: an SSH server, a shell and a disk for each instance that runs. */
export function createMachines(world: MachineWorld): Machines {
  const running = new Map<string, Running>();

  const boot = async (spec: MachineSpec) => {
    if (running.has(spec.instanceId)) await halt(spec.instanceId);
    const bootedAt = world.now();
    const tree = freshSystem(spec.platform, () => world.now(), bootedAt);
    if (spec.disk) layDisk(tree, spec.disk);
    let console = '';
    let server: SshServer | null = null;
    const computer: Computer = {
      spec,
      facts: PLATFORMS[spec.platform],
      tree,
      world,
      bootedAt,
      services: new Map([
        ['ssh', true],
        ['cron', true],
        ['amazon-ssm-agent', true],
      ]),
      say: (text) => {
        if (console.length < 256 * 1024) console += text;
      },
      endSessions: (sentence) => server?.endSessions(sentence),
    };
    const packages = tree.find(INSTALLED_PACKAGES);
    if (packages?.kind === 'file') {
      for (const service of servicesOf(tree.content(packages).toString('utf8'))) computer.services.set(service, true);
    }
    computer.say(kernelLines(computer));
    await runCloudInit(computer);
    server = await startSshServer(computer, (user) => noteLogin(computer, user));
    running.set(spec.instanceId, { computer, server });
    return { port: server.port, console };
  };

  const halt = async (instanceId: string): Promise<Disk> => {
    const machine = running.get(instanceId);
    if (!machine) throw new Error(`${instanceId} does not run.`);
    running.delete(instanceId);
    await machine.server.close();
    return toDisk(machine.computer.tree, machine.computer.spec.platform);
  };

  return {
    boot,
    halt,
    disk: async (instanceId) => {
      const machine = running.get(instanceId);
      if (!machine) throw new Error(`${instanceId} does not run.`);
      return toDisk(machine.computer.tree, machine.computer.spec.platform);
    },
    port: (instanceId) => running.get(instanceId)?.server.port ?? null,
    close: async () => {
      await Promise.all([...running.keys()].map((instanceId) => halt(instanceId)));
    },
  };
}

/** Keeps who logged in when, as the system does, and answers the time before. */
function noteLogin(computer: Computer, user: string): { at: Date; from: string } | null {
  const node = computer.tree.find(LAST_LOGIN);
  const lines = node?.kind === 'file' ? computer.tree.content(node).toString('utf8').split('\n').filter(Boolean) : [];
  const before = lines.find((line) => line.startsWith(`${user} `))?.split(' ');
  const others = lines.filter((line) => !line.startsWith(`${user} `));
  const from = computer.world.callerAddress ?? '203.0.113.25';
  const bytes = Buffer.from(`${[...others, `${user} ${computer.world.now().toISOString()} ${from}`].join('\n')}\n`);
  computer.tree.lay(LAST_LOGIN, { kind: 'file', mode: 0o664, bytes, modified: computer.world.now() });
  if (!before?.[1] || !before[2]) return null;
  return { at: new Date(before[1]), from: before[2] };
}
