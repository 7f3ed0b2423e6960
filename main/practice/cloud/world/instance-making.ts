import type { InstanceRecord } from './records/instance-records.ts';
import { newId, type Random } from './world.ts';

/** A new instance's IDs and everything that has a default; the maker says the rest. */
export function instanceDefaults(random: Random) {
  return {
    id: newId('i', random),
    reservationId: newId('r', random),
    launchIndex: 0,
    clientToken: '',
    platformDetails: 'Linux/UNIX',
    bootMode: 'uefi-preferred',
    tenancy: 'default',
    productCodes: [],
    networkInterfaceId: newId('eni', random),
    interfaceDescription: '',
    interfaceTags: [],
    // The locally administered prefix that EC2's own interfaces carry.
    macAddress: `02:${[...random(5)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`,
    sourceDestCheck: true,
    metadata: { tokens: 'required', hopLimit: 2, endpoint: 'enabled', ipv6: 'disabled', tagsInMetadata: 'disabled' },
    userData: '',
    shutdownBehaviour: 'stop',
    terminationProtection: false,
    stopProtection: false,
    monitoring: false,
    ebsOptimized: false,
    cpuCredits: null,
    profileArn: null,
    profileAssociationId: null,
    next: null,
    impaired: null,
    sshClosed: false,
    stateReason: null,
    transitionReason: '',
    diskId: null,
    bootedOnce: false,
    tags: [],
  } satisfies Partial<InstanceRecord>;
}
