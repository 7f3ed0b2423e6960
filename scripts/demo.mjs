import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadTypeScript } from './load-typescript.mjs';
import { root } from './paths.mjs';
import { main, say } from './say.mjs';

// Plays the main journey in the real app, a line a step; ends well only if every step held.
await main(
  async () => {
    const pictures = join(root, 'out', 'demo');
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    // What runs the demo is this computer's Node; the SDK's advice about it is for whoever develops Amiable.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const { demo } = await loadTypeScript('tests/journey/demo.ts');
    await demo((line) => process.stdout.write(`${line}\n`));
    say(`Every step held. The pictures are in ${pictures}.`);
  },
  { endNow: true },
);
