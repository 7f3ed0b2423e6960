import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { InstanceMetadata } from '../../main/practice/cloud/machines/machine.ts';
import { exampleMetadata } from './example-metadata.ts';
import { createRig } from './rig.ts';

let told: InstanceMetadata | null = exampleMetadata();
let now = Date.parse('2026-11-24T10:00:00Z');
const rig = createRig({ metadata: () => told, now: () => new Date(now) });
const booted = rig.boot({ userData: 'plain words' });
beforeEach(() => {
  told = exampleMetadata();
});
afterAll(() => rig.close());

const ROOT = 'http://169.254.169.254/latest';
const run = async (script: string) => (await rig.ssh((await booted).port, 'ubuntu', [script])).stdout;
/** Asks with a token, in the shell's own way. */
const ask = (path: string) =>
  run(
    `T=$(curl -s -X PUT ${ROOT}/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60"); curl -s -H "X-aws-ec2-metadata-token: $T" ${ROOT}${path}`,
  );
const status = (words: string) => run(`curl -s -o /dev/null -w '%{http_code}' ${words}`);
const open = () => {
  told = exampleMetadata({ options: { tokens: 'optional', endpoint: 'enabled', tags: 'disabled' } });
};

describe('tokens', () => {
  test('are needed where they are required, and where they are not, only a wrong one is refused', async () => {
    expect(await status(`${ROOT}/meta-data/`)).toBe('401');
    expect(await ask('/meta-data/instance-id')).toMatch(/^i-/);
    open();
    expect(await status(`${ROOT}/meta-data/`)).toBe('200');
    expect(await status(`-H 'X-aws-ec2-metadata-token: wrong' ${ROOT}/meta-data/`)).toBe('401');
  });

  test.each([
    ['', '400'],
    ['-H "X-aws-ec2-metadata-token-ttl-seconds: 0"', '400'],
    ['-H "X-aws-ec2-metadata-token-ttl-seconds: 21601"', '400'],
    ['-H "X-aws-ec2-metadata-token-ttl-seconds: 21600"', '200'],
    ['-H "X-aws-ec2-metadata-token-ttl-seconds: 60" -H "X-Forwarded-For: 1.2.3.4"', '403'],
  ])('asked for with %s: %s', async (words, code) => {
    expect(await status(`-X PUT ${words} ${ROOT}/api/token`)).toBe(code);
  });

  test('end when their time is over', async () => {
    const token = await run(`curl -s -X PUT ${ROOT}/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60"`);
    const asked = `-H 'X-aws-ec2-metadata-token: ${token}' ${ROOT}/meta-data/`;
    now += 59_000;
    expect(await status(asked)).toBe('200');
    now += 2_000;
    expect(await status(asked)).toBe('401');
  });

  test('a service that is switched off refuses', async () => {
    told = exampleMetadata({ options: { tokens: 'optional', endpoint: 'disabled', tags: 'enabled' } });
    expect(await status(`${ROOT}/meta-data/`)).toBe('403');
    expect(await status(`-X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" ${ROOT}/api/token`)).toBe('403');
  });

  test('other methods are refused', async () => {
    open();
    expect(await status(`-X POST ${ROOT}/meta-data/`)).toBe('405');
    expect(await status(`-X PUT ${ROOT}/meta-data/ami-id`)).toBe('405');
    expect(await status('http://169.254.169.254/1999-01-01/meta-data/')).toBe('404');
    expect(await status('http://169.254.169.254/2021-07-15/meta-data/')).toBe('200');
  });
});

