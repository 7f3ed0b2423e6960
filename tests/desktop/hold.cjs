// Loaded into the app before its own code (`electron -r`): holds the start until the test's driver is connected.
// A driver that meets a window half way through its first load may wait for it for ever.
const { app } = require('electron');

const ready = app.whenReady();
let release;
const watched = new Promise((resolve) => {
  release = resolve;
});
app.whenReady = () => watched;

// Playwright calls this once it is connected.
globalThis.__playwright_run = async () => {
  await ready;
  release();
};
