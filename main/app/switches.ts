/**
 * Which command-line switches a release refuses: each lets a stranger look into the app or run code in it.
 *
 * Electron's fuses close `--inspect` and NODE_OPTIONS, yet leave remote debugging open, so it is refused here.
 */
const REFUSED = [
  /^inspect/,
  /^debug(-brk|-port)?$/,
  /^remote-debugging-/,
  /^remote-allow-origins$/,
  /^js-flags$/,
  /^(renderer|utility|gpu|ppapi|plugin)-?(cmd-prefix|launcher|startup-dialog)$/,
  /^disable-web-security$/,
  /^allow-running-insecure-content$/,
  /^load-extension$/,
  /^unsafely-treat-insecure-origin-as-secure$/,
];

/** The switches among `args` that a release refuses, as typed; empty when it may start. */
export function refusedSwitches(args: readonly string[]): string[] {
  return args.filter((arg) => {
    // Chromium takes `--x`, `-x`, and on Windows `/x`, in any letter case there.
    const name = /^(?:--?|\/)([^=]+)/.exec(arg)?.[1]?.toLowerCase().replaceAll('_', '-');
    return name !== undefined && REFUSED.some((pattern) => pattern.test(name));
  });
}

/** The value of `--name=value` on a command line; undefined when it is not there. */
export function switchValue(args: readonly string[], name: string): string | undefined {
  const prefix = `--${name}=`;
  return args.find((arg) => arg.startsWith(prefix))?.slice(prefix.length);
}
