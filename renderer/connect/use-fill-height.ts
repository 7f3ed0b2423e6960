import { type RefObject, useLayoutEffect } from 'react';

/** Left free below the terminal, in pixels. */
const BELOW = 12;

/** Makes an element reach to the lower edge of the window, whatever is shown above it. */
export function useFillHeight(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const fill = () => {
      const box = element.current;
      if (!box) return;
      const top = box.getBoundingClientRect().top + window.scrollY;
      box.style.blockSize = `${Math.max(240, Math.floor(window.innerHeight - top - BELOW))}px`;
    };
    fill();
    // Alerts above come and go; only the page as a whole tells.
    const page = new ResizeObserver(fill);
    page.observe(document.body);
    const above = element.current?.closest('main');
    if (above) page.observe(above);
    window.addEventListener('resize', fill);
    return () => {
      page.disconnect();
      window.removeEventListener('resize', fill);
    };
  }, [element]);
}
