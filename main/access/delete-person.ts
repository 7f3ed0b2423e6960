import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAttachedUserPolicies,
  paginateListUserPolicies,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { AppError } from '../../src/core/errors.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { allOf, devicesOf, groupsOf, keysOf } from './iam-people.ts';

/**
 * Deletes a user and everything that belongs to it, what opens the account first.
 *
 * IAM deletes no user to whom something belongs. Each deletion may be repeated: what is gone already counts as done.
 * Where one is refused, the error says what is gone by then. Source: IAM user guide, "Remove or deactivate an IAM user".
 */
export async function deletePerson(iam: IAMClient, UserName: string): Promise<void> {
  const gone: string[] = [];
  const step = async (what: string, remove: () => Promise<unknown>): Promise<void> => {
    await remove().catch((error: unknown) => {
      if (awsCodeOf(error) === 'NoSuchEntityException') return;
      throw stoppedHalfway(error, UserName, what, gone);
    });
    gone.push(what);
  };
  const [keys, devices, inline, attached, groups, { User }] = await Promise.all([
    keysOf(iam, UserName),
    devicesOf(iam, UserName),
    allOf(paginateListUserPolicies({ client: iam }, { UserName }), ({ PolicyNames }) => PolicyNames),
    allOf(paginateListAttachedUserPolicies({ client: iam }, { UserName }), ({ AttachedPolicies }) => AttachedPolicies),
    groupsOf(iam, UserName),
    iam.send(new GetUserCommand({ UserName })),
  ]);
  await step('the console password', () => iam.send(new DeleteLoginProfileCommand({ UserName })));
  for (const { AccessKeyId = '' } of keys)
    await step(`the access key ${AccessKeyId}`, () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));
  for (const SerialNumber of devices)
    await step('an MFA device', () => iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber })));
  for (const PolicyName of inline)
    await step(`the policy ${PolicyName}`, () => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })));
  for (const { PolicyArn = '', PolicyName = PolicyArn } of attached)
    await step(`the attachment of ${PolicyName}`, () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn })));
  for (const GroupName of groups)
    await step(`the place in the group ${GroupName}`, () =>
      iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName })),
    );
  if (User?.PermissionsBoundary)
    await step('the boundary', () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName })));
  await step('the user', () => iam.send(new DeleteUserCommand({ UserName })));
}

function stoppedHalfway(error: unknown, name: string, what: string, gone: readonly string[]): unknown {
  if (!(error instanceof AppError)) return error;
  const done = gone.length > 0 ? `Gone already: ${gone.join(', ')}.` : 'Nothing is gone yet.';
  return new AppError(
    'access.delete-stopped',
    `${name} was not deleted: ${what} could not be removed. ${error.message}`,
    {
      ...error.details,
      fix: [done, error.details.fix, 'Delete the user again to go on.'].filter(Boolean).join(' '),
      cause: error,
    },
  );
}
