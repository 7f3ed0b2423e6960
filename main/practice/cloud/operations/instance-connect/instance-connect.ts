import type { SendSSHPublicKeyRequest, SendSSHPublicKeyResponse } from '@aws-sdk/client-ec2-instance-connect';
import { placeArn } from '../../access/ec2-context.ts';
import { contextOf } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { readOpenSshLine } from '../keys/imported-keys.ts';
import { type CallContext, changes } from '../operation.ts';
import { asSeen } from '../visibility.ts';

/** Bits of RSA keys that may be pushed; OpenSSH's own length, which AWS does not list, is taken as well. */
const RSA_BITS = [2048, 3072, 4096];

/** EC2 Instance Connect: a key that opens a machine for a minute. */
export const instanceConnectOperations = [
  changes(
    'SendSSHPublicKey',
    (input: SendSSHPublicKeyRequest, call): SendSSHPublicKeyResponse => {
      const { InstanceId = '', InstanceOSUser = '', SSHPublicKey = '', AvailabilityZone } = input;
      if (!/^i-[a-f0-9]{8,30}$/.test(InstanceId)) throw wrong('InstanceId');
      if (!/^[A-Za-z_][A-Za-z0-9@._-]{0,30}[A-Za-z0-9$_-]?$/.test(InstanceOSUser)) throw wrong('InstanceOSUser');
      const key = readOpenSshLine(SSHPublicKey.trim());
      const bits = key?.key.asymmetricKeyDetails?.modulusLength;
      if (!key || (bits !== undefined && !RSA_BITS.includes(bits))) throw wrong('SSHPublicKey');
      const instance = findInstance(InstanceId, call);
      if (AvailabilityZone !== undefined && AvailabilityZone !== instance.zone) throw notFound();
      if (instance.state !== 'running') {
        throw new Refusal(
          'EC2InstanceStateInvalidException',
          'Unable to connect because the instance is not in a valid state. Connecting to a stopped or terminated instance is not supported. If the instance is stopped, start your instance, and try to connect again.',
        );
      }
      call.proceed();
      call.pushedKeys.push(instance.id, InstanceOSUser, SSHPublicKey.trim());
      return { RequestId: requestId(call), Success: true };
    },
    {
      needs: ({ InstanceId = '', InstanceOSUser = '' }, call) => [
        {
          action: 'ec2-instance-connect:SendSSHPublicKey',
          resource: placeArn(call.place, 'instance', InstanceId),
          context: { ...contextOf(call, InstanceId), 'ec2:osuser': [InstanceOSUser] },
        },
      ],
    },
  ),
];

function wrong(field: string): Refusal {
  return new Refusal('InvalidArgsException', `The value of ${field} is not valid.`);
}

function notFound(): Refusal {
  return new Refusal('EC2InstanceNotFoundException', 'The specified instance was not found.');
}

/** A machine of another account is not told from a sign-in that does not count there. */
function findInstance(id: string, call: CallContext): InstanceRecord {
  const own = asSeen(call.place.instances, call).get(id);
  if (own) return own;
  const elsewhere = call.world.findInstance(id);
  if (elsewhere && elsewhere.place.account !== call.account) {
    throw new Refusal(
      'AuthException',
      'Either your AWS credentials are not valid or you do not have access to the EC2 instance.',
      403,
    );
  }
  throw notFound();
}

function requestId({ world }: CallContext): string {
  const hex = Buffer.from(world.random(16)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
