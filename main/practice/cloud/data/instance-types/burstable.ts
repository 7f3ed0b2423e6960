import { amd, graviton, intel, type TypeFamily, xenBurstable } from './families.ts';

/** Types that save up CPU credits while they idle. */
export const burstable: readonly TypeFamily[] = [
  {
    ...xenBurstable,
    family: 't2',
    clockGhz: 2.3,
    burstable: true,
    sizes: [
      ['nano', 1, 0.5, 'Low to Moderate', 0, 0, 2, 2, 0.0058, { also32Bit: true, spot: false }],
      ['micro', 1, 1, 'Low to Moderate', 0, 0, 2, 2, 0.0116, { also32Bit: true }],
      ['small', 1, 2, 'Low to Moderate', 0, 0, 3, 4, 0.023, { also32Bit: true }],
      ['medium', 2, 4, 'Low to Moderate', 0, 0, 3, 6, 0.0464, { also32Bit: true }],
      ['large', 2, 8, 'Low to Moderate', 0, 0, 3, 12, 0.0928],
      ['xlarge', 4, 16, 'Moderate', 0, 0, 3, 15, 0.1856],
      ['2xlarge', 8, 32, 'Moderate', 0, 0, 3, 15, 0.3712],
    ],
  },
  {
    ...intel,
    family: 't3',
    clockGhz: 2.5,
    burstable: true,
    sizes: [
      ['nano', 2, 0.5, 'Up to 5 Gigabit', 43, 2085, 2, 2, 0.0052],
      ['micro', 2, 1, 'Up to 5 Gigabit', 87, 2085, 2, 2, 0.0104],
      ['small', 2, 2, 'Up to 5 Gigabit', 174, 2085, 3, 4, 0.0208],
      ['medium', 2, 4, 'Up to 5 Gigabit', 347, 2085, 3, 6, 0.0416],
      ['large', 2, 8, 'Up to 5 Gigabit', 695, 2780, 3, 12, 0.0832],
      ['xlarge', 4, 16, 'Up to 5 Gigabit', 695, 2780, 4, 15, 0.1664],
      ['2xlarge', 8, 32, 'Up to 5 Gigabit', 695, 2780, 4, 15, 0.3328],
    ],
  },
  {
    ...amd,
    family: 't3a',
    clockGhz: 2.2,
    burstable: true,
    sizes: [
      ['nano', 2, 0.5, 'Up to 5 Gigabit', 45, 2085, 2, 2, 0.0047],
      ['micro', 2, 1, 'Up to 5 Gigabit', 90, 2085, 2, 2, 0.0094],
      ['small', 2, 2, 'Up to 5 Gigabit', 175, 2085, 2, 4, 0.0188],
      ['medium', 2, 4, 'Up to 5 Gigabit', 350, 2085, 3, 6, 0.0376],
      ['large', 2, 8, 'Up to 5 Gigabit', 695, 2780, 3, 12, 0.0752],
      ['xlarge', 4, 16, 'Up to 5 Gigabit', 695, 2780, 4, 15, 0.1504],
      ['2xlarge', 8, 32, 'Up to 5 Gigabit', 695, 2780, 4, 15, 0.3008],
    ],
  },
  {
    ...graviton,
    family: 't4g',
    clockGhz: 2.5,
    burstable: true,
    sizes: [
      ['nano', 2, 0.5, 'Up to 5 Gigabit', 43, 2085, 2, 2, 0.0042],
      ['micro', 2, 1, 'Up to 5 Gigabit', 87, 2085, 2, 2, 0.0084],
      ['small', 2, 2, 'Up to 5 Gigabit', 174, 2085, 3, 4, 0.0168],
      ['medium', 2, 4, 'Up to 5 Gigabit', 347, 2085, 3, 6, 0.0336],
      ['large', 2, 8, 'Up to 5 Gigabit', 695, 2780, 3, 12, 0.0672],
      ['xlarge', 4, 16, 'Up to 5 Gigabit', 695, 2780, 4, 15, 0.1344],
      ['2xlarge', 8, 32, 'Up to 5 Gigabit', 695, 2780, 4, 15, 0.2688],
    ],
  },
];
