import { CreateImageCommand, DescribeImagesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { openMainSide } from '../desktop/main-side.ts';
import { connect } from '../practice-machines/rig.ts';
import { clientOf, launchOwnMachine } from './own-machine.ts';

/**
 * A program: the app's whole main process and an SDK client on a practice cloud, from the first look to a login on an
 * own machine and an image of it. Prints one word for each station that was reached.
 */
const side = await openMainSide();
const reached = (station: string) => process.stdout.write(`${station}\n`);
const [{ accessKeyId, secretAccessKey }] = side.cloud.ready.people;
const connection = { endpoint: side.cloud.ready.endpoint, accessKeyId, secretAccessKey };
const config = { endpoint: connection.endpoint, region: 'eu-central-1', credentials: { accessKeyId, secretAccessKey } };

await side.handlers.accounts.current({});
await side.handlers.instances.list({});
await side.handlers.images.list({});
reached('app');
await new STSClient(config).send(new GetCallerIdentityCommand({}));
await new IAMClient({ ...config, region: 'us-east-1' }).send(new ListUsersCommand({}));
reached('sdk');
const machine = await launchOwnMachine(connection, '#!/bin/bash\ncurl -s https://example.com\napt-get update\n');
reached('machine');
const client = await connect({ port: machine.port, username: machine.user, privateKey: machine.privateKey });
const words = 'curl -s http://example.com; ping -c 1 example.com; sudo apt-get update; host aws.amazon.com; exit 7';
const code = await new Promise((resolve, reject) =>
  client.exec(words, (error, channel) => (error ? reject(error) : channel.resume().on('exit', resolve))),
);
client.end();
reached(`login ${code}`);
const ec2 = clientOf(connection);
const { ImageId = '' } = await ec2.send(new CreateImageCommand({ InstanceId: machine.instanceId, Name: 'own' }));
await side.cloud.request('step', { seconds: 3_600 });
const { Images = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
reached(`image ${Images[0]?.State}`);
await ec2.send(new TerminateInstancesCommand({ InstanceIds: [machine.instanceId] }));
await side.stop();
reached('end');
process.exit(0);
