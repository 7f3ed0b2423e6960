/**
 * Gives each worker of the window tests a screen of its own.
 *
 * Windows on one screen share its clipboard and its focus. Where there are fewer screens than workers (a single file
 * runs on the one of scripts/on-desktop.mjs, other systems than Linux have theirs), the environment stays as it is.
 */
const display = process.env.AMIABLE_SCREENS?.split(' ')[Number(process.env.VITEST_POOL_ID) - 1];
if (display !== undefined) process.env.DISPLAY = display;

export {};
