import type {
  AttachInternetGatewayRequest,
  AttachmentStatus,
  CreateInternetGatewayRequest,
  CreateInternetGatewayResult,
  DeleteInternetGatewayRequest,
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult,
  DetachInternetGatewayRequest,
  InternetGateway,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { GatewayRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { applyFilters } from '../filters.ts';
import { findOne, kinds } from '../finding.ts';
import { namedOrNarrowed } from '../narrowing.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { showTags } from '../views.ts';

/** What AWS says of an attached gateway; not one of the words that the SDK has for attachments. */
const ATTACHED: string = 'available';

/** AWS's quota: internet gateways in a Region. */
const MOST_GATEWAYS = 5;

function showGateway(gateway: GatewayRecord, call: CallContext): InternetGateway {
  return {
    InternetGatewayId: gateway.id,
    OwnerId: call.account.id,
    Attachments: gateway.vpcId ? [{ VpcId: gateway.vpcId, State: ATTACHED as AttachmentStatus }] : [],
    Tags: showTags(gateway.tags),
  };
}

/** The doors of networks to the internet. */
export const gatewayOperations = [
  reads('DescribeInternetGateways', (input: DescribeInternetGatewaysRequest, call): DescribeInternetGatewaysResult => {
    const found = namedOrNarrowed(kinds.gateway, call.place.gateways, input.InternetGatewayIds, input.Filters, {
      'internet-gateway-id': 'id',
      'attachment.vpc-id': 'vpc',
    });
    const kept = applyFilters(
      found,
      input.Filters,
      {
        'internet-gateway-id': ({ id }) => id,
        'attachment.vpc-id': ({ vpcId }) => vpcId,
        'attachment.state': ({ vpcId }) => vpcId && ATTACHED,
        'owner-id': () => call.account.id,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return { InternetGateways: items.map((gateway) => showGateway(gateway, call)), NextToken: nextToken };
  }),

  changes(
    'CreateInternetGateway',
    (input: CreateInternetGatewayRequest, call): CreateInternetGatewayResult => {
      const { gateways } = call.place;
      const tags = tagsFor(input.TagSpecifications, 'internet-gateway', ['internet-gateway']);
      if (gateways.size >= MOST_GATEWAYS) {
        throw new Refusal('InternetGatewayLimitExceeded', 'The maximum number of internet gateways has been reached.');
      }
      call.proceed();
      return { InternetGateway: showGateway(gateways.add({ id: call.world.newId('igw'), vpcId: null, tags }), call) };
    },
    { makes: ['internet-gateway'] },
  ),

  changes('AttachInternetGateway', (input: AttachInternetGatewayRequest, call): object => {
    const { gateways, vpcs } = call.place;
    const gateway = findOne(kinds.gateway, gateways, input.InternetGatewayId);
    const vpc = findOne(kinds.vpc, vpcs, input.VpcId);
    if (gateway.vpcId) {
      throw new Refusal(
        'Resource.AlreadyAssociated',
        `resource ${gateway.id} is already attached to network ${gateway.vpcId}`,
      );
    }
    if (gateways.by('vpc', vpc.id).length > 0) {
      throw new Refusal('InvalidParameterValue', `Network ${vpc.id} already has an internet gateway attached`);
    }
    call.proceed();
    gateways.change(gateway, { vpcId: vpc.id });
    return {};
  }),

  changes('DetachInternetGateway', (input: DetachInternetGatewayRequest, call): object => {
    const { place } = call;
    const gateway = findOne(kinds.gateway, place.gateways, input.InternetGatewayId);
    const vpc = findOne(kinds.vpc, place.vpcs, input.VpcId);
    if (gateway.vpcId !== vpc.id) {
      throw new Refusal('Gateway.NotAttached', `resource ${gateway.id} is not attached to network ${vpc.id}`);
    }
    if (hasPublicAddresses(place, vpc.id)) {
      throw new Refusal(
        'DependencyViolation',
        `Network ${vpc.id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      );
    }
    call.proceed();
    place.gateways.change(gateway, { vpcId: null });
    return {};
  }),

  changes('DeleteInternetGateway', (input: DeleteInternetGatewayRequest, call): object => {
    const { gateways } = call.place;
    const gateway = findOne(kinds.gateway, gateways, input.InternetGatewayId);
    if (gateway.vpcId) {
      throw new Refusal(
        'DependencyViolation',
        `The internetGateway '${gateway.id}' has dependencies and cannot be deleted.`,
      );
    }
    call.proceed();
    gateways.remove(gateway);
    return {};
  }),
];

function hasPublicAddresses(place: Place, vpcId: string): boolean {
  return place.subnets
    .by('vpc', vpcId)
    .some(({ id }) => place.instances.by('subnet', id).some(({ publicIp }) => publicIp !== null));
}
