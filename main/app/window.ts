/** A part of the desktop. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was when it was closed. */
export interface WindowBounds extends Area {
  readonly maximized: boolean;
}

/** The colour behind the page until it is drawn; the page's own, so that opening does not flash. */
export const backgroundColour = (dark: boolean): string => (dark ? '#161d26' : '#ffffff');

/** Points beyond which no screen goes. */
const MAX_SIZE = 10_000;

/**
 * Where to open the window: where it was, unless that is no longer on any screen (a monitor was unplugged).
 *
 * At least 100 x 100 points of it must be visible, else it is opened in the default place.
 */
export function placeWindow(
  saved: unknown,
  screens: readonly Area[],
): Partial<WindowBounds> & { width: number; height: number } {
  const fallback = { width: 1280, height: 800 };
  if (!isBounds(saved)) return fallback;
  const visible = screens.some((screen) => {
    const across = Math.min(saved.x + saved.width, screen.x + screen.width) - Math.max(saved.x, screen.x);
    const down = Math.min(saved.y + saved.height, screen.y + screen.height) - Math.max(saved.y, screen.y);
    return across >= 100 && down >= 100;
  });
  return visible ? saved : { ...fallback, maximized: saved.maximized };
}

/** Whether that is what a window left behind; checked by hand, since the window opens before any schema is loaded. */
function isBounds(value: unknown): value is WindowBounds {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height, maximized } = value as Partial<Record<keyof WindowBounds, unknown>>;
  const between = (size: unknown, least: number): boolean => Number(size) >= least && Number(size) <= MAX_SIZE;
  const whole = [x, y, width, height].every(Number.isInteger);
  return whole && between(width, 400) && between(height, 300) && typeof maximized === 'boolean';
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
