import { writeRules } from '../../src/images/naming-rules.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Recovery, settings } from '../../src/settings/contract.ts';
import type { PreferenceStore } from '../app/platform.ts';
import type { KeptRules } from './naming-rules.ts';

/** What the settings need. */
export interface SettingsDeps {
  readonly preferences: PreferenceStore;
  readonly version: string;
  readonly rules: KeptRules;
  /** Asks the person where to, and writes a file there; false when they thought better of it. */
  readonly saveText: (name: string, text: string) => Promise<boolean>;
  /** Refuses everything but https links to plain hosts. */
  readonly openExternal: (url: string) => Promise<void>;
  /** The damaged files that were found since the start. */
  readonly recoveries: () => readonly Recovery[];
}

/** The handlers of the settings; who listens is told of a change by the preference store itself. */
export function createSettings({
  preferences,
  version,
  rules,
  saveText,
  openExternal,
  recoveries,
}: SettingsDeps): Handlers<typeof settings> {
  return {
    get: async () => ({ preferences: preferences.get(), version }),
    set: async (change) => preferences.set(change),
    namingRules: async () => rules.read(),
    async setNamingRules(wanted) {
      rules.write(wanted);
      return wanted;
    },
    exportNamingRules: async () => ({ saved: await saveText('naming-rules.json', writeRules(rules.read())) }),
    openLink: async ({ url }) => {
      await openExternal(url);
      return {};
    },
    recoveries: async () => ({ recoveries: [...recoveries()] }),
  };
}
