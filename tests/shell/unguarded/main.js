import { app, BrowserWindow } from 'electron';

// The negative control of the window's tests: Electron as it is when nobody takes its powers away.
app.whenReady().then(() => {
  const window = new BrowserWindow({
    webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
  });
  window.loadFile(new URL('index.html', import.meta.url).pathname);
});
