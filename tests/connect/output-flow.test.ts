import { describe, expect, it, vi } from 'vitest';
import { FLOW, OutputFlow } from '../../main/connect/output-flow.ts';

function aFlow() {
  const sent: { data: Uint8Array; offset: number }[] = [];
  const holds: boolean[] = [];
  const flow = new OutputFlow({
    send: (data, offset) => sent.push({ data, offset }),
    hold: (held) => holds.push(held),
  });
  const all = () => Buffer.concat(sent.map(({ data }) => data));
  return { flow, sent, holds, all };
}

/** Bytes whose place can be told from their value. */
const numbered = (from: number, length: number) => Uint8Array.from({ length }, (_, index) => (from + index) % 251);

describe('The way of the output to the window', () => {
  it('sends the first piece at once, and what follows within 8 ms in one batch', () => {
    vi.useFakeTimers();
    const { flow, sent } = aFlow();
    flow.push(numbered(0, 10));
    expect(sent).toHaveLength(1);
    for (let at = 10; at < 60; at += 10) flow.push(numbered(at, 10));
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(FLOW.gatherMs);
    vi.useRealTimers();
    expect(sent.map(({ data, offset }) => [data.length, offset])).toEqual([
      [10, 0],
      [50, 10],
    ]);
  });

  it('cuts what is large into batches of 64 KB, in order and whole', () => {
    const { flow, sent, all } = aFlow();
    const pieces = [1, 65_535, 65_536, 65_537, 200_000, 3];
    let at = 0;
    for (const length of pieces) {
      flow.push(numbered(at, length));
      at += length;
    }
    flow.flush();
    expect(Math.max(...sent.map(({ data }) => data.length))).toBe(FLOW.batchBytes);
    expect(all().equals(numbered(0, at))).toBe(true);
    sent.reduce((place, { data, offset }) => {
      expect(offset).toBe(place);
      return place + data.length;
    }, 0);
  });

  it('holds the source above 384 KB undrawn and lets it go on below 128 KB, once each', () => {
    const { flow, holds } = aFlow();
    flow.push(numbered(0, FLOW.highWater - 1));
    expect(holds).toEqual([]);
    flow.push(numbered(0, 1));
    expect(holds).toEqual([true]);
    flow.flush();
    flow.acknowledge(FLOW.highWater - FLOW.lowWater);
    expect(holds).toEqual([true]);
    flow.acknowledge(1);
    expect(holds).toEqual([true, false]);
    flow.acknowledge(1e9);
    flow.push(numbered(0, FLOW.highWater));
    expect(holds).toEqual([true, false, true]);
  });

  it('replays the last megabyte, with its place, and asks no acknowledgement for it', () => {
    const { flow, holds, all } = aFlow();
    flow.push(numbered(0, 3_000));
    expect(Buffer.from(flow.replay().data).equals(all())).toBe(true);
    for (let at = 3_000; at < 2_500_000; at += 70_001) flow.push(numbered(at, 70_001));
    expect(holds).toEqual([true]);
    const { data, offset } = flow.replay();
    expect(data.length).toBe(FLOW.keptBytes);
    expect(offset + data.length).toBe(all().length);
    expect(Buffer.from(data).equals(all().subarray(offset))).toBe(true);
    expect(holds).toEqual([true, false]);
  });
});
