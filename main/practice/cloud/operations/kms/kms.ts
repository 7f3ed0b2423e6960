import { aliasOperations } from './aliases.ts';
import { cryptographyOperations } from './cryptography.ts';
import { grantOperations } from './grants.ts';
import { keyPolicyOperations } from './key-policies.ts';
import { keyStateOperations } from './key-states.ts';
import { keyTagOperations } from './key-tags.ts';
import { keyOperations } from './keys.ts';

/** The Key Management Service. */
export const kmsOperations = [
  ...keyOperations,
  ...keyStateOperations,
  ...keyPolicyOperations,
  ...keyTagOperations,
  ...aliasOperations,
  ...grantOperations,
  ...cryptographyOperations,
];
