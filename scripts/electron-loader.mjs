import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// Stands where Electron's default app is missing: `electron FOLDER …` opens the app in that folder.
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const target = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(target.productName ?? target.name);
if (target.version) app.setVersion(target.version);
app.setAppPath(folder);
await import(pathToFileURL(resolve(folder, target.main ?? 'index.js')).href);