describe('what is told', () => {
  test.each([
    ['ami-id', 'ami-0123456789abcdef0'],
    ['ami-launch-index', '2'],
    ['hostname', 'ip-172-31-5-9.eu-central-1.compute.internal'],
    ['instance-type', 't3.micro'],
    ['local-ipv4', '172.31.5.9'],
    ['mac', '02:aa:bb:cc:dd:ee'],
    ['public-ipv4', '198.51.100.7'],
    ['public-hostname', 'ec2-198-51-100-7.eu-central-1.compute.amazonaws.com'],
    ['public-keys/', '0=team key'],
    ['public-keys/0/', 'openssh-key'],
    ['placement/', 'availability-zone\navailability-zone-id\nregion'],
    ['placement/availability-zone-id', 'euc1-az2'],
    ['placement/region', 'eu-central-1'],
    ['security-groups', 'web\nssh'],
    ['reservation-id', 'r-0123456789abcdef0'],
    ['services/partition', 'aws'],
    ['services/domain', 'amazonaws.com'],
    ['block-device-mapping/', 'ami\nebs1\nroot'],
    ['block-device-mapping/ebs1', 'sdf'],
    ['block-device-mapping/root', '/dev/sda1'],
    ['network/interfaces/macs/', '02:aa:bb:cc:dd:ee/'],
    ['network/interfaces/macs/02:aa:bb:cc:dd:ee/subnet-id', 'subnet-0123456789abcdef0'],
    ['network/interfaces/macs/02:aa:bb:cc:dd:ee/vpc-ipv4-cidr-block', '172.31.0.0/16'],
    ['network/interfaces/macs/02:aa:bb:cc:dd:ee/ipv4-associations/198.51.100.7', '172.31.5.9'],
    ['network/interfaces/macs/02:aa:bb:cc:dd:ee/security-group-ids', 'sg-0aaaaaaaaaaaaaaaa\nsg-0bbbbbbbbbbbbbbbb'],
  ])('%s', async (path, value) => {
    open();
    expect(await run(`curl -s ${ROOT}/meta-data/${path}`)).toBe(value);
  });

  test('the list has what there is, and nothing else', async () => {
    open();
    const list = (await run(`curl -s ${ROOT}/meta-data/`)).split('\n');
    expect(list).toContain('instance-id');
    expect(list).toContain('placement/');
    expect(list).not.toContain('iam/');
    expect(list).not.toContain('tags/');
    told = exampleMetadata({ ...told, publicIp: null, publicHostname: null });
    expect((await run(`curl -s ${ROOT}/meta-data/`)).split('\n')).not.toContain('public-ipv4');
    expect(await status(`${ROOT}/meta-data/public-ipv4`)).toBe('404');
    for (const odd of ['nothing', 'constructor', '__proto__/toString', '../user-data', 'ami-id/x']) {
      expect(await status(`'${ROOT}/meta-data/${odd}'`)).toBe('404');
    }
  });

  test('tags are told where the instance allows it', async () => {
    told = exampleMetadata({ options: { tokens: 'optional', endpoint: 'enabled', tags: 'enabled' } });
    expect(await run(`curl -s ${ROOT}/meta-data/tags/instance/`)).toBe('Name\n__proto__');
    expect(await run(`curl -s ${ROOT}/meta-data/tags/instance/Name`)).toBe('web 1');
    expect(await run(`curl -s ${ROOT}/meta-data/tags/instance/__proto__`)).toBe('odd');
    open();
    expect(await status(`${ROOT}/meta-data/tags/instance/`)).toBe('404');
  });

  test('a role’s credentials are found where the SDKs look', async () => {
    const expiration = new Date('2026-11-24T16:00:00Z');
    const credentials = {
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'secret',
      token: 'token',
      lastUpdated: new Date('2026-11-24T10:00:00Z'),
      expiration,
    };
    const role = {
      name: 'app',
      profileArn: 'arn:aws:iam::111122223333:instance-profile/app',
      profileId: 'AIPAEXAMPLE',
    };
    told = exampleMetadata({
      role: { ...role, credentials },
      options: { tokens: 'optional', endpoint: 'enabled', tags: 'disabled' },
    });
    expect(await run(`curl -s ${ROOT}/meta-data/iam/security-credentials/`)).toBe('app');
    const found = JSON.parse(await run(`curl -s ${ROOT}/meta-data/iam/security-credentials/app`));
    expect(found).toMatchObject({
      Code: 'Success',
      AccessKeyId: 'ASIAEXAMPLE',
      Token: 'token',
      Expiration: '2026-11-24T16:00:00Z',
    });
    const info = JSON.parse(await run(`curl -s ${ROOT}/meta-data/iam/info`));
    expect(info).toMatchObject({ InstanceProfileArn: role.profileArn });
    told = exampleMetadata({ ...told, role: { ...role, credentials: null } });
    expect(await run(`curl -s ${ROOT}/meta-data/iam/security-credentials/app`)).toContain(
      'AssumeRoleUnauthorizedAccess',
    );
    open();
    expect(await status(`${ROOT}/meta-data/iam/info`)).toBe('404');
  });

  test('user data, and the identity document', async () => {
    open();
    expect(await run(`curl -s ${ROOT}/user-data`)).toBe('plain words');
    const document = JSON.parse(await run(`curl -s ${ROOT}/dynamic/instance-identity/document`));
    expect(document).toMatchObject({
      accountId: '111122223333',
      region: 'eu-central-1',
      pendingTime: '2026-11-24T10:00:00Z',
    });
    const bare = await rig.boot();
    expect(
      (await rig.ssh(bare.port, 'ubuntu', [`curl -s -o /dev/null -w '%{http_code}' ${ROOT}/user-data`])).stdout,
    ).toBe('404');
  });

  test('cloud-init and Amazon Linux’s own program tell the same', async () => {
    expect(await run('cloud-init query region; cloud-init status')).toBe('eu-central-1\nstatus: done\n');
    expect(await run('cloud-init query nothing || echo no')).toBe('no\n');
    const amazon = await rig.boot({ platform: 'amazon-linux' });
    const end = await rig.ssh(amazon.port, 'ec2-user', ['ec2-metadata -z; ec2-metadata --quiet -i']);
    expect(end.stdout).toBe(`placement: eu-central-1a\n${amazon.spec.instanceId}\n`);
  });

  test('a world that tells nothing gives what the machine knows itself', async () => {
    told = null;
    expect(await ask('/meta-data/local-ipv4')).toBe('172.31.5.9');
    expect(await status(`${ROOT}/meta-data/`)).toBe('401');
  });
});
