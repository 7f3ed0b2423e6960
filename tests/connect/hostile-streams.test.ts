import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { shownLink } from '../../renderer/connect/shown-link.ts';
import { ATTACKS, hostileStream, printHostile, REPLY } from './hostile-streams.ts';

/** `npm run bench terminal-fuzz` prints all five thousand. */
const STREAMS = 500;

describe('What a machine prints', () => {
  it.each(ATTACKS)('that %s changes nothing but the screen', async (_, attack) => {
    const { replies, titles, longestMs } = await printHostile(new TextEncoder().encode(attack));
    expect(titles).toEqual([]);
    expect(replies).toMatch(REPLY);
    expect(replies).not.toContain('rm');
    expect(longestMs).toBeLessThan(500);
  });

  it(`makes the terminal answer only in its own words, in ${STREAMS} hostile streams`, async () => {
    for (let seed = 0; seed < STREAMS; seed += 1) {
      const stream = hostileStream(seed);
      const { replies, titles, longestMs } = await printHostile(stream);
      expect(titles, `titles of stream ${seed}`).toEqual([]);
      expect(replies, `replies to stream ${seed}`).toMatch(REPLY);
      expect(replies.length, `length of the replies to stream ${seed}`).toBeLessThanOrEqual(stream.length * 2);
      expect(longestMs, `time for stream ${seed}`).toBeLessThan(1_000);
    }
  }, 60_000);

  it('would change the title of a terminal without guards', async () => {
    const bare = new headless.Terminal({ allowProposedApi: true });
    const titles: string[] = [];
    bare.onTitleChange((title) => titles.push(title));
    await new Promise<void>((resolve) => bare.write('\x1b]0;evil\x07', resolve));
    expect(titles).toEqual(['evil']);
  });

  it.each(['\r', '\n', 'rm -rf ~', '\x1b]0;evil\x07', '\x1b[21t', '\x1bP1$r;rm\x1b\\', '\x1bP>|xterm\x1b\\'])(
    'is not answered by %j: the grammar refuses it',
    (reply) => {
      expect(reply).not.toMatch(REPLY);
    },
  );

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ssh://host',
    'http://plain.example',
    'https://bank@evil.example',
  ])('opens no link to %s', (link) => {
    expect(shownLink(link)).toBeNull();
  });
});
