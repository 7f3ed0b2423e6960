import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../main/app/instance-lock.ts';
import { openJournal } from '../../main/app/journal.ts';
import { openStore } from '../../main/app/store.ts';

/**
 * A process to be killed: `child.mjs MODE FOLDER` writes in a tight loop and tells each number once it is saved.
 *
 * `plain` is the negative control; `lock` takes the folder's lock, tells how that went, and holds it.
 */
const [mode, folder = ''] = process.argv.slice(2);
const filler = 'amiable '.repeat(32_000);
const tell = (text: string | number): void => {
  writeSync(1, `${text}\n`);
};

if (mode === 'store') {
  const file = openStore(folder).file('state', { version: 1, decode: (value) => value });
  for (let n = 1; ; n++) {
    file.write({ n, filler, end: n });
    tell(n);
  }
} else if (mode === 'plain') {
  for (let n = 1; ; n++) {
    writeFileSync(join(folder, 'state'), JSON.stringify({ n, filler, end: n }));
    tell(n);
  }
} else if (mode === 'journal') {
  const journal = openJournal(join(folder, 'journal'));
  for (let n = journal.entries().length + 1; ; n++) {
    journal.append({ n, text: 'x'.repeat(n % 500) });
    tell(n);
  }
} else if (mode === 'lock') {
  try {
    lockFolder(folder);
    tell('locked');
  } catch (thrown) {
    tell((thrown as { code: string }).code);
  }
  setInterval(() => undefined, 1_000);
}
