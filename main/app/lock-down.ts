import { APP_ORIGIN } from './protocol.ts';

/**
 * The permissions a page of ours is given: putting text on the clipboard when a Copy button is pressed. Every other
 * one that Chromium knows, or will know, is refused.
 */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** True for the few permissions that the app's own page has. */
export function grantsPermission(permission: string, origin: string, pageOrigin = APP_ORIGIN): boolean {
  return GRANTED.has(permission) && originOf(origin) === pageOrigin;
}

/** Scheme and host of a URL; empty for what has none. Node's URL answers `null` for schemes it does not know. */
export function originOf(text: string): string {
  if (!URL.canParse(text)) return '';
  const { protocol, host } = new URL(text);
  return host === '' ? '' : `${protocol}//${host}`;
}

/** What lockDown needs of Electron's WebContents. */
export interface LockableContents {
  on(event: string, listener: (event: { preventDefault(): void }) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

/** Keeps a window where it is: it never navigates, never opens another one, never holds a webview. */
export function lockDownContents(contents: LockableContents): void {
  const refuse = (event: { preventDefault(): void }): void => event.preventDefault();
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
    contents.on(event, refuse);
  }
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What holdToPage needs of Electron's WebContents. */
export interface HeldContents {
  on(event: 'did-navigate', listener: (event: unknown, url: string) => void): unknown;
  on(
    event: 'did-fail-load',
    listener: (event: unknown, code: number, words: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
}

/**
 * Brings a window back to its page where Chromium asks nobody: `about:blank` and `about:srcdoc` raise no will-navigate.
 *
 * They cannot be stopped as they start (Electron 33 crashes); the gate refuses what such a page asks in the meantime.
 */
export function holdToPage(contents: HeldContents, pageOrigin: string, back: () => void): void {
  const strange = (url: string): boolean => originOf(url) !== pageOrigin;
  contents.on('did-navigate', (_event, url) => {
    if (strange(url)) setImmediate(back);
  });
  contents.on('did-fail-load', (_event, _code, _words, url, isMainFrame) => {
    if (isMainFrame && url.startsWith('about:')) setImmediate(back);
  });
}

/** What lockDownSession needs of Electron's Session. */
export interface LockableSession {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      callback: (granted: boolean) => void,
      details: { requestingUrl: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setBluetoothPairingHandler?(handler: null): void;
  on(event: string, listener: (event: { preventDefault(): void }) => void): unknown;
  webRequest: {
    onBeforeRequest(
      filter: { urls: string[] },
      listener: (details: unknown, callback: (answer: { cancel: boolean }) => void) => void,
    ): void;
  };
}

/** Refuses permissions, devices and downloads, and every request that does not go to the app's own pages. */
export function lockDownSession(session: LockableSession, pageOrigin = APP_ORIGIN): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(grantsPermission(permission, details.requestingUrl, pageOrigin));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    grantsPermission(permission, origin, pageOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  for (const event of ['select-hid-device', 'select-serial-port', 'select-usb-device', 'will-download']) {
    session.on(event, (refused) => refused.preventDefault());
  }
  if (pageOrigin === APP_ORIGIN) {
    const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];
    session.webRequest.onBeforeRequest({ urls }, (_details, callback) => callback({ cancel: true }));
  }
}
