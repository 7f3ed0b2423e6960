import { readFileSync } from 'node:fs';
import { DescribeImagesCommand, EC2Client } from '@aws-sdk/client-ec2';

// What somebody would write who only wants the first page: the measure for how soon the app has rows to show.
const { endpoint, region, accessKeyId, secretAccessKey } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ec2 = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'], MaxResults: 1000 }));
process.stdout.write(`${Images.length}\n`);
