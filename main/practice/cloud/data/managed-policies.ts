import { createHash } from 'node:crypto';
import { administrationPolicies } from './managed-policies/administration.ts';
import { applicationsPolicies } from './managed-policies/applications.ts';
import { backupPolicies } from './managed-policies/backup.ts';
import { backupRolesPolicies } from './managed-policies/backup-roles.ts';
import { billingAndSupportPolicies } from './managed-policies/billing-and-support.ts';
import { computePolicies } from './managed-policies/compute.ts';
import { databasesPolicies } from './managed-policies/databases.ts';
import { fleetsPolicies } from './managed-policies/fleets.ts';
import { identityPolicies } from './managed-policies/identity.ts';
import { imageBuildingPolicies } from './managed-policies/image-building.ts';
import { jobFunctionsPolicies } from './managed-policies/job-functions.ts';
import { lookingPolicies } from './managed-policies/looking.ts';
import { marketplacePolicies } from './managed-policies/marketplace.ts';
import { monitoringPolicies } from './managed-policies/monitoring.ts';
import { networkPolicies } from './managed-policies/network.ts';
import type { PolicyDocument, PolicyRow } from './managed-policies/statements.ts';
import { storagePolicies } from './managed-policies/storage.ts';
import { systemsManagerPolicies } from './managed-policies/systems-manager.ts';
import { windowsMachinesPolicies } from './managed-policies/windows-machines.ts';

export type { ConditionValue, PolicyDocument, PolicyStatement } from './managed-policies/statements.ts';

/** A policy that AWS keeps for everyone to attach. */
export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  /** `/`, `/job-function/`, `/service-role/` or `/aws-service-role/`. */
  readonly path: string;
  /** Of IAM's form and always the same, but not the number that AWS gave it. */
  readonly id: string;
  readonly description: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly defaultVersionId: string;
  /** Whether a customer may attach it; those of service-linked roles are attached by AWS alone. */
  readonly attachable: boolean;
  readonly document: PolicyDocument;
}

/** The date of the documents; source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/. */
export const managedPoliciesDate = '2026-05-01';

function publish({ name, path = '/', description, version, created, updated, statements }: PolicyRow): ManagedPolicy {
  let document: PolicyDocument | null = null;
  return {
    name,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    path,
    get id() {
      return policyId(name);
    },
    description,
    createdAt: created,
    updatedAt: updated,
    defaultVersionId: version,
    attachable: path !== '/aws-service-role/',
    get document() {
      document ??= { Version: '2012-10-17', Statement: statements() };
      return document;
    },
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function policyId(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return `ANPA${[...digest.subarray(0, 17)].map((byte) => letters[byte % 32]).join('')}`;
}

/** The AWS managed policies that people who use EC2 and IAM meet, by name. */
export const managedPolicies: readonly ManagedPolicy[] = [
  administrationPolicies,
  lookingPolicies,
  jobFunctionsPolicies,
  computePolicies,
  windowsMachinesPolicies,
  fleetsPolicies,
  imageBuildingPolicies,
  systemsManagerPolicies,
  identityPolicies,
  networkPolicies,
  storagePolicies,
  backupPolicies,
  backupRolesPolicies,
  databasesPolicies,
  monitoringPolicies,
  marketplacePolicies,
  billingAndSupportPolicies,
  applicationsPolicies,
]
  .flat()
  .map(publish)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const byArn = new Map(managedPolicies.map((policy) => [policy.arn, policy]));

/** The managed policy of this ARN, or null where there is none. */
export function findManagedPolicy(arn: string): ManagedPolicy | null {
  return byArn.get(arn) ?? null;
}
