import { useCallback } from 'react';

/** Keeps a CSS variable of the page at the height of an element, so that what sticks below it knows where to stop. */
export function useHeightVariable(name: `--${string}`): (element: HTMLElement | null) => (() => void) | undefined {
  return useCallback(
    (element) => {
      if (!element) return undefined;
      const observer = new ResizeObserver(() => {
        document.documentElement.style.setProperty(name, `${element.offsetHeight}px`);
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [name],
  );
}
