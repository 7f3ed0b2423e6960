import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROGRAMS } from '../../main/practice/cloud/machines/fresh-system.ts';
import type { VolumeContent } from '../../main/practice/cloud/machines/machine.ts';
import { exampleMetadata } from './example-metadata.ts';
import { createRig, openTerminal, type Rig } from './rig.ts';

const volumes = new Map<string, VolumeContent>();
let rig: Rig;
const ports = { ubuntu: 0, debian: 0, 'amazon-linux': 0 };
const users = { ubuntu: 'ubuntu', debian: 'admin', 'amazon-linux': 'ec2-user' } as const;
beforeAll(async () => {
  rig = createRig({
    metadata: () => exampleMetadata(),
    volume: (id) => volumes.get(id) ?? null,
    keepVolume: (id, content) => void volumes.set(id, content),
  });
  for (const platform of ['ubuntu', 'debian', 'amazon-linux'] as const)
    ports[platform] = (await rig.boot({ platform })).port;
});
afterAll(() => rig.close());

const on = (platform: keyof typeof ports, command: string) => rig.ssh(ports[platform], users[platform], [command]);

describe('packages and services', () => {
  test.each(['ubuntu', 'debian'] as const)('%s installs, starts and enables at once', async (platform) => {
    expect((await on(platform, 'apt install -y nginx')).stderr).toContain('are you root?');
    expect((await on(platform, 'sudo apt-get install -y nginx')).stdout).toMatch(
      /The following NEW packages will be installed:\n {2}nginx nginx-common\n[\s\S]*Setting up nginx/,
    );
    expect((await on(platform, 'systemctl is-active nginx; systemctl is-enabled nginx')).stdout).toBe(
      'active\nenabled\n',
    );
    expect((await on(platform, 'sudo apt-get install -y nginx')).stdout).toContain(
      'nginx is already the newest version',
    );
    expect((await on(platform, 'systemctl status nginx')).stdout).toMatch(
      /● nginx\.service[\s\S]*Active: active \(running\)[\s\S]*Started nginx\.service/,
    );
    expect((await on(platform, 'sudo service nginx stop; systemctl status nginx')).stdout).toContain(
      'Active: inactive (dead)',
    );
    expect((await on(platform, 'sudo apt-get purge -y nginx; systemctl status nginx; ls /etc/nginx')).stderr).toMatch(
      /Unit nginx.service could not be found/,
    );
    expect((await on(platform, 'sudo apt-get install -y nosuch')).stderr).toBe('E: Unable to locate package nosuch\n');
  });

  test('Amazon Linux waits for systemctl', async () => {
    expect((await on('amazon-linux', 'sudo dnf install -y httpd')).stdout).toMatch(
      /Installed:\n {2}httpd-2\.4[\s\S]*Complete!/,
    );
    expect((await on('amazon-linux', 'systemctl is-active httpd; curl -s localhost || echo $?')).stdout).toBe(
      'inactive\n7\n',
    );
    expect((await on('amazon-linux', 'sudo systemctl enable --now httpd')).stderr).toContain('Created symlink');
    expect((await on('amazon-linux', 'systemctl is-active httpd; curl -s localhost; rpm -q httpd')).stdout).toBe(
      'active\n<html><body><h1>It works!</h1></body></html>\nhttpd-2.4.62-1.amzn2023.x86_64\n',
    );
    expect((await on('amazon-linux', 'sudo yum install -y apache2')).stderr).toContain(
      'Unable to find a match: apache2',
    );
    expect((await on('amazon-linux', 'apt update')).code).toBe(127);
  });

  test('two web servers do not share a port', async () => {
    const { port } = await rig.boot();
    const end = await rig.ssh(port, 'ubuntu', [
      'sudo apt-get install -y nginx apache2; systemctl is-active apache2; sudo systemctl start apache2',
    ]);
    expect(end.stdout).toContain('failed\n');
    expect(end.stderr).toContain('Job for apache2.service failed because the control process exited with error code.');
    expect(
      (
        await rig.ssh(port, 'ubuntu', [
          'sudo systemctl stop nginx; sudo systemctl start apache2; systemctl is-active apache2',
        ])
      ).stdout,
    ).toBe('active\n');
  });

  test('a service starts with the machine only when it is enabled', async () => {
    const { port, spec } = await rig.boot();
    await rig.ssh(port, 'ubuntu', ['sudo apt-get install -y nginx redis-server; sudo systemctl disable redis-server']);
    const disk = await rig.machines.halt(spec.instanceId);
    const again = await rig.machines.boot({ ...spec, disk, firstBoot: false });
    expect((await rig.ssh(again.port, 'ubuntu', ['systemctl is-active nginx redis-server'])).stdout).toBe(
      'active\ninactive\n',
    );
  });

  test.each([
    ['systemctl start nginx', 'Interactive authentication required'],
    ['sudo systemctl start nosuch', 'Unit nosuch.service not found.'],
    ['sudo systemctl enable nosuch', 'Unit file nosuch.service does not exist.'],
    ['sudo systemctl frobnicate ssh', 'Unknown command verb frobnicate.'],
    ['systemctl status nosuch', 'Unit nosuch.service could not be found.'],
    ['systemctl start', 'Too few arguments.'],
  ])('%s is refused', async (command, words) => {
    const end = await on('debian', command);
    expect(end.stderr).toContain(words);
    expect(end.code).not.toBe(0);
  });
});

