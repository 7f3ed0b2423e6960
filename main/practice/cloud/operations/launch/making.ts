import { instanceDefaults } from '../../world/instance-making.ts';
import type { InstanceRecord, ReasonRecord } from '../../world/records/instance-records.ts';
import { durations } from '../../world/settling.ts';
import { noteLaunch, rootDisk } from '../available-images.ts';
import { freePublicIp } from '../network/addresses.ts';
import type { CallContext } from '../operation.ts';
import type { LaunchPlan } from './plan.ts';
import { makeVolume, sealMapping, sourceKey } from './volumes.ts';

/** What AWS tells of a machine that could not be started with its disks. */
export const launchError: ReasonRecord = {
  code: 'Client.InternalError',
  message: 'Client.InternalError: Client error on launch',
};

/** Makes the machines of a launch with their disks, and boots them. */
export function makeInstances(plan: LaunchPlan, call: CallContext): InstanceRecord[] {
  const reservationId = call.world.newId('r');
  const sealed = plan.mappings.map((mapping) => sealMapping(mapping, sourceKey(mapping, plan.image, call), call));
  // Another account's key that this one may not use is found out only when the disk is to be made.
  const fails = call.failLater || sealed.some(({ isUsable }) => !isUsable);
  const reason = call.failReason ?? launchError;
  const instances = plan.privateIps.map((privateIp, index) => {
    const instance = call.place.instances.add({
      ...makeRecord(plan, call),
      reservationId,
      launchIndex: index,
      privateIp,
      profileAssociationId: plan.profileArn === null ? null : call.world.newId('iip-assoc'),
      next: { state: fails ? 'terminated' : 'running', at: call.now + durations.pending },
      stateReason: fails ? reason : null,
      transitionReason: fails ? reason.code : '',
    });
    for (const { mapping } of sealed) makeVolume(mapping, instance, call, plan.tags.volume);
    return instance;
  });
  if (!fails) for (const instance of instances) call.fleet.boot(instance);
  noteLaunch(plan.image, call);
  return instances;
}

function makeRecord(plan: LaunchPlan, call: CallContext): InstanceRecord {
  const { image, input, network, type } = plan;
  const { record } = image;
  return {
    ...instanceDefaults((length) => call.world.random(length)),
    clientToken: input.ClientToken ?? '',
    imageId: record.id,
    platform: record.platform,
    platformDetails: record.platformDetails,
    architecture: record.architecture,
    bootMode: record.bootMode,
    productCodes: record.productCodes,
    type: type.name,
    tenancy: plan.tenancy,
    keyName: plan.pair?.name ?? null,
    publicKey: plan.pair?.publicKey ?? null,
    groupIds: [...network.groupIds],
    subnetId: network.subnet.id,
    vpcId: network.subnet.vpcId,
    zone: network.subnet.zone,
    privateIp: '',
    publicIp: network.givesPublicIp ? freePublicIp(call) : null,
    wantsPublicIp: network.givesPublicIp,
    interfaceDescription: network.description,
    interfaceTags: plan.tags['network-interface'],
    rootDevice: record.rootDevice,
    metadata: plan.metadata,
    userData: plan.userData,
    shutdownBehaviour: plan.shutdown,
    terminationProtection: input.DisableApiTermination ?? false,
    stopProtection: input.DisableApiStop ?? false,
    monitoring: input.Monitoring?.Enabled ?? false,
    ebsOptimized: input.EbsOptimized ?? false,
    cpuCredits: plan.credits,
    profileArn: plan.profileArn,
    state: 'pending',
    createdAt: call.now,
    launchedAt: call.now,
    checksPassAt: call.now + durations.pending + durations.checks,
    hostKeys: call.fleet.createHostKeys(),
    diskId: rootDisk(image),
    tags: plan.tags.instance,
  };
}
