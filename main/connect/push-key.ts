import type { Cloud } from '../aws/cloud.ts';

/** The machine that a key is pushed to. */
export interface PushTarget {
  readonly instanceId: string;
  readonly availabilityZone: string;
}

/**
 * Makes a key for one log-in and has EC2 Instance Connect open the machine to it for 60 seconds.
 *
 * The private half is in memory only, and is used once. Throws AWS's refusal in words (main/aws/error-table.ts).
 */
export async function pushFreshKey(
  cloud: Cloud,
  { instanceId, availabilityZone }: PushTarget,
  user: string,
  hideFromLog: (secret: string) => void,
): Promise<string> {
  const [{ SendSSHPublicKeyCommand }, ssh2, client] = await Promise.all([
    import('@aws-sdk/client-ec2-instance-connect'),
    import('ssh2').then((loaded) => loaded.default),
    cloud.instanceConnect(),
  ]);
  const made = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'amiable-one-log-in' });
  hideFromLog(made.private);
  await client.send(
    new SendSSHPublicKeyCommand({
      InstanceId: instanceId,
      InstanceOSUser: user,
      SSHPublicKey: made.public,
      AvailabilityZone: availabilityZone,
    }),
  );
  return made.private;
}
