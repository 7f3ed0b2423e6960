import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MachineSpec } from '../../main/practice/cloud/machines/machine.ts';
import { createHostKeys, createMachines } from '../../main/practice/cloud/machines/machines.ts';
import { newKeyPair } from './rig.ts';

const MACHINES = 1_000;

/** What people try when they want to know what a machine bears. */
const HOSTILE = [
  ':(){ :|:& };:',
  'f() { f; }; f',
  'while :; do :; done',
  'eval "while :; do :; done"',
  'yes > file',
  'dd if=/dev/zero of=big bs=1M count=1024',
  'seq 1 100000000 | tail -1',
  'seq 1 1000000 | wc -l',
  'for i in $(seq 1 10000); do echo > f$i; done',
  'x=aaaaaaaa; while true; do x=$x$x$x$x; done',
  'while true; do seq 1 20000; done',
  "awk 'BEGIN { while (1) {} }'",
  "echo a | sed ':a;ba'",
  "seq 1 300000 | grep -E '(a|b|1)*9$' | tail -1",
  'echo {1..99999999}',
];

/** Measures, and prints a line of JSON for each figure; a program of its own, for tests/bench/machines.ts. */
async function measure(print: (facts: object) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-machines-'));
  const keys = newKeyPair();
  writeFileSync(join(folder, 'key'), keys.privateKey, { mode: 0o600 });
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const machines = createMachines({ admits: () => true, sleep, now: () => new Date() });
  const spec = (at: number): MachineSpec => ({
    instanceId: `i-${at.toString(16).padStart(17, '0')}`,
    imageId: 'ami-0123456789abcdef0',
    instanceType: 't3.micro',
    platform: 'ubuntu',
    hostname: 'ip-172-31-5-9',
    privateIp: '172.31.5.9',
    publicIp: null,
    hostKeys: createHostKeys(),
    publicKey: keys.publicKey,
    userData: '',
    disk: null,
    firstBoot: true,
  });
  try {
    const before = collected();
    const begun = performance.now();
    for (let at = 0; at < MACHINES; at += 1) await machines.boot(spec(at));
    const bootMs = Math.round(performance.now() - begun);
    const after = collected();
    print({ machines: MACHINES, bootMs, rssBefore: before.rss, rss: after.rss, heapGrowth: after.held - before.held });
    await login(folder, await bootOne(machines, spec(MACHINES)), 'true');
    for (const [at, command] of HOSTILE.entries()) {
      const port = await bootOne(machines, spec(MACHINES + 1 + at));
      print({ command, ...(await holdOf(() => login(folder, port, command))) });
      await machines.halt(spec(MACHINES + 1 + at).instanceId);
    }
    print({ rssAtTheEnd: collected().rss });
  } finally {
    await machines.close();
    rmSync(folder, { recursive: true });
  }
}

async function bootOne(machines: ReturnType<typeof createMachines>, spec: MachineSpec): Promise<number> {
  return (await machines.boot(spec)).port;
}

/** Megabytes, after all that can be collected is. */
function collected(): { rss: number; held: number } {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: Math.round(rss / 1e6), held: Math.round((heapUsed + external) / 1e6) };
}

async function holdOf(work: () => Promise<number | null>): Promise<object> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let longest = 0;
  let last = process.cpuUsage();
  const look = setInterval(() => {
    const now = process.cpuUsage();
    longest = Math.max(longest, (now.user - last.user + now.system - last.system) / 1_000);
    last = now;
  }, 5);
  delay.enable();
  const begun = performance.now();
  const code = await work();
  const ms = Math.round(performance.now() - begun);
  delay.disable();
  clearInterval(look);
  return {
    code,
    ms,
    holdMs: Math.round(delay.max / 1e6),
    p99Ms: Math.round(delay.percentile(99) / 1e6),
    workMs: Math.round(longest),
  };
}

function login(folder: string, port: number, command: string): Promise<number | null> {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'IdentityAgent=none'];
  const words = [
    '-F',
    '/dev/null',
    '-i',
    join(folder, 'key'),
    '-p',
    String(port),
    ...options.flatMap((each) => ['-o', each]),
  ];
  return new Promise((resolve) => {
    const child = spawn('ssh', [...words, 'ubuntu@127.0.0.1', command], { stdio: 'ignore' });
    child.on('close', (code) => resolve(code));
  });
}

await measure((facts) => process.stdout.write(`${JSON.stringify(facts)}\n`));
process.exit(0);
