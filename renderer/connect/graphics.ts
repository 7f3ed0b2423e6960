import type { Terminal } from '@xterm/xterm';

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|virgl|paravirtual/i;

/** Whether WebGL here is drawn by a real graphics chip; without one its frames take 0.4 to 1.7 seconds. */
export function hasGraphicsChip(): boolean {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name !== '' && !SOFTWARE.test(name);
}

/**
 * Draws the terminal by WebGL where that is faster; when the chip is lost it goes back to the page's own elements.
 *
 * Answers what to dispose of once the terminal is hidden: a window has few such drawings.
 */
export async function drawByGraphicsChip(terminal: Terminal): Promise<{ dispose(): void } | undefined> {
  if (!hasGraphicsChip()) return undefined;
  const { WebglAddon } = await import('@xterm/addon-webgl');
  const addon = new WebglAddon();
  addon.onContextLoss(() => addon.dispose());
  terminal.loadAddon(addon);
  return addon;
}
