import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchApp } from '../desktop/app.ts';
import { openCloudSide } from './cloud-side.ts';
import { journey } from './journey.ts';
import { until } from './stage.ts';

/** How a playing of the journey is watched. */
export interface Audience {
  /** Before each step. */
  step(number: number, say: string): void;
  /** A moment worth a picture; answers where to leave it, or nothing. */
  picture(name: string): string | undefined;
}

/** Opens the app with data of its own and plays every step; throws at the first that does not hold. Answers the complaints of the window. */
export async function playJourney(audience: Audience): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-journey-'));
  const connectionFile = join(folder, 'practice.json');
  const launched = await launchApp({
    userDataDir: join(folder, 'data'),
    args: [`--practice-connection-file=${connectionFile}`],
  });
  try {
    const { page } = launched;
    const cloud = await until('the practice cloud', () => openCloudSide(connectionFile).catch(() => undefined));
    const found = { imageName: '', imageId: '', instanceId: '' };
    const shot = async (name: string) => {
      const path = audience.picture(name);
      if (path) await page.screenshot({ path, animations: 'disabled' });
    };
    for (const [index, step] of journey.entries()) {
      audience.step(index + 1, step.say);
      await step.play({ page, cloud, shot, found }).catch(async (reason: unknown) => {
        const path = audience.picture('where-it-stopped');
        if (path) await page.screenshot({ path });
        throw new Error(`Step ${index + 1} did not hold: ${step.say}.\n${reason}`, { cause: reason });
      });
    }
    return launched.complaints;
  } finally {
    await launched.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
