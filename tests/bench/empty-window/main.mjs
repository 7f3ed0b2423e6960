import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

// The least that an Electron app can be: what start-up times are compared with.
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('page-title-updated', (_event, title) => {
    if (title === 'Drawn') process.stdout.write('first page ready\n');
  });
  window.loadFile(join(import.meta.dirname, 'index.html'));
});
