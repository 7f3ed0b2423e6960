import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Takes out what the fallback binary brings for running unpacked: its loader, and the mark of our cache. */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return;
  rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
  rmSync(join(appOutDir, '.complete'), { force: true });
}
