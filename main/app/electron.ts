import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import type ElectronStore from 'electron-store';
import { AppError } from '../../src/core/errors.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../src/ipc/channel.ts';
import { type CallSender, isWindow } from '../ipc/gate.ts';
import { systemClock } from './clock.ts';
import { checkExternalLink } from './external-link.ts';
import { readFirstLook } from './first-look.ts';
import { type InstanceLock, lockFolder } from './instance-lock.ts';
import { createKeyringCipher } from './keyring.ts';
import { startListerThread } from './lister-thread.ts';
import { holdToPage, lockDownContents, lockDownSession, originOf } from './lock-down.ts';
import { createScrub, openLog } from './log.ts';
import { menuTemplate } from './menu.ts';
import type { Platform } from './platform.ts';
import { practiceEnvironment, toPracticeProcess } from './practice-child.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { APP_ORIGIN, APP_PAGE, APP_SCHEME, servePages } from './protocol.ts';
import { createCrashPolicy } from './renderer-crash.ts';
import { refusedSwitches, switchValue } from './switches.ts';
import { backgroundColour, placeWindow, type WindowBounds, webPreferences } from './window.ts';

/**
 * The app's start in Electron: the window, its lock-down, and the platform that everything else is composed from.
 *
 * Only here and in preload.ts does Electron appear.
 */

const built = import.meta.dirname;
const flavour = __AMIABLE_FLAVOUR__;
/** While developing, pages come from the bundler's own server on this computer. */
const developing = flavour === 'test' && !app.isPackaged ? process.env.ELECTRON_RENDERER_URL : undefined;
const pageOrigin = developing === undefined ? APP_ORIGIN : originOf(developing);

/** Milliseconds after which a page that is still not loaded no longer holds up the rest. */
const FIRST_PAGE_LIMIT_MS = 3_000;

const refused = flavour === 'release' ? refusedSwitches(process.argv.slice(1)) : [];
if (refused.length > 0) {
  process.stderr.write(`Amiable does not start with ${refused.join(' ')}.\n`);
  app.exit(2);
} else if (!app.requestSingleInstanceLock()) {
  process.stdout.write('Amiable is running already; its window was brought to the front.\n');
  app.exit(0);
} else {
  start();
}

function start(): void {
  // Every process in Chromium's sandbox, even where `--no-sandbox` was asked for; as root on Linux there is none.
  if (process.getuid?.() !== 0) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  // Electron brings its own Node, so what the AWS SDK says of its version is nothing that a person could act on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const dataFolder = join(app.getPath('userData'), 'data');
  const lock = takeLock(dataFolder);
  if (!lock) return;

  const scrub = createScrub();
  const log = openLog(join(dataFolder, 'logs'), scrub);
  process.on('uncaughtException', (error) => log.error('Something was thrown and not caught', { error }));
  process.on('unhandledRejection', (error) => log.error('A promise was rejected and nobody looked', { error }));

  const look = readFirstLook(join(app.getPath('userData'), 'preferences.json'));
  nativeTheme.themeSource = look.theme;
  let file: ElectronStore | undefined;
  let window: BrowserWindow | undefined;

  const platform: Omit<Platform, 'publish' | 'preferences'> = {
    dataFolder,
    environment: process.env,
    switches: { practiceConnectionFile: switchValue(process.argv, 'practice-connection-file') },
    version: app.getVersion(),
    cipher: createKeyringCipher(safeStorage, process.platform),
    clock: systemClock,
    log,
    hideFromLog: scrub.add,
    startPracticeProcess: (worldFolder) =>
      toPracticeProcess(
        utilityProcess.fork(join(built, 'practice-process.js'), [worldFolder], {
          serviceName: 'Amiable practice cloud',
          env: practiceEnvironment(process.env),
        }),
      ),
    startLister: () => startListerThread(join(built, 'inventory-worker.js')),
    async saveText(name, text) {
      const { filePath } = await dialog.showSaveDialog({ defaultPath: name });
      if (!filePath) return false;
      await writeFile(filePath, text);
      return true;
    },
    async savePrivate(name, text) {
      const { filePath } = await dialog.showSaveDialog({ defaultPath: name });
      if (!filePath) return false;
      await writePrivateFile(filePath, text);
      return true;
    },
    async openPrivate() {
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'showHiddenFiles'] });
      return filePaths[0] === undefined ? null : readPrivateFile(filePaths[0]);
    },
    async chooseFiles() {
      const properties = ['openFile', 'multiSelections', 'showHiddenFiles'] as const;
      return (await dialog.showOpenDialog({ properties: [...properties] })).filePaths;
    },
    async choosePlace(name) {
      const { filePath } = await dialog.showSaveDialog({
        defaultPath: name,
        properties: ['showOverwriteConfirmation'],
      });
      return filePath || null;
    },
    async chooseFolder() {
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
      return filePaths[0] ?? null;
    },
    openExternal: (url) => shell.openExternal(checkExternalLink(url)),
  };

  // First the page's own files, then what the page asks for: side by side they keep each other waiting.
  let pageLoaded = (): void => undefined;
  const firstPage = new Promise<void>((resolve) => {
    pageLoaded = resolve;
  });
  const longEnough = app.whenReady().then(() => systemClock.sleep(FIRST_PAGE_LIMIT_MS));
  const answering = Promise.race([firstPage, longEnough]).then(async () => {
    const [{ answerWindow }, { default: Store }] = await Promise.all([
      import('./answering.ts'),
      import('electron-store'),
    ]);
    file = new Store({ name: 'preferences', configFileMode: 0o600, clearInvalidConfig: true });
    // The package opens a channel of its own for pages; ours have no use for it.
    ipcMain.removeAllListeners('electron-store-get-data');
    return answerWindow({
      platform,
      preferences: file,
      onPreferences: ({ theme }) => {
        nativeTheme.themeSource = theme;
      },
      send: (message) => {
        if (window && !window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, message);
      },
      trusts: (sender) => isWindow(sender, window?.webContents.id, pageOrigin),
    });
  });
  answering.catch((error: unknown) => log.error('The main process could not be composed', { error }));
  ipcMain.handle(CALL_CHANNEL, async (event, message) => {
    // Who asked is known now; by the time of the answer the frame may show something else.
    const sender = senderOf(event);
    return (await answering).gate(sender, message);
  });

  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  endCleanly(async () => {
    await (await answering).stop();
    lock.release();
  });

  app.whenReady().then(() => {
    lockDownSession(session.defaultSession, pageOrigin);
    const pages = servePages(join(built, '../renderer'));
    protocol.handle(APP_SCHEME, (request) => pages.respond(request));
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, flavour)));
    window = openWindow(look.window, (bounds) => file?.set('window', bounds));
    window.webContents.once('did-finish-load', pageLoaded);
  });
}

