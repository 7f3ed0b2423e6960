import { app, BrowserWindow } from 'electron';

// Chromium as a person browses with it: no powers, no guards of ours, any page.
app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('about:blank'));
