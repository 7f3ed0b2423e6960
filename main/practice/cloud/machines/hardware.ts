import { instanceTypes } from '../data/instance-types.ts';

/** What a machine of a type has inside, as its kernel tells it. */
export interface Hardware {
  readonly vcpus: number;
  readonly memoryKib: number;
  readonly architecture: 'x86_64' | 'aarch64';
  readonly model: string;
  /** Volumes are NVMe devices; on the older types they are Xen's. */
  readonly isNitro: boolean;
}

/** What is in a machine of an instance type; a type that nobody knows is taken for a t3.micro. */
export function hardwareOf(instanceType: string): Hardware {
  const fact = instanceTypes.find(({ name }) => name === instanceType);
  // The letter g after the generation says Graviton: t4g, m7gd, c6gn.
  const isArm = /^[a-z]+\d+[a-z]*g[a-z]*\./.test(instanceType);
  return {
    vcpus: fact?.vcpus ?? 2,
    // The kernel keeps some for itself.
    memoryKib: Math.round((fact?.memoryMib ?? 1_024) * 1_024 * 0.935),
    architecture: isArm ? 'aarch64' : 'x86_64',
    model: isArm ? 'Neoverse-N1' : 'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz',
    isNitro: !/^(t1|t2|m[1-4]|c[13-4]|r[34])\./.test(instanceType),
  };
}
