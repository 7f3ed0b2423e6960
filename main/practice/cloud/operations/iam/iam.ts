import type { Operation } from '../operation.ts';
import { absentThingReads } from './absent-things.ts';
import { accessKeyOperations } from './access-keys.ts';
import { accountSettingsOperations } from './account-settings.ts';
import { accountSummaryReads } from './account-summary.ts';
import { attachmentOperations } from './attachments.ts';
import { authorizationDetailsReads } from './authorization-details.ts';
import { boundaryOperations } from './boundaries.ts';
import { credentialReportOperations } from './credential-report.ts';
import { groupOperations } from './groups.ts';
import { inlinePolicyOperations } from './inline-policies.ts';
import { instanceProfileOperations } from './instance-profiles.ts';
import { lastAccessedOperations, type TrackedActions } from './last-accessed.ts';
import { loginProfileOperations } from './login-profiles.ts';
import { mfaDeviceOperations } from './mfa-devices.ts';
import { policyOperations } from './policies.ts';
import { policyVersionOperations } from './policy-versions.ts';
import { roleOperations } from './roles.ts';
import { serviceAccessReads } from './service-access.ts';
import { contextKeyReads } from './simulation/context-keys.ts';
import { simulationReads } from './simulation/simulation.ts';
import { tagOperations } from './tags.ts';
import { userOperations } from './users.ts';

/**
 * All that IAM does here.
 *
 * @param trackedActions the actions of each service whose use reports tell one by one
 */
export function iamOperations(trackedActions: TrackedActions): readonly Operation[] {
  return [
    ...userOperations,
    ...groupOperations,
    ...roleOperations,
    ...instanceProfileOperations,
    ...policyOperations,
    ...policyVersionOperations,
    ...attachmentOperations,
    ...inlinePolicyOperations,
    ...boundaryOperations,
    ...accessKeyOperations,
    ...loginProfileOperations,
    ...mfaDeviceOperations,
    ...tagOperations,
    ...accountSettingsOperations,
    ...accountSummaryReads,
    ...authorizationDetailsReads,
    ...credentialReportOperations,
    ...simulationReads,
    ...contextKeyReads,
    ...lastAccessedOperations(trackedActions),
    ...serviceAccessReads,
    ...absentThingReads,
  ];
}
