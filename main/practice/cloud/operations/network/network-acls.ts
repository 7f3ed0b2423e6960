import type {
  CreateNetworkAclRequest,
  CreateNetworkAclResult,
  DeleteNetworkAclRequest,
  DescribeNetworkAclsRequest,
  DescribeNetworkAclsResult,
  ReplaceNetworkAclAssociationRequest,
  ReplaceNetworkAclAssociationResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { lastEntries } from '../../world/default-place.ts';
import { applyFilters } from '../filters.ts';
import { findOne, kinds, required } from '../finding.ts';
import { namedOrNarrowed } from '../narrowing.ts';
import { changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { judgedBy } from './access.ts';
import { aclFields, showAcl } from './network-acl-views.ts';

/** AWS's quota: network ACLs of a network. */
const MOST_ACLS = 200;

/** Lists of what may go into and out of whole subnets. */
export const networkAclOperations = [
  reads('DescribeNetworkAcls', (input: DescribeNetworkAclsRequest, call): DescribeNetworkAclsResult => {
    const found = namedOrNarrowed(kinds.networkAcl, call.place.networkAcls, input.NetworkAclIds, input.Filters, {
      'network-acl-id': 'id',
      'association.network-acl-id': 'id',
      'association.subnet-id': 'subnet',
      'association.association-id': 'association',
      'vpc-id': 'vpc',
    });
    const kept = applyFilters(found, input.Filters, aclFields(call), ({ tags }) => tags);
    const { items, nextToken } = pageOf(kept, input);
    return { NetworkAcls: items.map((acl) => showAcl(acl, call)), NextToken: nextToken };
  }),

  changes(
    'CreateNetworkAcl',
    (input: CreateNetworkAclRequest, call): CreateNetworkAclResult => {
      const { place, world } = call;
      const [replayed] = replayOf(call, 'CreateNetworkAcl', input.ClientToken, input) ?? [];
      const held = place.networkAcls.get(replayed);
      if (held) {
        call.proceed();
        return { NetworkAcl: showAcl(held, call), ClientToken: input.ClientToken };
      }
      const vpc = findOne(kinds.vpc, place.vpcs, input.VpcId);
      const tags = tagsFor(input.TagSpecifications, 'network-acl', ['network-acl']);
      if (place.networkAcls.by('vpc', vpc.id).length >= MOST_ACLS) {
        throw new Refusal('NetworkAclLimitExceeded', 'The maximum number of network ACLs has been reached.');
      }
      call.proceed();
      const acl = place.networkAcls.add({
        id: world.newId('acl'),
        vpcId: vpc.id,
        isDefault: false,
        // A list that somebody makes lets nothing through until it is told to.
        entries: lastEntries,
        associations: [],
        tags,
      });
      keepToken(call, 'CreateNetworkAcl', input.ClientToken, input, [acl.id]);
      return { NetworkAcl: showAcl(acl, call), ClientToken: input.ClientToken };
    },
    { makes: ['network-acl'] },
  ),

  changes('DeleteNetworkAcl', (input: DeleteNetworkAclRequest, call): object => {
    const { networkAcls } = call.place;
    const acl = findOne(kinds.networkAcl, networkAcls, input.NetworkAclId);
    if (acl.isDefault) throw new Refusal('InvalidParameterValue', `cannot delete default network acl ${acl.id}`);
    if (acl.associations.length > 0) {
      throw new Refusal('DependencyViolation', `The networkAcl '${acl.id}' has dependencies and cannot be deleted.`);
    }
    call.proceed();
    networkAcls.remove(acl);
    return {};
  }),

  changes(
    'ReplaceNetworkAclAssociation',
    (input: ReplaceNetworkAclAssociationRequest, call): ReplaceNetworkAclAssociationResult => {
      const { networkAcls } = call.place;
      const id = required(input.AssociationId, 'associationId');
      const [before] = networkAcls.by('association', id);
      const association = before?.associations.find((one) => one.id === id);
      if (!before || !association) {
        throw new Refusal('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
      }
      const after = findOne(kinds.networkAcl, networkAcls, input.NetworkAclId);
      if (after.vpcId !== before.vpcId) {
        throw new Refusal(
          'InvalidParameterValue',
          `Network ACL ${after.id} and subnet ${association.subnetId} belong to different networks`,
        );
      }
      call.proceed();
      const newId = call.world.newId('aclassoc');
      networkAcls.change(before, { associations: before.associations.filter((one) => one !== association) });
      networkAcls.change(after, { associations: [...after.associations, { ...association, id: newId }] });
      return { NewAssociationId: newId };
    },
    judgedBy<ReplaceNetworkAclAssociationRequest>('ReplaceNetworkAclAssociation', (input, { place }) => {
      const [before] = place.networkAcls.by('association', input.AssociationId);
      return [
        before?.id,
        before?.associations.find(({ id }) => id === input.AssociationId)?.subnetId,
        input.NetworkAclId,
      ];
    }),
  ),
];
