/** Which quota of vCPUs an instance type counts against. */
export type QuotaBucket = 'standard' | 'f' | 'g-and-vt' | 'p' | 'x' | 'inf' | 'trn' | 'dl' | 'hpc' | 'high-memory';

/**
 * vCPUs of each bucket but the standard one that a new account may run: none. The standard one is a setting of the
 * place. Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html.
 */
export const defaultVcpuQuota = 0;

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
