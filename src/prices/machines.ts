/**
 * What the smallest current machines cost an hour on Linux, to tell the order of magnitude before one is started.
 *
 * List prices of us-east-1 in US dollars, read on 2026-11-01; Windows and paid systems cost more.
 * Source: https://aws.amazon.com/ec2/pricing/on-demand.
 */
export const SMALL_MACHINES: Readonly<Record<string, { readonly instanceType: string; readonly hourly: number }>> = {
  x86_64: { instanceType: 't3.micro', hourly: 0.0104 },
  arm64: { instanceType: 't4g.micro', hourly: 0.0084 },
  i386: { instanceType: 't2.micro', hourly: 0.0116 },
};
