import { type TypeFamily, xen } from './families.ts';

/** Types of old tutorials, of the generations before. */
export const previousGeneration: readonly TypeFamily[] = [
  {
    ...xen,
    family: 'm1',
    clockGhz: null,
    currentGeneration: false,
    missingInZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    sizes: [
      ['small', 1, 1.7, 'Low', 0, 0, 2, 4, 0.044, { disks: [1, 160], hdd: true, also32Bit: true, threadsPerCore: 1 }],
    ],
  },
  {
    ...xen,
    family: 'm3',
    clockGhz: 2.5,
    currentGeneration: false,
    missingInZones: ['eu-central-1c', 'us-east-1c'],
    sizes: [
      ['medium', 1, 3.75, 'Moderate', 0, 0, 2, 6, 0.067, { disks: [1, 4], threadsPerCore: 1 }],
      ['large', 2, 7.5, 'Moderate', 0, 0, 3, 10, 0.133, { disks: [1, 32] }],
    ],
  },
  {
    ...xen,
    family: 'm4',
    clockGhz: 2.4,
    currentGeneration: false,
    sizes: [
      ['large', 2, 8, 'Moderate', 450, 450, 2, 10, 0.1],
      ['xlarge', 4, 16, 'High', 750, 750, 4, 15, 0.2],
      ['2xlarge', 8, 32, 'High', 1000, 1000, 4, 15, 0.4],
    ],
  },
  {
    ...xen,
    family: 'c4',
    clockGhz: 2.9,
    currentGeneration: false,
    sizes: [
      ['large', 2, 3.75, 'Moderate', 500, 500, 3, 10, 0.1],
      ['xlarge', 4, 7.5, 'High', 750, 750, 4, 15, 0.199],
    ],
  },
];
