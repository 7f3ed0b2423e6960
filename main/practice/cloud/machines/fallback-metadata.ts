import { createHash } from 'node:crypto';
import { hardwareOf } from './hardware.ts';
import type { InstanceMetadata, MachineSpec } from './machine.ts';

/** What a machine tells of its instance where the world tells nothing: made of the spec, and the same at every question. */
export function fallbackMetadata(spec: MachineSpec, launchedAt: Date): InstanceMetadata {
  const id = (prefix: string) =>
    `${prefix}-0${createHash('sha256').update(`${prefix} ${spec.instanceId}`).digest('hex').slice(0, 16)}`;
  const mac = createHash('sha256').update(spec.instanceId).digest('hex').slice(0, 10).match(/../g) ?? [];
  return {
    accountId: '111122223333',
    region: 'us-east-1',
    zone: 'us-east-1a',
    zoneId: 'use1-az1',
    architecture: hardwareOf(spec.instanceType).architecture === 'aarch64' ? 'arm64' : 'x86_64',
    reservationId: id('r'),
    launchIndex: 0,
    launchedAt,
    keyName: spec.publicKey === null ? null : (spec.publicKey.trim().split(/\s+/)[2] ?? 'key'),
    publicIp: spec.publicIp,
    publicHostname: spec.publicIp === null ? null : `ec2-${spec.publicIp.replaceAll('.', '-')}.compute-1.amazonaws.com`,
    securityGroups: [{ id: id('sg'), name: 'default' }],
    options: { tokens: 'required', endpoint: 'enabled', tags: 'disabled' },
    tags: [],
    network: {
      interfaceId: id('eni'),
      mac: ['02', ...mac].join(':'),
      vpcId: id('vpc'),
      vpcCidr: '172.31.0.0/16',
      subnetId: id('subnet'),
      subnetCidr: '172.31.0.0/20',
    },
    volumes: [
      { id: id('vol'), device: spec.platform === 'ubuntu' ? '/dev/sda1' : '/dev/xvda', sizeGib: 8, isRoot: true },
    ],
    role: null,
  };
}
