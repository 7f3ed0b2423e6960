import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Forgets every cached answer, and asks again for what is on screen: after everything in the cloud has changed at once. */
export function useQueryReset(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    void queries.resetQueries();
  }, [queries]);
}
