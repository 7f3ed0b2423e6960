import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../desktop/app.ts';
import { journey } from './journey.ts';
import { playJourney } from './play.ts';

/**
 * Plays the journey in the real app for somebody who has no display: a line a step, numbered screenshots in out/demo/.
 *
 * Throws at the first step that does not hold.
 */
export async function demo(print: (line: string) => void): Promise<void> {
  const folder = join(checkout, 'out/demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let pictures = 0;
  await playJourney({
    step: (number, say) => print(`${String(number).padStart(2)}/${journey.length}  ${say}`),
    picture: (name) => {
      pictures += 1;
      return join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`);
    },
  });
}
