import type {
  CreateRouteTableRequest,
  CreateRouteTableResult,
  DeleteRouteTableRequest,
  DescribeRouteTablesRequest,
  DescribeRouteTablesResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { findOne, kinds } from '../finding.ts';
import { namedOrNarrowed } from '../narrowing.ts';
import { changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { routeTableFields, showRouteTable } from './route-table-views.ts';

/** AWS's quota: route tables of a network. */
const MOST_TABLES = 200;

/** Tables of where traffic goes. */
export const routeTableOperations = [
  reads('DescribeRouteTables', (input: DescribeRouteTablesRequest, call): DescribeRouteTablesResult => {
    const found = namedOrNarrowed(kinds.routeTable, call.place.routeTables, input.RouteTableIds, input.Filters, {
      'route-table-id': 'id',
      'association.route-table-id': 'id',
      'association.subnet-id': 'subnet',
      'association.route-table-association-id': 'association',
      'vpc-id': 'vpc',
      'route.gateway-id': 'target',
    });
    const kept = applyFilters(found, input.Filters, routeTableFields(call), ({ tags }) => tags);
    const { items, nextToken } = pageOf(kept, input, { least: 5, most: 100 });
    return { RouteTables: items.map((table) => showRouteTable(table, call)), NextToken: nextToken };
  }),

  changes(
    'CreateRouteTable',
    (input: CreateRouteTableRequest, call): CreateRouteTableResult => {
      const { place, world } = call;
      const [replayed] = replayOf(call, 'CreateRouteTable', input.ClientToken, input) ?? [];
      const held = place.routeTables.get(replayed);
      if (held) {
        call.proceed();
        return { RouteTable: showRouteTable(held, call), ClientToken: input.ClientToken };
      }
      const vpc = findOne(kinds.vpc, place.vpcs, input.VpcId);
      const tags = tagsFor(input.TagSpecifications, 'route-table', ['route-table']);
      if (place.routeTables.by('vpc', vpc.id).length >= MOST_TABLES) {
        throw new Refusal('RouteTableLimitExceeded', 'The maximum number of route tables has been reached.');
      }
      call.proceed();
      const table = place.routeTables.add({
        id: world.newId('rtb'),
        vpcId: vpc.id,
        isMain: false,
        mainAssociationId: null,
        routes: [{ cidr: vpc.cidr, target: 'local', origin: 'CreateRouteTable' }],
        associations: [],
        tags,
      });
      keepToken(call, 'CreateRouteTable', input.ClientToken, input, [table.id]);
      return { RouteTable: showRouteTable(table, call), ClientToken: input.ClientToken };
    },
    { makes: ['route-table'] },
  ),

  changes('DeleteRouteTable', (input: DeleteRouteTableRequest, call): object => {
    const { routeTables } = call.place;
    const table = findOne(kinds.routeTable, routeTables, input.RouteTableId);
    if (table.isMain || table.associations.length > 0) {
      throw new Refusal('DependencyViolation', `The routeTable '${table.id}' has dependencies and cannot be deleted.`);
    }
    call.proceed();
    routeTables.remove(table);
    return {};
  }),
];