describe('what a lesson looks at', () => {
  test.each([
    ['df -h /', /\/dev\/root +12G +1\.5G +11G +13% \/\n/],
    ['lsblk', /nvme0n1 +259:0 +0 +12G +0 disk\n└─nvme0n1p1 .* \/\nnvme1n1 .* 20G +0 disk\n/],
    ['free -m', /Mem: +957 +\d+/],
    ['uptime', /up 0 min, {2}1 user/],
    ['ps aux', /sshd: \/usr\/sbin\/sshd -D/],
    ['top -bn1', /%Cpu\(s\)/],
    ['ip a', /inet 172\.31\.5\.9\/20 .* ens5/],
    ['ip route', /^default via 172\.31\.0\.1 dev ens5/],
    ['ss -tln', /0\.0\.0\.0:22/],
    ['sudo ss -tlnp', /users:\(\("sshd"/],
    ['journalctl -u ssh', /Started ssh\.service|Accepted publickey for ubuntu/],
    ['last', /reboot {3}system boot/],
    ['hostnamectl', /Static hostname: ip-172-31-5-9/],
    ['uname -a', /^Linux ip-172-31-5-9 6\.8\.0-1018-aws .* x86_64 GNU\/Linux\n$/],
    ['id', /^uid=1000\(ubuntu\)/],
    ['nproc; whoami; hostname -I', /^2\nubuntu\n172\.31\.5\.9 \n$/],
    ['sudo tail -1 /var/log/auth.log', /COMMAND=tail -1 \/var\/log\/auth\.log/],
    ['umask; umask 077; echo > private; stat -c %a private', /^0002\n600\n$/],
    ['md5sum /etc/hostname | cut -c1-32 | wc -c', /^33\n$/],
    ['seq 3 | md5sum', /^[0-9a-f]{32} {2}-\n$/],
    ['seq 1 1000000 | tail -1', /^1000000\n$/],
    ['yes | head -2', /^y\ny\n$/],
    ['cat /etc/hostname /nope', /^ip-172-31-5-9\n$/],
  ])('%s', async (command, output) => {
    expect((await on('ubuntu', command)).stdout).toMatch(output);
  });

  test.each(['nano a.txt', 'vim a.txt', 'vi +3 a.txt'])('%s says what to do instead', async (command) => {
    expect((await on('ubuntu', command)).stderr).toMatch(
      /no full-screen editor[\s\S]*cat > a\.txt[\s\S]*sudo tee a\.txt/,
    );
  });

  test('every program that is found can be run', async () => {
    const names = PROGRAMS.filter((name) => !/^(reboot|shutdown|poweroff|halt|yes|bash|sh|su|top|test)$/.test(name));
    const end = await on(
      'ubuntu',
      `for p in ${names.join(' ')}; do $p --help < /dev/null > /dev/null 2> out; case "$(cat out)" in *"command not found"*|*ELF*) echo $p;; esac; done`,
    );
    expect(end).toMatchObject({ stdout: '', code: 0 });
  });

  test('a new name is kept, and shown by the next prompt', async () => {
    const { port, spec } = await rig.boot();
    const end = await rig.ssh(port, 'ubuntu', [
      'hostnamectl set-hostname x || sudo hostnamectl set-hostname web-7; hostname',
    ]);
    expect(end.stdout).toBe('web-7\n');
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    expect(terminal.text()).toContain('ubuntu@web-7');
    expect(await terminal.line('w | tail -1')).toMatch(/^ubuntu {3}pts\/0/);
    terminal.close();
    const disk = await rig.machines.halt(spec.instanceId);
    const again = await rig.machines.boot({ ...spec, disk, firstBoot: false });
    expect((await rig.ssh(again.port, 'ubuntu', ['hostname'])).stdout).toBe('web-7\n');
  });

  test('tail -f and yes go on until Ctrl-C', async () => {
    const terminal = await openTerminal(ports.ubuntu, 'ubuntu', rig.keys);
    await terminal.line('echo one > log');
    terminal.mark();
    terminal.type('tail -f log\r');
    await terminal.waitFor('one\r\n');
    await on('ubuntu', 'echo two >> log');
    await terminal.waitFor('two\r\n');
    terminal.type('\u0003');
    await terminal.waitFor(/\$ $/);
    terminal.mark();
    terminal.type('yes\r');
    await terminal.waitFor('y\r\ny\r\n');
    terminal.type('\u0003');
    await terminal.waitFor(/\^C[\s\S]*\$ $/);
    expect(await terminal.line('echo $?')).toBe('130');
    terminal.close();
  });
});

describe('a second volume', () => {
  test('is formatted, mounted, kept, and mounted again by fstab', async () => {
    const { port, spec } = await rig.boot();
    const sh = async (command: string) => (await rig.ssh(port, 'ubuntu', [command])).stdout;
    expect(await sh('sudo file -s /dev/nvme1n1; mkfs -t ext4 /dev/nvme1n1 2>&1 | tail -1')).toBe(
      '/dev/nvme1n1: data\nCould not open /dev/nvme1n1: Permission denied\n',
    );
    expect(await sh('sudo mkdir /data; sudo mount /dev/nvme1n1 /data 2>&1')).toContain('wrong fs type');
    expect(await sh('sudo mkfs -t xfs /dev/nvme1n1')).toContain('meta-data=/dev/nvme1n1');
    expect(
      await sh(
        'sudo mount /dev/sdf /data; sudo sh -c "echo kept > /data/file"; df -h | grep -c /data; lsblk | grep -c /data',
      ),
    ).toBe('1\n1\n');
    expect(await sh('sudo rm -r /data 2>&1; cd /data && sudo umount /data 2>&1')).toContain('target is busy');
    expect(await sh('sudo umount /data; ls /data; sudo mount /dev/nvme1n1 /data; cat /data/file')).toBe('kept\n');
    expect(Object.keys(volumes.get('vol-0data')?.disk.files ?? {})).toEqual(['/file']);
    await sh(
      'echo "UUID=$(sudo blkid | grep nvme1n1 | cut -d\\" -f2) /data xfs defaults,nofail 0 2" | sudo tee -a /etc/fstab; echo more | sudo tee /data/more',
    );
    const disk = await rig.machines.halt(spec.instanceId);
    expect(Object.keys(disk?.files ?? {}).filter((path) => path.startsWith('/data/'))).toEqual([]);
    expect(Object.keys(volumes.get('vol-0data')?.disk.files ?? {}).sort()).toEqual(['/file', '/more']);
    const again = await rig.machines.boot({ ...spec, disk, firstBoot: false });
    expect((await rig.ssh(again.port, 'ubuntu', ['cat /data/file /data/more; mount | grep -c /data'])).stdout).toBe(
      'kept\nmore\n1\n',
    );
  });
});
