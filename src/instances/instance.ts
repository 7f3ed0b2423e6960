import { z } from 'zod';
import { shownTag } from '../core/fields.ts';
import { healthCheck } from './health.ts';

/** The states of an instance, in AWS's words. */
export const instanceState = z.enum(['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped']);
export type InstanceState = z.infer<typeof instanceState>;

export const instanceVolume = z.object({
  deviceName: z.string(),
  volumeId: z.string(),
  sizeGiB: z.number(),
  type: z.string(),
  encrypted: z.boolean(),
  deleteOnTermination: z.boolean(),
  isRoot: z.boolean(),
});
export type InstanceVolume = z.infer<typeof instanceVolume>;

/** An EC2 instance as the app shows it. */
export const instance = z.object({
  instanceId: z.string(),
  /** The Name tag; empty when there is none. */
  name: z.string(),
  state: instanceState,
  /** StateReason.Message, when AWS gives one. */
  stateReason: z.string().optional(),
  /** StateReason.Code: what {@link stateReasonWords} goes by. */
  stateReasonCode: z.string().optional(),
  /** How many of AWS's checks on it have passed, for example 2 of 2; absent when it is not running. */
  checks: z.object({ passed: z.number(), of: z.number() }).optional(),
  /** The same checks one by one; absent when it is not running. */
  health: z.array(healthCheck).optional(),
  instanceType: z.string(),
  imageId: z.string(),
  /** The image's name, when it can still be seen. */
  imageName: z.string().optional(),
  platform: z.string(),
  architecture: z.string(),
  /** `ebs` can be imaged; `instance-store` cannot. */
  rootDeviceType: z.string(),
  keyName: z.string().optional(),
  groups: z.array(z.object({ groupId: z.string(), name: z.string() })),
  availabilityZone: z.string(),
  vpcId: z.string().optional(),
  subnetId: z.string().optional(),
  publicIp: z.string().optional(),
  publicDns: z.string().optional(),
  privateIp: z.string().optional(),
  launchedAt: z.string(),
  volumes: z.array(instanceVolume),
  tags: z.array(shownTag),
});
export type Instance = z.infer<typeof instance>;
