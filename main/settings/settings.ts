import type { Handlers } from '../../src/ipc/call.ts';
import type { Recovery, settings } from '../../src/settings/contract.ts';
import type { PreferenceStore } from '../app/platform.ts';

/** What the settings need. */
export interface SettingsDeps {
  readonly preferences: PreferenceStore;
  readonly version: string;
  /** Refuses everything but https links to plain hosts. */
  readonly openExternal: (url: string) => Promise<void>;
  /** The damaged files that were found since the start. */
  readonly recoveries: () => readonly Recovery[];
}

/** The handlers of the settings; who listens is told of a change by the preference store itself. */
export function createSettings({
  preferences,
  version,
  openExternal,
  recoveries,
}: SettingsDeps): Handlers<typeof settings> {
  return {
    get: async () => ({ preferences: preferences.get(), version }),
    set: async (change) => preferences.set(change),
    openLink: async ({ url }) => {
      await openExternal(url);
      return {};
    },
    recoveries: async () => ({ recoveries: [...recoveries()] }),
  };
}
