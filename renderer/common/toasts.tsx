import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

/** A short message at the top of the page. */
export interface Toast {
  readonly type: 'success' | 'info' | 'warning' | 'error';
  readonly header: string;
  readonly content?: ReactNode;
}

/** A message with the moment it tells of, in milliseconds: the newest stands above the others. */
export type DatedMessage = FlashbarProps.MessageDefinition & { readonly at: number };

interface Toasts {
  readonly items: readonly DatedMessage[];
  readonly push: (toast: Toast) => void;
}

const Context = createContext<Toasts>({ items: [], push: () => {} });

/** Keeps the toasts while the person moves between pages. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Toast & { id: string; at: number })[]>([]);
  const dismiss = useCallback((id: string) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  const push = useCallback((toast: Toast) => {
    const at = Date.now();
    setToasts((before) => [{ ...toast, at, id: `toast-${at}-${before.length}` }, ...before].slice(0, 5));
  }, []);
  const value = useMemo<Toasts>(
    () => ({
      push,
      items: toasts.map((toast) => ({
        ...toast,
        dismissible: true,
        dismissLabel: `Dismiss: ${toast.header}`,
        onDismiss: () => dismiss(toast.id),
      })),
    }),
    [toasts, push, dismiss],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** The toasts that are shown now, and how to add one. */
export function useToasts(): Toasts {
  return useContext(Context);
}
