import { type RefObject, useLayoutEffect } from 'react';

/** The page's frame moves its content a little after a message has gone: for so many frames the place is looked at again. */
const SETTLING_FRAMES = 30;

/** Makes an element reach to the lower edge of the window but for `below` pixels, whatever is shown above it. */
export function useFillHeight(element: RefObject<HTMLElement | null>, below = 12): void {
  useLayoutEffect(() => {
    let frames = 0;
    let next = 0;
    const fill = () => {
      const box = element.current;
      if (!box) return;
      const top = box.getBoundingClientRect().top + window.scrollY;
      const size = `${Math.max(240, Math.floor(window.innerHeight - top - below))}px`;
      if (box.style.blockSize !== size) box.style.blockSize = size;
    };
    const settle = () => {
      fill();
      frames -= 1;
      next = frames > 0 ? requestAnimationFrame(settle) : 0;
    };
    const follow = () => {
      frames = SETTLING_FRAMES;
      if (next === 0) settle();
    };
    follow();
    // Alerts above come and go; only the page as a whole tells, and the shell, which keeps the messages' height.
    const page = new ResizeObserver(follow);
    page.observe(document.body);
    const above = element.current?.closest('main');
    if (above) page.observe(above);
    const messages = new MutationObserver(follow);
    messages.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    window.addEventListener('resize', follow);
    return () => {
      cancelAnimationFrame(next);
      page.disconnect();
      messages.disconnect();
      window.removeEventListener('resize', follow);
    };
  }, [element, below]);
}
