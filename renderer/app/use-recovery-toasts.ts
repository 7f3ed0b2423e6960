import { useEffect, useRef } from 'react';
import type { Recovery } from '../../src/settings/contract.ts';
import { useCall, useEvent } from '../bridge/hooks.ts';
import { useToasts } from '../common/toasts.tsx';

/** Tells of damaged files that were found, each once: those of before the window was open, and those found since. */
export function useRecoveryToasts(): void {
  const { push } = useToasts();
  const told = useRef(new Set<number>());
  const tell = ({ id, lost, message, fix }: Recovery) => {
    if (told.current.has(id)) return;
    told.current.add(id);
    push({ type: lost ? 'error' : 'warning', header: message, content: fix });
  };
  const { data } = useCall('settings', 'recoveries', {}, { freshFor: Number.POSITIVE_INFINITY });
  useEvent('settings.recovered', tell);
  useEffect(() => {
    for (const each of data?.recoveries ?? []) tell(each);
  });
}
