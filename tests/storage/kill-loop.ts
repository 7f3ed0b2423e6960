import { spawn } from 'node:child_process';

/** Starts the child, kills it with SIGKILL at a random moment after its first write, and answers the last number it told. */
export function killOnce(script: string, mode: string, folder: string, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, mode, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delayMs));
    child.stdout.on('data', (chunk) => {
      told += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      const whole = told.slice(0, told.lastIndexOf('\n')).split('\n');
      resolve(Number(whole.at(-1)));
    });
  });
}
