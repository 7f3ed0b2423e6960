import { AppError, toErrorShape } from '../../src/core/errors.ts';
import { type NamingRules, NO_RULES, namingRules } from '../../src/images/naming-rules.ts';
import type { Log, StoredFile } from '../app/platform.ts';

/** Keeps a team's naming rules through crashes and full disks, unlike mere preferences. */
export interface KeptRules {
  read(): NamingRules;
  write(rules: NamingRules): void;
}

/** Checks rules that were read back from the disk. */
export function decodeRules(value: unknown): NamingRules {
  return namingRules.parse(value);
}

/** The rules in their file; what cannot be read is told, and never passes for no rules at all. */
export function keepRules(file: StoredFile<NamingRules>, log: Log): KeptRules {
  return {
    read() {
      try {
        return file.read().value ?? NO_RULES;
      } catch (error) {
        log.error('The naming rules could not be read', { ...toErrorShape(error) });
        throw new AppError('settings.rules-unreadable', 'The naming rules of your team cannot be read.', {
          fix: 'Update Amiable, or import the rules again in Settings.',
          cause: error,
        });
      }
    },
    write: (rules) => file.write(rules),
  };
}
