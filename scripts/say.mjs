/**
 * Progress for the person at the terminal.
 *
 * Everything goes to stderr: stdout belongs to what a command answers (`npm run practice` prints JSON there).
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the command with one plain sentence and no stack trace. */
export class Stop extends Error {
  /** @param {string} message @param {number} [code] the exit code */
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/**
 * Runs a command's main function; a Stop ends it with its sentence, anything else with its stack.
 *
 * @param {() => Promise<number | void>} body answers the exit code, 0 when it answers nothing
 * @param {{ endNow?: boolean }} [options] `endNow` waits for nothing that the body may have left open
 */
export async function main(body, { endNow = false } = {}) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    say(error instanceof Stop ? error.message : (error?.stack ?? String(error)));
    process.exitCode = error instanceof Stop ? error.code : 1;
  }
  if (endNow) process.exit();
}

/**
 * Shows how far something is: rewritten in place on a terminal, a line every ten per cent elsewhere.
 *
 * @param {string} label
 * @returns {(share: number) => void} takes the share done, 0 to 1
 */
export function progress(label) {
  let shown = -1;
  const step = process.stderr.isTTY ? 1 : 10;
  return (share) => {
    const percent = Math.max(0, Math.min(100, Math.floor((share * 100) / step) * step));
    if (percent <= shown) return;
    shown = percent;
    if (!process.stderr.isTTY) return say(`${label}: ${percent} %`);
    process.stderr.write(`\r${label}: ${percent} %${percent === 100 ? '\n' : ''}`);
  };
}
