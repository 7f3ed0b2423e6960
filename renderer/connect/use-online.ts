import { useSyncExternalStore } from 'react';

function watch(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Whether this computer has any network; that it has one does not tell whether the machine can be reached. */
export function useOnline(): boolean {
  return useSyncExternalStore(watch, () => navigator.onLine);
}
