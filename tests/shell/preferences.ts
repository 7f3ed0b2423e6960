import type { LaunchedApp } from '../desktop/app.ts';

/** What each window must be opened with, by the number and the words of Electron's security checklist. */
export const PREFERENCES: readonly (readonly [item: string, name: string, value: unknown])[] = [
  ['2: no Node in the page', 'nodeIntegration', false],
  ['2: none in frames', 'nodeIntegrationInSubFrames', false],
  ['3: context isolation', 'contextIsolation', true],
  ['4: sandbox', 'sandbox', true],
  ['6: web security', 'webSecurity', true],
  ['8: no insecure content', 'allowRunningInsecureContent', false],
  ['9: no experimental features', 'experimentalFeatures', false],
  ['10: no extra Blink features', 'enableBlinkFeatures', ''],
  ['11: no webview', 'webviewTag', false],
];

/** What Electron really opened each window with. */
export function preferencesOf({ app }: LaunchedApp): Promise<Record<string, unknown>[]> {
  return app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .filter((contents) => contents.getType() === 'window')
      .map((contents) =>
        (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
      ),
  );
}
