import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Goes to one of the addresses in paths.ts. */
export function useGo(): (path: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (path) => {
      void navigate({ to: path });
    },
    [navigate],
  );
}
