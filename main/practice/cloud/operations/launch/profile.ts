import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';
import { splitArn } from '../../access/arn.ts';
import { Refusal } from '../../refusal.ts';
import { iamArn } from '../../world/accounts.ts';
import type { InstanceProfileRecord, RoleRecord } from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';

/** The instance profile that a launch names, with its role; refuses one that is not there or hands out no role. */
export function readProfile(given: IamInstanceProfileSpecification | undefined, account: Account): string | null {
  const { Name, Arn } = given ?? {};
  if (!Name && !Arn) return null;
  if (Name && Arn) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    );
  }
  const profile = profileNamed(given, account);
  if (!profile) {
    throw new Refusal(
      'InvalidParameterValue',
      Arn
        ? `Value (${Arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`
        : `Value (${Name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
    );
  }
  const arn = iamArn(account, 'instance-profile', profile);
  if (!roleOf(profile, account)) {
    throw new Refusal('InvalidParameterValue', `IAM Instance Profile "${arn}" has no associated IAM Roles`);
  }
  return arn;
}

/** The instance profile that a launch names, if it is there. */
export function profileNamed(
  { Name, Arn }: IamInstanceProfileSpecification = {},
  account: Account,
): InstanceProfileRecord | null {
  if (Name) return account.instanceProfiles.get(nameKey(Name)) ?? null;
  return Arn ? profileWithArn(Arn, account) : null;
}

/** The instance profile with this ARN, or null. */
export function profileWithArn(arn: string, account: Account): InstanceProfileRecord | null {
  const name = splitArn(arn)?.[5].split('/').at(-1);
  const found = name ? account.instanceProfiles.get(nameKey(name)) : undefined;
  return found && iamArn(account, 'instance-profile', found) === arn ? found : null;
}

/** The role that an instance profile hands out. */
export function roleOf({ roleName }: InstanceProfileRecord, account: Account): RoleRecord | null {
  return (roleName && account.roles.get(nameKey(roleName))) || null;
}
