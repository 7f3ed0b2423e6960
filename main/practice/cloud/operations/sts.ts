import type { Operation } from './operation.ts';
import { assumeRoleOperations } from './sts/assume-role.ts';
import { lookingReads } from './sts/decoding.ts';
import { sessionTokenOperations } from './sts/session-token.ts';

export { credentialsOfRole, type InstanceCredentials } from './sts/instance-credentials.ts';

/** All that STS does here. */
export const stsOperations: readonly Operation[] = [
  ...lookingReads,
  ...assumeRoleOperations,
  ...sessionTokenOperations,
];
