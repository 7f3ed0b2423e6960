import { app, BrowserWindow } from 'electron';

// The negative control of the window's tests: Electron as it is when nobody takes its powers away, with those added that
// are off by default.
app.whenReady().then(() => {
  const window = new BrowserWindow({
    webPreferences: {
      nodeIntegration: true,
      nodeIntegrationInSubFrames: true,
      contextIsolation: false,
      sandbox: false,
      webSecurity: false,
      allowRunningInsecureContent: true,
      experimentalFeatures: true,
      enableBlinkFeatures: 'KeyboardFocusableScrollers',
      webviewTag: true,
    },
  });
  window.loadFile(new URL('index.html', import.meta.url).pathname);
});
