import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// Stands where Electron's default app is missing: `electron [-r FILE] FOLDER …` opens the app in that folder.
const given = process.argv.slice(1);
const before = given.indexOf('-r');
if (before >= 0) createRequire(import.meta.url)(resolve(given.splice(before, 2)[1] ?? ''));
const folder = resolve(given.find((argument) => !argument.startsWith('-')) ?? '.');
const target = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(target.productName ?? target.name);
if (target.version) app.setVersion(target.version);
app.setAppPath(folder);
await import(pathToFileURL(resolve(folder, target.main ?? 'index.js')).href);
