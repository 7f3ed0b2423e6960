/** Which quota of vCPUs an instance type counts against. */
export type QuotaBucket = 'standard' | 'f' | 'g-and-vt' | 'p' | 'x' | 'inf' | 'trn' | 'dl' | 'hpc' | 'high-memory';

/**
 * vCPUs of each bucket but the standard one that a new account may run: none. The standard one is a setting of the
 * place. Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html.
 */
export const defaultVcpuQuota = 0;

/** How Service Quotas names each bucket. Source: EC2 user guide, "Amazon EC2 instance type quotas". */
export const vcpuQuotaCodes: Readonly<Record<QuotaBucket, { readonly code: string; readonly name: string }>> = {
  standard: { code: 'L-1216C47A', name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances' },
  f: { code: 'L-74FC7D96', name: 'Running On-Demand F instances' },
  'g-and-vt': { code: 'L-DB2E81BA', name: 'Running On-Demand G and VT instances' },
  p: { code: 'L-417A185B', name: 'Running On-Demand P instances' },
  x: { code: 'L-7295265B', name: 'Running On-Demand X instances' },
  inf: { code: 'L-1945791B', name: 'Running On-Demand Inf instances' },
  trn: { code: 'L-2C3B7624', name: 'Running On-Demand Trn instances' },
  dl: { code: 'L-6E869C2A', name: 'Running On-Demand DL instances' },
  hpc: { code: 'L-F7808C92', name: 'Running On-Demand HPC instances' },
  'high-memory': { code: 'L-43DA4232', name: 'Running On-Demand High Memory instances' },
};

/** IOPS that all provisioned volumes of a type may have in a Region. Source: EBS endpoints and quotas, November 2026. */
export const provisionedIopsQuota: Readonly<Record<string, number>> = { io1: 300_000, io2: 100_000 };

const byLetters: Readonly<Record<string, QuotaBucket>> = {
  f: 'f',
  g: 'g-and-vt',
  gr: 'g-and-vt',
  vt: 'g-and-vt',
  p: 'p',
  x: 'x',
  inf: 'inf',
  trn: 'trn',
  dl: 'dl',
  hpc: 'hpc',
  u: 'high-memory',
};

/** The bucket of a type, by the letters that its name begins with: A, C, D, H, I, M, R, T and Z are the standard ones. */
export function quotaBucketOf(typeName: string): QuotaBucket {
  const letters = /^[a-z]+/.exec(typeName)?.[0] ?? '';
  return Object.hasOwn(byLetters, letters) ? (byLetters[letters] ?? 'standard') : 'standard';
}
