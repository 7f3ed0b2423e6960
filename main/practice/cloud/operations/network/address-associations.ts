import type { AssociateAddressRequest, AssociateAddressResult, DisassociateAddressRequest } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { AddressRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { findOne, kinds } from '../finding.ts';
import { type CallContext, changes } from '../operation.ts';
import { judgedBy } from './access.ts';
import { addressAt, findAddress } from './address-finding.ts';
import { freePublicIp } from './addresses.ts';

function findInstance(place: Place, { InstanceId, NetworkInterfaceId }: AssociateAddressRequest): InstanceRecord {
  if (InstanceId && NetworkInterfaceId) {
    throw new Refusal(
      'InvalidParameterCombination',
      'You may specify instance id or network interface id, but not both in the same call',
    );
  }
  if (!InstanceId && !NetworkInterfaceId) {
    throw new Refusal('MissingParameter', 'Either instance id or network interface id must be specified');
  }
  if (InstanceId) return findOne(kinds.instance, place.instances, InstanceId);
  return findOne(kinds.networkInterface, { get: (id) => place.instances.by('interface', id)[0] }, NetworkInterfaceId);
}

function checkInstance(instance: InstanceRecord, place: Place, input: AssociateAddressRequest): void {
  const { id, state, networkInterfaceId } = instance;
  if (!['running', 'stopping', 'stopped'].includes(state)) {
    // AWS has other words where the instance is told by its interface.
    throw input.InstanceId
      ? new Refusal('InvalidInstanceID', `The ${state} instance '${id}' is not in a valid state for this operation.`)
      : new Refusal(
          'IncorrectInstanceState',
          `The ${state === 'pending' ? 'pending-instance-creation' : state} instance to which '${networkInterfaceId}' is attached is not in a valid state for this operation`,
        );
  }
  const { PrivateIpAddress: privateIp } = input;
  if (privateIp !== undefined && privateIp !== instance.privateIp) {
    throw new Refusal(
      'InvalidParameterValue',
      `${privateIp} is not an IP address of the network interface ${networkInterfaceId}.`,
    );
  }
  if (place.gateways.by('vpc', instance.vpcId).length === 0) {
    throw new Refusal('Gateway.NotAttached', `Network ${instance.vpcId} is not attached to any internet gateway`);
  }
}

/**
 * Takes an address from its instance, which gets one of AWS's own in its place if it is up and was launched with one.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html.
 */
function part(address: AddressRecord, call: CallContext): void {
  const { place } = call;
  const instance = place.instances.get(address.association?.instanceId);
  place.addresses.change(address, { association: null });
  if (!instance) return;
  const isUp = instance.state === 'running' || instance.state === 'pending';
  place.instances.change(instance, { publicIp: isUp && instance.wantsPublicIp ? freePublicIp(call) : null });
}

/** Which elastic address is whose. */
export const addressAssociationOperations = [
  changes(
    'AssociateAddress',
    (input: AssociateAddressRequest, call): AssociateAddressResult => {
      const { place, world } = call;
      const address = findAddress(place, input);
      const instance = findInstance(place, input);
      checkInstance(instance, place, input);
      const { association } = address;
      if (association && association.instanceId !== instance.id && input.AllowReassociation === false) {
        throw new Refusal(
          'Resource.AlreadyAssociated',
          `resource ${address.id} is already associated with associate-id ${association.id}`,
        );
      }
      call.proceed();
      if (association?.instanceId === instance.id) return { AssociationId: association.id };
      if (association) part(address, call);
      for (const other of place.addresses.by('instance', instance.id)) part(other, call);
      const id = world.newId('eipassoc');
      place.addresses.change(address, { association: { id, instanceId: instance.id } });
      place.instances.change(instance, { publicIp: address.publicIp });
      return { AssociationId: id };
    },
    judgedBy<AssociateAddressRequest>('AssociateAddress', (input, { place }) => [
      input.AllocationId ?? place.addresses.by('publicIp', input.PublicIp)[0]?.id,
      input.InstanceId,
      input.NetworkInterfaceId,
    ]),
  ),

  changes(
    'DisassociateAddress',
    (input: DisassociateAddressRequest, call): object => {
      const { place } = call;
      const { AssociationId: id, PublicIp } = input;
      if (!id && PublicIp) {
        addressAt(place, PublicIp);
        throw new Refusal(
          'InvalidParameterValue',
          'You must specify an association id when unmapping an address from a VPC instance',
        );
      }
      if (!id) throw new Refusal('MissingParameter', 'Either public IP or association id must be specified');
      const [address] = place.addresses.by('association', id);
      if (!address) {
        throw new Refusal('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
      }
      call.proceed();
      part(address, call);
      return {};
    },
    judgedBy<DisassociateAddressRequest>('DisassociateAddress', (input, { place }) => {
      const [address] = place.addresses.by('association', input.AssociationId);
      return [address?.id, address?.association?.instanceId];
    }),
  ),
];
