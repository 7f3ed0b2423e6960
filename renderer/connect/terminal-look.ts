import { useState } from 'react';
import { type Preferences, preferences } from '../../src/settings/contract.ts';
import { useAction, useCall, useClient } from '../bridge/hooks.ts';

const FONT = { smallest: 8, largest: 40, usual: 14 } as const;

/** How the person likes terminals. */
export interface TerminalLook {
  readonly fontSize: number;
  readonly colours: Preferences['terminalTheme'];
  /** Steps the letters' size; 0 makes it the usual one. */
  readonly resize: (steps: 1 | -1 | 0) => void;
  readonly paint: (colours: string) => void;
  /** Whether the side panel is wanted. */
  readonly side: boolean;
  readonly showSide: (shown: boolean) => void;
}

/** The letters' size, the colours and the side panel, kept for the next start. */
export function useTerminalLook(): TerminalLook {
  const client = useClient();
  const settings = useCall('settings', 'get', {});
  const [chosen, setChosen] = useState<Partial<Preferences>>({});
  const keep = useAction((change: Partial<Preferences>) => client.settings.set(change));
  const kept = { ...settings.data?.preferences, ...chosen };
  const fontSize = kept.terminalFontSize ?? FONT.usual;
  const set = (change: Partial<Preferences>) => {
    setChosen((before) => ({ ...before, ...change }));
    void keep.run(change);
  };
  return {
    fontSize,
    colours: kept.terminalTheme ?? 'app',
    resize: (steps) => {
      const wanted = steps === 0 ? FONT.usual : fontSize + steps;
      set({ terminalFontSize: Math.min(FONT.largest, Math.max(FONT.smallest, wanted)) });
    },
    side: kept.terminalSide ?? false,
    showSide: (terminalSide) => set({ terminalSide }),
    paint: (colours) => set({ terminalTheme: preferences.shape.terminalTheme.parse(colours) }),
  };
}
