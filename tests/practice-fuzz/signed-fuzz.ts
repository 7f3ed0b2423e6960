import { Agent } from 'node:http';
import type { TestCloud } from '../practice/practice-cloud.ts';
import { sendSigned } from '../practice/signed-post.ts';
import { type FuzzFacts, fuzz } from './fuzz-run.ts';
import { type Malformed, malformedRequests } from './signed-requests.ts';

const LATE_MS = 10_000;

/** The key of who sends them; given, so that it stays the same in the worlds that follow each other. */
export const fuzzKey = { id: 'PRACTICEF0F0F0F0F0F0', secret: 'the secret of who fuzzes the practice cloud' };

/** Sends malformed requests with good signatures, and some with bad ones, through the whole practice cloud. */
export async function fuzzSigned({ cloud, failures }: TestCloud, count: number, seed: number): Promise<FuzzFacts> {
  const { endpoint, people } = cloud.ready;
  const [{ accessKeyId, secretAccessKey }] = people;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const post = { endpoint, accessKeyId, secretAccessKey };
  const send = async ({ service, body, headers, broken }: Malformed): Promise<string> => {
    const reply = sendSigned(
      {
        ...{ ...post, service, body, headers },
        ...(broken === 'secret' && { secretAccessKey: `${secretAccessKey}x` }),
        ...(broken === 'key' && { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
        ...(broken === 'old' && { at: new Date(Date.now() - 3_600_000) }),
        ...(broken === 'body' && { tamperedBody: `${body} ` }),
      },
      agent,
    ).then(({ status }) => `${broken === 'nothing' ? '' : 'broken '}${status}`);
    const late = new Promise<string>((resolve) => setTimeout(resolve, LATE_MS, 'late').unref());
    return Promise.race([reply, late]).catch(() => 'closed');
  };
  const facts = await fuzz({
    count,
    abreast: 16,
    reports: failures,
    inputs: async (round, many) => malformedRequests(many, seed + round),
    send,
    stillServes: async () => {
      const body = 'Action=DescribeRegions&Version=2016-11-15';
      const { status } = await sendSigned({ ...post, service: 'ec2', body });
      if (status !== 200) throw new Error(`A good request was answered ${status}.`);
      // What well-formed requests have made is no leak.
      await cloud.request('reset', {});
    },
  });
  agent.destroy();
  return facts;
}
