import type {
  AssociateRouteTableRequest,
  AssociateRouteTableResult,
  DisassociateRouteTableRequest,
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { RouteTableRecord, SubnetRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { findOne, kinds, required } from '../finding.ts';
import { changes, refuseUnmodelled } from '../operation.ts';
import { judgedBy } from './access.ts';

/** An association with its table; of the main one the subnet is null. */
interface Association {
  readonly id: string;
  readonly table: RouteTableRecord;
  readonly subnetId: string | null;
}

function findAssociation(place: Place, id: string | undefined): Association {
  const given = required(id, 'associationId');
  const [table] = place.routeTables.by('association', given);
  if (!table) {
    throw new Refusal('InvalidAssociationID.NotFound', `The association ID '${given}' does not exist`);
  }
  return { id: given, table, subnetId: table.associations.find((one) => one.id === given)?.subnetId ?? null };
}

function checkNetwork(table: RouteTableRecord, subnet: Pick<SubnetRecord, 'id' | 'vpcId'>): void {
  if (table.vpcId !== subnet.vpcId) {
    throw new Refusal(
      'InvalidParameterValue',
      `Route table ${table.id} and subnet ${subnet.id} belong to different networks`,
    );
  }
}

const associated = { State: 'associated' } as const;

/** The IDs that a call about an association is judged by. */
function thingsOf(place: Place, associationId: string | undefined): (string | null | undefined)[] {
  const [table] = place.routeTables.by('association', associationId);
  return [table?.id, table?.associations.find(({ id }) => id === associationId)?.subnetId];
}

/** Which subnets follow which route table. */
export const routeAssociationOperations = [
  changes('AssociateRouteTable', (input: AssociateRouteTableRequest, call): AssociateRouteTableResult => {
    const { place, world } = call;
    refuseUnmodelled(input, ['GatewayId', 'PublicIpv4Pool']);
    const table = findOne(kinds.routeTable, place.routeTables, input.RouteTableId);
    const subnet = findOne(kinds.subnet, place.subnets, input.SubnetId);
    checkNetwork(table, subnet);
    if (place.routeTables.by('subnet', subnet.id).length > 0) {
      throw new Refusal(
        'Resource.AlreadyAssociated',
        `the specified association for route table ${table.id} conflicts with an existing association`,
      );
    }
    call.proceed();
    const id = world.newId('rtbassoc');
    place.routeTables.change(table, { associations: [...table.associations, { id, subnetId: subnet.id }] });
    return { AssociationId: id, AssociationState: associated };
  }),

  changes(
    'DisassociateRouteTable',
    (input: DisassociateRouteTableRequest, call): object => {
      const { place } = call;
      const { id, table, subnetId } = findAssociation(place, input.AssociationId);
      if (subnetId === null) {
        throw new Refusal('InvalidParameterValue', `cannot disassociate the main route table association ${id}`);
      }
      call.proceed();
      place.routeTables.change(table, { associations: table.associations.filter((one) => one.id !== id) });
      return {};
    },
    judgedBy<DisassociateRouteTableRequest>('DisassociateRouteTable', (input, { place }) =>
      thingsOf(place, input.AssociationId),
    ),
  ),

  changes(
    'ReplaceRouteTableAssociation',
    (input: ReplaceRouteTableAssociationRequest, call): ReplaceRouteTableAssociationResult => {
      const { place, world } = call;
      const { routeTables } = place;
      const { id, table: before, subnetId } = findAssociation(place, input.AssociationId);
      const after = findOne(kinds.routeTable, routeTables, input.RouteTableId);
      checkNetwork(after, { id: subnetId ?? `of ${before.id}`, vpcId: before.vpcId });
      call.proceed();
      const newId = world.newId('rtbassoc');
      if (subnetId === null) {
        routeTables.change(before, { isMain: false, mainAssociationId: null });
        routeTables.change(after, { isMain: true, mainAssociationId: newId });
      } else {
        routeTables.change(before, { associations: before.associations.filter((one) => one.id !== id) });
        routeTables.change(after, { associations: [...after.associations, { id: newId, subnetId }] });
      }
      return { NewAssociationId: newId, AssociationState: associated };
    },
    judgedBy<ReplaceRouteTableAssociationRequest>('ReplaceRouteTableAssociation', (input, { place }) => [
      ...thingsOf(place, input.AssociationId),
      input.RouteTableId,
    ]),
  ),
];
