import type { InstanceRecord } from './records.ts';
import { newId, type Random } from './world.ts';

/** A new instance's IDs and everything that has a default; the maker says the rest. */
export function instanceDefaults(random: Random) {
  return {
    id: newId('i', random),
    reservationId: newId('r', random),
    launchIndex: 0,
    clientToken: '',
    platformDetails: 'Linux/UNIX',
    networkInterfaceId: newId('eni', random),
    // The locally administered prefix that EC2's own interfaces carry.
    macAddress: `02:${[...random(5)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`,
    metadata: { tokens: 'required', hopLimit: 2, endpoint: 'enabled', tagsInMetadata: 'disabled' },
    userData: '',
    shutdownBehaviour: 'stop',
    terminationProtection: false,
    monitoring: false,
    ebsOptimized: false,
    profileArn: null,
    next: null,
    stateReason: null,
    transitionReason: '',
    disk: null,
    bootedOnce: false,
    console: '',
    consoleAt: 0,
    tags: [],
  } satisfies Partial<InstanceRecord>;
}
