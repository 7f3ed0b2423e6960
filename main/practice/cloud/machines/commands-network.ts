import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';

/** ip, ss and ping. */
export function networkCommands(room: CommandRoom): Record<string, Program> {
  const { computer } = room;
  const { spec } = computer;
  const device = computer.spec.instanceType.startsWith('t2.') ? 'eth0' : 'ens5';

  const addresses = (brief: boolean) => {
    const { network } = computer.metadata();
    const [, bits = '20'] = network.subnetCidr.split('/');
    if (brief) {
      return `lo               UNKNOWN        127.0.0.1/8 ::1/128 \n${device.padEnd(16)} UP             ${spec.privateIp}/${bits} metric 100 \n`;
    }
    return (
      '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n' +
      '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n' +
      '    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n' +
      '    inet6 ::1/128 scope host noprefixroute \n       valid_lft forever preferred_lft forever\n' +
      `2: ${device}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001 qdisc mq state UP group default qlen 1000\n` +
      `    link/ether ${network.mac} brd ff:ff:ff:ff:ff:ff\n` +
      `    inet ${spec.privateIp}/${bits} metric 100 brd ${broadcastOf(network.subnetCidr)} scope global dynamic ${device}\n` +
      '       valid_lft 3342sec preferred_lft 3342sec\n'
    );
  };
  const routes = () => {
    const { network } = computer.metadata();
    const gateway = network.subnetCidr.replace(/\.\d+\/\d+$/, '.1');
    return `default via ${gateway} dev ${device} proto dhcp src ${spec.privateIp} metric 100 \n${network.subnetCidr} dev ${device} proto kernel scope link src ${spec.privateIp} metric 100 \n`;
  };

  const listening = () =>
    computer.units
      .all()
      .filter(({ facts, state }) => facts.port !== undefined && state.active === 'active')
      .map(({ facts, state }) => ({
        port: facts.port as number,
        name: facts.name === 'ssh' ? 'sshd' : facts.name,
        pid: state.pid,
      }));

  return {
    ip: (args) => {
      const words = args.filter((arg) => !arg.startsWith('-'));
      const [what = '', ...rest] = words;
      if (what === '') return fail('Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }', 255);
      if ('route'.startsWith(what) && what.startsWith('r')) return ok(routes());
      if ('address'.startsWith(what) && what.startsWith('a')) {
        const all = addresses(args.includes('-br') || args.includes('-brief'));
        const name = rest.filter((word) => word !== 'show' && word !== 'dev').at(-1);
        return ok(name === device ? all.slice(all.indexOf(`2: ${device}`)) : all);
      }
      if ('link'.startsWith(what))
        return ok(
          addresses(false)
            .split('\n')
            .filter((line) => /^\d|link\//.test(line))
            .map((line) => `${line}\n`)
            .join(''),
        );
      return fail(`Object "${what}" is unknown, try "ip help".`, 1);
    },
    ss: (args) => {
      const flags = args.filter((arg) => arg.startsWith('-')).join('');
      const withName = flags.includes('p') && room.shell.user === 'root';
      const rows = listening().flatMap(({ port, name, pid }) => {
        const process = withName ? ` users:(("${name}",pid=${pid},fd=3))` : '';
        const local = port === 80 || port === 22 ? '0.0.0.0' : '127.0.0.1';
        const shown = flags.includes('n') ? String(port) : ({ 22: 'ssh', 80: 'http' }[port] ?? String(port));
        const row = (address: string, peer: string) =>
          `LISTEN 0      ${port === 80 ? '511 ' : '4096'}   ${`${address}:${shown}`.padStart(17)} ${peer.padStart(14)}${process}\n`;
        return local === '0.0.0.0' ? [row(local, '0.0.0.0:*'), row('[::]', '[::]:*')] : [row(local, '0.0.0.0:*')];
      });
      return ok(
        `State  Recv-Q Send-Q Local Address:Port  Peer Address:Port${withName ? ' Process' : ''}\n${rows.join('')}`,
      );
    },
    ping: async (args) => {
      const at = args.indexOf('-c');
      const host = args.filter((arg, index) => !arg.startsWith('-') && !(at >= 0 && index === at + 1)).at(-1) ?? '';
      const isOwn = ['localhost', '127.0.0.1', spec.privateIp, spec.hostname, computer.hostname].includes(host);
      if (!isOwn)
        return fail(`ping: ${host}: Temporary failure in name resolution (a practice machine has no internet)`, 2);
      const count = Math.min(10, Math.max(1, Number(at >= 0 ? args[at + 1] : 4) || 4));
      const address = host === 'localhost' ? '127.0.0.1' : host;
      const lines = Array.from(
        { length: count },
        (_, index) => `64 bytes from ${host} (${address}): icmp_seq=${index + 1} ttl=64 time=0.0${30 + index} ms\n`,
      );
      return ok(
        `PING ${host} (${address}) 56(84) bytes of data.\n${lines.join('')}\n--- ${host} ping statistics ---\n${count} packets transmitted, ${count} received, 0% packet loss, time ${(count - 1) * 1_000}ms\nrtt min/avg/max/mdev = 0.030/0.033/0.036/0.002 ms\n`,
      );
    },
  };
}

/** The last address of a block. */
function broadcastOf(block: string): string {
  const [base = '0.0.0.0', bits = '32'] = block.split('/');
  const number = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const last = number + 2 ** (32 - Number(bits)) - 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join('.');
}
