// Loaded before a program (`node --import`): whatever would start a process is told and refused.
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const refuse = (name) =>
  function started() {
    process.stderr.write(`A process was started by ${name}.\n`);
    throw new Error(`No processes: ${name}`);
  };

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  childProcess[name] = refuse(name);
}
childProcess.ChildProcess.prototype.spawn = refuse('ChildProcess.spawn');
syncBuiltinESMExports();
