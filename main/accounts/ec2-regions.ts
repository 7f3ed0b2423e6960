import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../aws/cloud.ts';

/** The codes of the Regions that this account may use. */
export async function describeRegions(cloud: Cloud): Promise<readonly string[]> {
  const { Regions = [] } = await cloud.read.send(new DescribeRegionsCommand({}));
  return Regions.flatMap((region) => region.RegionName ?? []);
}
