import type {
  AssociateIamInstanceProfileRequest,
  AssociateIamInstanceProfileResult,
  DescribeIamInstanceProfileAssociationsRequest,
  DescribeIamInstanceProfileAssociationsResult,
  DisassociateIamInstanceProfileRequest,
  DisassociateIamInstanceProfileResult,
  IamInstanceProfileAssociation,
  IamInstanceProfileAssociationState,
  IamInstanceProfileSpecification,
  ReplaceIamInstanceProfileAssociationRequest,
  ReplaceIamInstanceProfileAssociationResult,
} from '@aws-sdk/client-ec2';
import { ec2Needs, type Need } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import { iamArn } from '../../world/accounts.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { applyFilters } from '../filters.ts';
import { required } from '../finding.ts';
import { passRoleNeeds } from '../launch/access.ts';
import { profileNamed, profileWithArn, readProfile } from '../launch/profile.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { changeable } from './attributes.ts';

/** Instance profiles of machines that are there already. */
export const profileAssociationOperations = [
  changes(
    'AssociateIamInstanceProfile',
    (input: AssociateIamInstanceProfileRequest, call): AssociateIamInstanceProfileResult => {
      const instance = changeable(input.InstanceId, call);
      const profileArn = readNewProfile(input.IamInstanceProfile, call);
      if (instance.profileAssociationId !== null) {
        throw new Refusal('IncorrectState', `There is an existing association for instance ${instance.id}`);
      }
      call.proceed();
      return { IamInstanceProfileAssociation: give(instance, profileArn, call) };
    },
    {
      needs: (input, call) =>
        profileNeeds('AssociateIamInstanceProfile', input.InstanceId, input.IamInstanceProfile, call),
    },
  ),

  changes(
    'ReplaceIamInstanceProfileAssociation',
    (input: ReplaceIamInstanceProfileAssociationRequest, call): ReplaceIamInstanceProfileAssociationResult => {
      const instance = associated(input.AssociationId, call);
      const profileArn = readNewProfile(input.IamInstanceProfile, call);
      call.proceed();
      return { IamInstanceProfileAssociation: give(instance, profileArn, call) };
    },
    {
      needs: ({ AssociationId, IamInstanceProfile }, call) => {
        const [instance] = call.place.instances.by('profileAssociation', AssociationId);
        return profileNeeds('ReplaceIamInstanceProfileAssociation', instance?.id, IamInstanceProfile, call);
      },
    },
  ),

  changes(
    'DisassociateIamInstanceProfile',
    (input: DisassociateIamInstanceProfileRequest, call): DisassociateIamInstanceProfileResult => {
      const instance = associated(input.AssociationId, call);
      call.proceed();
      const IamInstanceProfileAssociation = showAssociation(instance, 'disassociating', call);
      call.place.instances.change(instance, { profileArn: null, profileAssociationId: null });
      return { IamInstanceProfileAssociation };
    },
    {
      needs: ({ AssociationId }, call) => {
        const [instance] = call.place.instances.by('profileAssociation', AssociationId);
        return ec2Needs('DisassociateIamInstanceProfile', [], { id: instance?.id }, call);
      },
    },
  ),

  reads(
    'DescribeIamInstanceProfileAssociations',
    (input: DescribeIamInstanceProfileAssociationsRequest, call): DescribeIamInstanceProfileAssociationsResult => {
      const instances = input.AssociationIds?.length
        ? input.AssociationIds.map((id) => associated(id, call))
        : narrowed(call.place.instances, input.Filters, { 'instance-id': 'id' }).filter(hasAssociation);
      const kept = applyFilters(instances, input.Filters, {
        'instance-id': ({ id }) => id,
        state: () => 'associated',
      });
      const { items, nextToken } = pageOf(kept, input);
      return {
        IamInstanceProfileAssociations: items.map((instance) => showAssociation(instance, 'associated', call)),
        NextToken: nextToken,
      };
    },
  ),
];

function hasAssociation({ profileAssociationId, state }: InstanceRecord): boolean {
  return profileAssociationId !== null && state !== 'terminated';
}

function readNewProfile(given: IamInstanceProfileSpecification | undefined, call: CallContext): string {
  return required(readProfile(given, call.account) ?? undefined, 'IamInstanceProfile');
}

function associated(id: string | undefined, call: CallContext): InstanceRecord {
  const given = required(id, 'AssociationId');
  const [found] = call.place.instances.by('profileAssociation', given);
  if (!found) {
    throw new Refusal('InvalidAssociationID.NotFound', `An invalid association-id of '${given}' was given`);
  }
  return found;
}

function give(instance: InstanceRecord, profileArn: string, call: CallContext): IamInstanceProfileAssociation {
  call.place.instances.change(instance, { profileArn, profileAssociationId: call.world.newId('iip-assoc') });
  return showAssociation(instance, 'associating', call);
}

function showAssociation(
  { id, profileArn, profileAssociationId }: InstanceRecord,
  State: IamInstanceProfileAssociationState,
  { account }: CallContext,
): IamInstanceProfileAssociation {
  const profile = profileArn === null ? null : profileWithArn(profileArn, account);
  return {
    AssociationId: profileAssociationId ?? '',
    InstanceId: id,
    IamInstanceProfile: { Arn: profileArn ?? '', ...(profile ? { Id: profile.uniqueId } : {}) },
    State,
  };
}

/** The machine, with the profile that it is to have, and the passing of that profile's role. */
function profileNeeds(
  name: string,
  id: string | undefined,
  IamInstanceProfile: IamInstanceProfileSpecification | undefined,
  call: CallContext,
): Need[] {
  const profile = profileNamed(IamInstanceProfile, call.account);
  const arn = profile && iamArn(call.account, 'instance-profile', profile);
  const own = ec2Needs(name, [], { id }, call).map((need) => ({
    ...need,
    context: { ...need.context, ...(arn ? { 'ec2:NewInstanceProfile': [arn] } : {}) },
  }));
  return [...own, ...passRoleNeeds({ IamInstanceProfile }, call)];
}
