import { _InstanceType } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { findInstanceType, instanceTypes, isOffered } from '../../main/practice/cloud/data/instance-types.ts';
import { regions } from '../../main/practice/cloud/data/regions.ts';

describe('the instance types', () => {
  test('are many, each once, and AWS knows every one', () => {
    expect(instanceTypes.length).toBeGreaterThanOrEqual(80);
    expect(new Set(instanceTypes.map(({ name }) => name)).size).toBe(instanceTypes.length);
    const known = new Set<string>(Object.values(_InstanceType));
    expect(instanceTypes.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(known.has('t9.huge')).toBe(false);
  });

  test('have numbers that fit each other', () => {
    for (const type of instanceTypes) {
      expect(type.cores * type.threadsPerCore, type.name).toBe(type.vcpus);
      expect(Number.isInteger(type.cores) && Number.isInteger(type.memoryMib), type.name).toBe(true);
      expect(type.memoryMib, type.name).toBeGreaterThanOrEqual(512);
      expect(type.maxInterfaces, type.name).toBeGreaterThanOrEqual(2);
      expect(type.ipv4PerInterface, type.name).toBeGreaterThanOrEqual(2);
      expect(type.pricePerHour, type.name).toBeGreaterThan(0.004);
      expect(type.pricePerHour, type.name).toBeLessThan(30);
      expect(type.network, type.name).toMatch(/^(Low( to Moderate)?|Moderate|High|(Up to |4x )?[\d.]+ Gigabit)$/);
      if (type.ebs) expect(type.ebs.baselineMbps, type.name).toBeLessThanOrEqual(type.ebs.maximumMbps);
      if (type.storage) expect(type.storage.count * type.storage.sizeGb, type.name).toBe(type.storage.totalGb);
      if (type.gpus) expect(type.gpus.memoryMib, type.name).toBeGreaterThan(8192);
    }
  });

  test('with Arm processors run Arm alone, and start by UEFI', () => {
    const arm = instanceTypes.filter(({ name }) => /^(a1|t4g|[a-z]\d+gd?|g5g)\./.test(name) && !/^g\d\./.test(name));
    expect(arm.length).toBeGreaterThan(40);
    for (const type of arm) {
      expect(type.architectures, type.name).toEqual(['arm64']);
      expect(type.bootModes, type.name).toEqual(['uefi']);
      expect(type.threadsPerCore, type.name).toBe(1);
    }
    const mixed = instanceTypes.filter(
      ({ architectures }) => architectures.includes('arm64') && architectures.length > 1,
    );
    expect(mixed).toEqual([]);
    expect(instanceTypes.filter(({ architectures }) => architectures.includes('arm64'))).toHaveLength(arm.length);
  });

  test('of the free plan are the six that it takes, and the one of old tutorials is not among them', () => {
    const free = instanceTypes.filter(({ freeTier }) => freeTier).map(({ name }) => name);
    expect(free.sort()).toEqual(['c7i-flex.large', 'm7i-flex.large', 't3.micro', 't3.small', 't4g.micro', 't4g.small']);
    expect(findInstanceType('t2.micro')).toMatchObject({ freeTier: false, hypervisor: 'xen', ebs: null });
  });

  test('cost more the larger they are, within a burstable family', () => {
    for (const family of ['t2', 't3', 't3a', 't4g']) {
      const prices = instanceTypes
        .filter(({ name }) => name.startsWith(`${family}.`))
        .map(({ pricePerHour }) => pricePerHour);
      expect(prices).toHaveLength(7);
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
    }
  });

  test('show what few of them have', () => {
    expect(findInstanceType('g4dn.12xlarge')?.gpus).toEqual({ count: 4, name: 'T4', memoryMib: 16384 });
    expect(findInstanceType('i4i.metal')).toMatchObject({ bareMetal: true, bootModes: ['legacy-bios'] });
    expect(findInstanceType('m1.small')?.storage).toMatchObject({ totalGb: 160, kind: 'hdd', nvme: false });
    expect(findInstanceType('mac2.metal')).toMatchObject({ architectures: ['arm64_mac'], spot: false });
    expect(findInstanceType('m7g.Large')).toBeNull();
  });

  test('are missing only in zones that exist', () => {
    const zones = regions.flatMap((region) => region.zones.map(({ name }) => name));
    for (const { name, missingInZones } of instanceTypes) {
      for (const ending of missingInZones) {
        expect(
          zones.some((zone) => zone.endsWith(ending)),
          `${name} ${ending}`,
        ).toBe(true);
      }
    }
    const offered = (type: string, zone: string) => {
      const fact = findInstanceType(type);
      return fact !== null && isOffered(fact, zone);
    };
    expect(offered('t2.micro', 'eu-central-1c')).toBe(false);
    expect(offered('t2.micro', 'eu-central-1a')).toBe(true);
    expect(offered('p4d.24xlarge', 'eu-west-1a')).toBe(false);
    expect(offered('p4d.24xlarge', 'eu-west-1c')).toBe(true);
    expect(offered('p4d.24xlarge', 'us-east-1a')).toBe(true);
  });
});
