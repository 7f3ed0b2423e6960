import fc from 'fast-check';
import type { TestCloud } from '../practice/practice-cloud.ts';
import { sendSigned } from '../practice/signed-post.ts';
import { type FuzzFacts, fuzz } from './fuzz-run.ts';
import { hostileStreams } from './http-streams.ts';
import { outcomeOf, sendRaw } from './raw-exchange.ts';

/** Sends fuzzed streams at the practice cloud's front door. */
export function fuzzHttp({ cloud, failures }: TestCloud, count: number, seed: number): Promise<FuzzFacts> {
  const { endpoint, people } = cloud.ready;
  const { host, port } = new URL(endpoint);
  const [{ accessKeyId, secretAccessKey }] = people;
  return fuzz({
    count,
    abreast: 60,
    reports: failures,
    inputs: async (round, numRuns) =>
      fc.sample(hostileStreams(host, { accessKeyId, secretAccessKey }), { numRuns, seed: seed + round }),
    send: async (bytes) => outcomeOf(await sendRaw(Number(port), bytes)),
    stillServes: async () => {
      const body = 'Action=DescribeRegions&Version=2016-11-15';
      const { status } = await sendSigned({ endpoint, accessKeyId, secretAccessKey, service: 'ec2', body });
      if (status !== 200) throw new Error(`A good request was answered ${status}.`);
    },
  });
}
