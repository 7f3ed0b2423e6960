import { startTestCloud } from '../practice/practice-cloud.ts';
import { createRig } from '../practice-machines/rig.ts';
import { fuzzHttp } from './http-fuzz.ts';
import { fuzzKey, fuzzSigned } from './signed-fuzz.ts';
import { fuzzSsh } from './ssh-fuzz.ts';

/** How many inputs each door gets. */
export interface Doors {
  readonly http: number;
  readonly signed: number;
  readonly ssh: number;
}

/** Fuzzes the practice cloud's doors one after the other. */
export async function fuzzDoors(counts: Doors, seed: number, print: (facts: object) => void): Promise<void> {
  const cloud = await startTestCloud({ firstKey: fuzzKey });
  print({ door: 'http', seed, ...(await fuzzHttp(cloud, counts.http, seed)) });
  print({ door: 'signed', seed, ...(await fuzzSigned(cloud, counts.signed, seed)) });
  await cloud.end();
  const rig = createRig();
  const { port } = await rig.boot();
  print({ door: 'ssh', seed, ...(await fuzzSsh(rig, port, counts.ssh, seed)) });
  await rig.close();
}
