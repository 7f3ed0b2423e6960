import { killCloud } from '../practice-process/kill-cloud.ts';

const KILLS = 100;

/** Kills a practice cloud a hundred times in the middle of writes, and counts what it had answered for and lost. */
export async function bench(print: (facts: object) => void): Promise<void> {
  const { kills, answered, lost, complaints } = await killCloud(KILLS);
  print({
    kills,
    answered,
    lost: lost.length,
    complaints: complaints.length,
    reached: lost.length + complaints.length === 0 && answered > KILLS,
  });
}
