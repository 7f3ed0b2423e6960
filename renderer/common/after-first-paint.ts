// Asked for in the frame that draws the first page, it comes when that is on the screen.
const painted = new Promise<void>((resolve) => {
  requestAnimationFrame(() => resolve());
});

/** Loads what the first page can be read without once it is on the screen, so that it does not hold it up. */
export async function afterFirstPaint<T>(load: () => Promise<T>): Promise<T> {
  await painted;
  return load();
}