function takeLock(dataFolder: string): InstanceLock | undefined {
  try {
    return lockFolder(dataFolder);
  } catch (thrown) {
    const words = thrown instanceof AppError ? `${thrown.message} ${thrown.details.fix ?? ''}` : String(thrown);
    process.stderr.write(`${words}\n`);
    dialog.showErrorBox('Amiable cannot start', words);
    app.exit(3);
    return undefined;
  }
}

/** `saved` is where it was, `keep` is told where it is when it closes. */
function openWindow(saved: unknown, keep: (bounds: WindowBounds) => void): BrowserWindow {
  const { maximized, ...bounds } = placeWindow(
    saved,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Amiable',
    autoHideMenuBar: true,
    backgroundColor: backgroundColour(nativeTheme.shouldUseDarkColors),
    webPreferences: webPreferences(join(built, '../preload/preload.cjs')),
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keep({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  const recolour = (): void => window.setBackgroundColor(backgroundColour(nativeTheme.shouldUseDarkColors));
  nativeTheme.on('updated', recolour);
  window.once('closed', () => nativeTheme.off('updated', recolour));

  tellFirstPage(window);
  reloadAfterCrash(window);
  const show = (): void => void window.loadURL(developing ?? APP_PAGE).catch(() => undefined);
  holdToPage(window.webContents, pageOrigin, show);
  show();
  return window;
}

/** Prints a line once the first page's heading is on the screen: start-up is measured by it, and the packaged app proved. */
function tellFirstPage(window: BrowserWindow): void {
  const drawn = `new Promise((done) => {
    const look = () => requestAnimationFrame(document.querySelector('#app h1') ? () => setTimeout(done) : look);
    look();
  })`;
  window.webContents.once('did-finish-load', () => {
    const told = window.webContents.executeJavaScript(drawn).then(() => process.stdout.write('first page ready\n'));
    told.catch(() => undefined);
  });
}

function reloadAfterCrash(window: BrowserWindow): void {
  const decide = createCrashPolicy();
  window.webContents.on('render-process-gone', (_event, details) => {
    const next = decide(details.reason);
    if (next === 'reload') window.webContents.reload();
    if (next !== 'ask') return;
    const choice = dialog.showMessageBoxSync(window, {
      type: 'error',
      message: 'The window of Amiable keeps failing.',
      detail: 'Work that is running goes on, and sessions stay open. You can show the window again, or quit.',
      buttons: ['Show again', 'Quit'],
    });
    if (choice === 0) window.webContents.reload();
    else app.quit();
  });
}

/** Lets what runs be put away before the process ends, for five seconds at most. */
function endCleanly(stop: () => Promise<void>): void {
  let stopping = false;
  app.on('will-quit', (event) => {
    if (stopping) return;
    stopping = true;
    event.preventDefault();
    const limit = new Promise((resolve) => setTimeout(resolve, 5_000));
    void Promise.race([stop(), limit])
      .catch(() => undefined)
      .then(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

/** Who sent a call; the frame may be gone by now, and then it is nobody. */
function senderOf(event: Electron.IpcMainInvokeEvent): CallSender | null {
  const frame = event.senderFrame;
  if (!frame || event.sender.isDestroyed()) return null;
  return {
    contentsId: event.sender.id,
    origin: originOf(frame.url),
    isMainFrame: frame.parent === null && frame === event.sender.mainFrame,
  };
}
