import { hostileStream, printHostile, REPLY } from '../connect/hostile-streams.ts';

const streams = 5_000;

/** Five thousand hostile streams: no title, no reply outside the fixed grammar, no piece that holds the window up. */
export async function bench(print: (facts: Record<string, unknown>) => void): Promise<void> {
  let bytes = 0;
  let titles = 0;
  let longestMs = 0;
  let mostAnswered = 0;
  const badReplies: number[] = [];
  const begun = performance.now();
  for (let seed = 0; seed < streams; seed += 1) {
    const stream = hostileStream(seed);
    const effects = await printHostile(stream);
    bytes += stream.length;
    titles += effects.titles.length;
    longestMs = Math.max(longestMs, effects.longestMs);
    mostAnswered = Math.max(mostAnswered, effects.replies.length / Math.max(1, stream.length));
    if (!REPLY.test(effects.replies)) badReplies.push(seed);
  }
  print({
    measure: 'hostile streams',
    streams,
    bytes,
    seconds: Math.round((performance.now() - begun) / 1_000),
    titles,
    badReplies,
    mostAnswered: Number(mostAnswered.toFixed(2)),
    longestMs: Math.round(longestMs),
    goal: 'no title, no bad reply, answers at most twice as long, no piece above 100 ms',
    reached: titles === 0 && badReplies.length === 0 && mostAnswered <= 2 && longestMs <= 100,
  });
}
