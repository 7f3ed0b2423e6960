import { CreateTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from './cloud.ts';

/** Sets the Name tag of any resource, or removes it when the name is empty. May be repeated without harm. */
export async function setNameTag(cloud: Cloud, resourceId: string, name: string): Promise<void> {
  const Resources = [resourceId];
  if (name === '') await cloud.read.send(new DeleteTagsCommand({ Resources, Tags: [{ Key: 'Name' }] }));
  else await cloud.read.send(new CreateTagsCommand({ Resources, Tags: [{ Key: 'Name', Value: name }] }));
}
