import { randomUUID } from 'node:crypto';
import { readSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../main/app/instance-lock.ts';
import { openJournal } from '../../main/app/journal.ts';
import { openStore } from '../../main/app/store.ts';

/**
 * A process to be killed: `child.mjs MODE FOLDER` writes in a tight loop and tells each number once it is saved.
 *
 * `plain` and `random-name` are negative controls: a file written in place, and one written whole under a random name,
 * as packages do that thousands use, then renamed. `lock` takes the folder's lock, tells how that went, and holds it. `keys` and
 * `keys-without-lock` wait for a word on stdin, then add many keys of their own to one file, and tell each that is saved.
 */
const [mode, folder = '', own = ''] = process.argv.slice(2);
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
} else if (mode === 'random-name') {
  for (let n = 1; ; n++) {
    const temporary = join(folder, `state.${randomUUID()}.tmp`);
    writeFileSync(temporary, JSON.stringify({ n, filler, end: n }));
    renameSync(temporary, join(folder, 'state'));
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
} else if (mode === 'keys' || mode === 'keys-without-lock') {
  tell('ready');
  readSync(0, Buffer.alloc(10));
  const attempt = (work: () => string | undefined): void => {
    try {
      const said = work();
      if (said) tell(said);
    } catch (thrown) {
      tell((thrown as { code: string }).code);
      if (mode === 'keys') process.exit(0);
    }
  };
  attempt(() => {
    if (mode === 'keys') lockFolder(folder);
    return undefined;
  });
  const file = openStore(folder).file('keys', { version: 1, decode: (value) => value as Record<string, true> });
  for (let n = 1; n <= 200; n++) {
    attempt(() => {
      const key = `${own}-${n}`;
      file.write({ ...file.read().value, [key]: true });
      return key;
    });
  }
}
