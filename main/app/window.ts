import { z } from 'zod';

/** Where the window was when it was closed. */
export const windowBounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400).max(10_000),
  height: z.number().int().min(300).max(10_000),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof windowBounds>;

/** A part of the desktop. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The colour behind the page until it is drawn; the page's own, so that opening does not flash. */
export const backgroundColour = (dark: boolean): string => (dark ? '#161d26' : '#ffffff');

/**
 * Where to open the window: where it was, unless that is no longer on any screen (a monitor was unplugged).
 *
 * At least 100 x 100 points of it must be visible, else it is opened in the default place.
 */
export function placeWindow(
  saved: unknown,
  screens: readonly Area[],
): Partial<WindowBounds> & { width: number; height: number } {
  const bounds = windowBounds.safeParse(saved);
  const fallback = { width: 1280, height: 800 };
  if (!bounds.success) return fallback;
  const visible = screens.some((screen) => {
    const across =
      Math.min(bounds.data.x + bounds.data.width, screen.x + screen.width) - Math.max(bounds.data.x, screen.x);
    const down =
      Math.min(bounds.data.y + bounds.data.height, screen.y + screen.height) - Math.max(bounds.data.y, screen.y);
    return across >= 100 && down >= 100;
  });
  return visible ? bounds.data : { ...fallback, maximized: bounds.data.maximized };
}

/** The window's web preferences: every line is one item of Electron's security checklist. */
export const webPreferences = (preload: string) =>
  ({
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // The spell checker would fetch its dictionaries from a foreign host.
    spellcheck: false,
    // No text of the page is to be filled into or read from a password store.
    safeDialogs: true,
  }) as const;
