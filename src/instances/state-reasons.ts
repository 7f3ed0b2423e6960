/** What an instance's StateReason means, and what to do about it. */
export interface StateReasonWords {
  readonly meaning: string;
  /** Empty where there is nothing to do. */
  readonly fix: string;
}

const CAPACITY: StateReasonWords = {
  meaning: 'Amazon has no free machine of this type there right now. It is nothing that you did.',
  fix: 'Choose another Availability Zone (a subnet in another one) or another instance type, or try again later.',
};
const SPOT: StateReasonWords = {
  meaning: 'It was a Spot instance, and Amazon took the machine back.',
  fix: 'Launch it again; an On-Demand instance is not taken back.',
};
const FROM_OUTSIDE: StateReasonWords = { meaning: 'Somebody stopped or terminated it.', fix: '' };

/** By AWS's code. Source: EC2 API, StateReason, with the codes that its troubleshooting page for launches adds. */
const REASONS: Readonly<Record<string, StateReasonWords>> = {
  'Client.InternalError': {
    meaning: 'It stopped at once, most likely because this account may not use the encryption key of its disk.',
    fix: 'Ask the owner of the key to let this account use it (DescribeKey, Decrypt, ReEncrypt, GenerateDataKey, CreateGrant), or take an image whose disks are encrypted with a key of your own.',
  },
  'Client.VolumeLimitExceeded': {
    meaning: 'This account may not have more disk space of that volume type.',
    fix: 'Delete volumes that nobody needs (see Left-overs), choose smaller disks or another volume type, or ask AWS for a higher limit.',
  },
  'Client.InvalidSnapshot.NotFound': {
    meaning: 'A snapshot of the image is gone, or not shared with this account.',
    fix: 'Launch from another image, or make this one anew.',
  },
  'Client.InvalidParameterValue': {
    meaning: 'AWS could not start it with these settings.',
    fix: 'Change what AWS names, then launch again.',
  },
  'Client.InstanceInitiatedShutdown': {
    meaning: 'It was shut down from inside the machine.',
    fix: 'If you did not do that: its system log and its user data tell what ran.',
  },
  'Client.InstanceTerminated': {
    meaning: 'It was rebooted or terminated while an image was being made of it.',
    fix: '',
  },
  'Client.UserInitiatedShutdown': FROM_OUTSIDE,
  'Client.UserInitiatedHibernate': { meaning: 'Somebody put it to sleep (hibernate).', fix: '' },
  'Server.InsufficientInstanceCapacity': CAPACITY,
  'Server.InternalError': {
    meaning: 'AWS had a fault of its own while it was starting. It is nothing that you did.',
    fix: 'Launch it again. If it fails twice, look at the AWS Health page of this Region.',
  },
  'Server.ScheduledStop': {
    meaning: 'AWS stopped it as announced, to repair the hardware below it.',
    fix: 'Start it again: it then runs on other hardware.',
  },
  'Server.SpotInstanceShutdown': SPOT,
  'Server.SpotInstanceTermination': SPOT,
};

/** Puts AWS's reason in plain words; undefined where AWS gives none, or one that is not known here. */
export function stateReasonWords(code = '', message = ''): StateReasonWords | undefined {
  if (Object.hasOwn(REASONS, code)) return REASONS[code];
  // AWS puts the code before the text, and not always into the field of its own.
  const named = /^([A-Za-z.]+):/.exec(message)?.[1] ?? '';
  return Object.hasOwn(REASONS, named) ? REASONS[named] : undefined;
}
