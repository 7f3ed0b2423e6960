import { IAM_ERRORS } from './iam-errors.ts';

/** What is known when an AWS error is put into words. */
export interface ErrorFacts {
  /** For example `RunInstances`. */
  readonly operation: string;
  readonly region: string;
  /** AWS's own text. */
  readonly text: string;
  /** The profile that signed in; undefined for the practice cloud. */
  readonly profile: string | undefined;
}

/** One row of the table: the app's words for one of AWS's codes. */
export interface ErrorWords {
  /** `feature.reason`. */
  readonly code: string;
  readonly say: string | ((facts: ErrorFacts) => string);
  readonly fix?: string | ((facts: ErrorFacts) => string);
  /** The form field it belongs to, by operation; `*` for any. */
  readonly field?: Readonly<Record<string, string>>;
  readonly retryable?: true;
}

const imageGone: ErrorWords = {
  code: 'images.not-found',
  say: ({ region }) => `This image cannot be seen from ${region} with this account.`,
  fix: 'It may be in another Region, not shared with you, already deregistered, or kept out by this account’s Allowed AMIs setting.',
  field: { '*': 'imageId' },
};

const keyFormat: ErrorWords = {
  code: 'keys.format',
  say: 'AWS cannot read this public key.',
  fix: 'Paste the one line of the .pub file, which begins with ssh-ed25519 or ssh-rsa. RSA keys have 1024, 2048 or 4096 bits.',
  field: { '*': 'publicKey' },
};

const slowDown: ErrorWords = {
  code: 'aws.slow-down',
  say: 'AWS asked us to slow down, and kept asking for a minute.',
  fix: 'Wait a moment, then try again.',
  retryable: true,
};

const signInEnded: ErrorWords = {
  code: 'accounts.sign-in-ended',
  say: ({ profile }) =>
    profile ? `The sign-in of profile “${profile}” has ended.` : 'The sign-in to the practice cloud has ended.',
  fix: ({ profile }) =>
    profile
      ? 'Sign in again as you did before (for example aws sso login or aws login), then try again. Nothing was lost.'
      : 'Try again: a new one is made by itself.',
  retryable: true,
};

const vpcMissing: ErrorWords = {
  code: 'launch.no-default-network',
  say: ({ region }) => `The Region ${region} has no default network (VPC) in this account.`,
  fix: 'Create the default VPC: the pre-flight check of the Launch page has a button for it. Or choose a network and a subnet.',
  field: { RunInstances: 'vpcId', CreateSecurityGroup: 'vpcId' },
};

const quota: ErrorWords = {
  code: 'launch.quota',
  say: ({ text }) => {
    const asked = /current vCPU limit of (\d+)/.exec(text)?.[1];
    return asked
      ? `This account may run ${asked} virtual CPU${asked === '1' ? '' : 's'} of this family at a time, and this launch needs more.`
      : 'This account may not run more machines of this kind at a time.';
  },
  fix: 'Choose a smaller type or fewer instances, end some that run, or ask AWS for a higher quota (Service Quotas, EC2).',
  field: { '*': 'instanceType' },
};

const combination: ErrorWords = {
  code: 'launch.combination',
  say: ({ text }) =>
    /free tier/i.test(text)
      ? 'The free plan of this account does not cover this instance type.'
      : `AWS refuses this combination: ${text}`,
  fix: ({ text }) =>
    /free tier/i.test(text) ? 'Choose a type marked as free, such as t3.micro.' : 'Change one of the named choices.',
  field: { RunInstances: 'instanceType' },
};

const clock: ErrorWords = {
  code: 'accounts.clock-or-key',
  say: 'AWS does not accept how this request was signed.',
  fix: 'Check that this computer’s clock is right. If it is, the secret key of the profile was mistyped: set it again.',
};

const wrongState: ErrorWords = {
  code: 'instances.wrong-state',
  say: ({ text }) => {
    const state = /state [‘'"]?(pending|running|stopping|stopped|shutting-down|terminated)/i.exec(text)?.[1];
    return state
      ? `The instance is ${state}, and this cannot be done then.`
      : 'The instance is not in the right state for this.';
  },
  fix: 'Wait until it is running or stopped, then try again.',
  retryable: true,
};

const denied: ErrorWords = {
  code: 'aws.denied',
  say: ({ text, operation }) => {
    const who = /User: \S*[/:]([^/\s]+) is not authorized/.exec(text)?.[1] ?? 'This user';
    const action = /perform: ([\w-]+:\w+)/.exec(text)?.[1] ?? `ec2:${operation}`;
    if (/explicit deny in a service control policy/.test(text))
      return `An organisation rule forbids ${action}; nobody in this account can lift that.`;
    if (/explicit deny/.test(text)) return `A policy of this account forbids ${who} to do ${action}.`;
    return `${who} may not do this (${action}). Nothing forbids it; nobody has allowed it.`;
  },
  fix: ({ text, operation }) =>
    `Ask an administrator to allow ${/perform: ([\w-]+:\w+)/.exec(text)?.[1] ?? `ec2:${operation}`}, or choose another profile.`,
};

/**
 * AWS's codes in the app's words; a code that is not here is told with AWS's own text.
 *
 * Source: EC2 API reference, "Error codes"; which code comes in which case is not always certain, so it is data.
 */
export const ERROR_TABLE: Readonly<Record<string, ErrorWords>> = {
  UnauthorizedOperation: denied,
  AccessDenied: denied,
  AccessDeniedException: denied,
  AuthException: {
    code: 'connect.push-refused',
    say: 'EC2 Instance Connect did not accept this sign-in for this machine.',
    fix: 'Sign in again, or choose another way to log in.',
  },
  EC2InstanceNotFoundException: {
    code: 'connect.no-instance',
    say: 'EC2 Instance Connect knows no such machine in this account and Region.',
    fix: 'Go back to Instances and choose one.',
  },
  EC2InstanceStateInvalidException: {
    code: 'connect.not-running',
    say: 'EC2 Instance Connect pushes a key to running machines only.',
    fix: 'Start the machine, or wait until it runs.',
    retryable: true,
  },
  EC2InstanceUnavailableException: {
    code: 'connect.push-unavailable',
    say: 'EC2 Instance Connect cannot reach this machine just now.',
    fix: 'Try again in a moment.',
    retryable: true,
  },
  InvalidArgsException: {
    code: 'connect.push-refused',
    say: 'EC2 Instance Connect does not take this user name or key.',
    fix: 'Check the user name, or choose another way to log in.',
    field: { SendSSHPublicKey: 'user' },
  },
  AuthFailure: {
    code: 'accounts.not-accepted',
    say: 'AWS does not accept this sign-in, or the thing asked for is not shared with it.',
    fix: 'Sign in again. If it is someone else’s image, send them your account number and ask them to share it.',
  },
  RequestExpired: signInEnded,
  ExpiredToken: signInEnded,
  ExpiredTokenException: signInEnded,
  InvalidClientTokenId: {
    ...signInEnded,
    say: ({ profile }) =>
      profile
        ? `AWS does not know the access key of profile “${profile}” (any more).`
        : 'The practice cloud has new keys.',
  },
  SignatureDoesNotMatch: clock,
  RequestTimeTooSkewed: clock,
  RequestInTheFuture: clock,
  OptInRequired: {
    code: 'launch.subscription-needed',
    say: 'This image is a product: its price and terms must be accepted first, or the account is not signed up for this service.',
    fix: ({ text }) =>
      /https:\/\/\S+/.test(text)
        ? `Read the terms and subscribe at ${/https:\/\/\S+/.exec(text)?.[0]}, then launch again.`
        : 'Subscribe in AWS Marketplace, then launch again.',
    field: { RunInstances: 'imageId' },
    retryable: true,
  },
  PendingVerification: {
    code: 'accounts.pending-verification',
    say: ({ region }) => `Amazon is checking this account for ${region}. That takes minutes, up to four hours.`,
    fix: 'Try again later.',
    retryable: true,
  },
  Blocked: {
    code: 'accounts.blocked',
    say: 'AWS has blocked this account.',
    fix: 'Contact AWS Support at https://console.aws.amazon.com/support.',
  },

  'InvalidAMIName.Duplicate': {
    code: 'images.name-taken',
    say: ({ text }) => {
      const by = /ami-[0-9a-f]+/.exec(text)?.[0];
      return by ? `That name is taken by ${by}.` : 'That name is taken by another image of yours in this Region.';
    },
    fix: 'Choose another name. A name can stay taken for a while after its image is deregistered.',
    field: { '*': 'name' },
  },
  'InvalidAMIName.Malformed': {
    code: 'images.name-malformed',
    say: 'AWS does not take this name.',
    fix: "Use 3 to 127 letters, digits, spaces and ( ) [ ] . / - ' @ _",
    field: { '*': 'name' },
  },
  IncorrectInstanceState: wrongState,
  IncorrectState: wrongState,
  'InvalidInstanceID.NotFound': {
    code: 'instances.not-found',
    say: ({ region }) => `This instance is not in ${region} with this account.`,
    fix: 'It may be terminated, or belong to another Region or account. Refresh the list.',
    field: { CreateImage: 'instanceId' },
  },
  InvalidBlockDeviceMapping: {
    code: 'images.volumes-refused',
    say: ({ text }) => `AWS refuses one of the volumes: ${text}`,
    fix: 'Check device names, sizes and types of the volumes.',
    field: { '*': 'volumes' },
  },
  ConcurrentCreateImageNoRebootLimitExceeded: {
    code: 'images.too-many-at-once',
    say: 'Too many images are being made of this instance at the same time.',
    fix: 'Wait until one of them is available, then try again.',
    retryable: true,
  },
  SnapshotCreationPerVolumeRateExceeded: {
    code: 'images.too-soon',
    say: 'A volume can be copied once in 15 seconds, and this one was copied just now.',
    fix: 'Wait 15 seconds, then try again.',
    retryable: true,
  },
  PendingSnapshotLimitExceeded: {
    code: 'images.too-many-snapshots',
    say: 'Too many snapshots are being made in this account at the same time.',
    fix: 'Wait until some of them are completed, then try again.',
    retryable: true,
  },
  ResourceLimitExceeded: {
    code: 'aws.limit',
    say: ({ text }) => `A limit of this account is reached: ${text}`,
    fix: 'Remove what is no longer needed, or ask AWS for a higher quota.',
  },
  TagPolicyViolation: {
    code: 'aws.tag-policy',
    say: ({ text }) => `A tag policy of your organisation refuses one of the tags: ${text}`,
    fix: 'Change the tag to one that the policy allows.',
    field: { '*': 'tags' },
  },
  TagLimitExceeded: {
    code: 'aws.too-many-tags',
    say: 'A resource may have at most 50 tags, and Amiable adds one of its own.',
    fix: 'Remove a tag.',
    field: { '*': 'tags' },
  },
  'InvalidAMIID.NotFound': imageGone,
  'InvalidAMIID.Malformed': imageGone,
  'InvalidAMIID.Unavailable': {
    code: 'launch.image-not-available',
    say: 'This image cannot be launched now: it is still being made, switched off, or failed.',
    fix: 'Look at its state on the AMIs page; pending images can be launched when they are available.',
    field: { RunInstances: 'imageId' },
    retryable: true,
  },
  'InvalidSnapshot.NotFound': {
    code: 'images.snapshot-not-found',
    say: ({ region }) => `One of the snapshots is not in ${region} with this account.`,
    fix: 'Choose another snapshot, or an empty volume.',
    field: { '*': 'newVolumes' },
  },

  'InvalidKeyPair.Duplicate': {
    code: 'keys.name-taken',
    say: 'A key pair with this name exists already in this Region.',
    fix: 'Use another name, or choose the existing pair if its private half is on this computer.',
    field: { '*': 'name' },
  },
  'InvalidKey.Format': keyFormat,
  'InvalidKeyPair.Format': keyFormat,
  'InvalidKeyPair.NotFound': {
    code: 'launch.key-not-found',
    say: ({ region }) => `There is no such key pair in ${region}. Key pairs belong to one Region.`,
    fix: 'Choose a key pair of this Region, or create one.',
    field: { RunInstances: 'key.name' },
  },
  KeyPairLimitExceeded: {
    code: 'keys.limit',
    say: 'This Region holds as many key pairs as it may.',
    fix: 'Delete key pairs that are no longer used.',
  },
  'InvalidGroup.Duplicate': {
    code: 'launch.group-name-taken',
    say: 'A security group with this name exists already in this network.',
    fix: 'Choose another name, or use the existing group.',
    field: { '*': 'firewall.name' },
  },
  'InvalidGroup.NotFound': {
    code: 'launch.group-not-found',
    say: 'One of the security groups is not in this network.',
    fix: 'Choose groups of the network you launch into.',
    field: { '*': 'firewall.groupIds' },
  },
  RulesPerSecurityGroupLimitExceeded: {
    code: 'network.too-many-rules',
    say: 'A security group may hold 60 rules.',
    fix: 'Remove rules, or join ranges.',
    field: { '*': 'firewall.rules' },
  },
  SecurityGroupLimitExceeded: {
    code: 'network.too-many-groups',
    say: 'This network holds as many security groups as it may.',
    fix: 'Use an existing group, or delete groups that nothing uses.',
    field: { '*': 'firewall' },
  },
  DependencyViolation: {
    code: 'network.in-use',
    say: 'It is still used by something.',
    fix: 'Remove what uses it first.',
  },
  VPCIdNotSpecified: vpcMissing,
  DefaultVpcDoesNotExist: vpcMissing,
  'InvalidVpcID.NotFound': {
    code: 'launch.network-not-found',
    say: ({ region }) => `This network is not in ${region} with this account.`,
    fix: 'Choose another network.',
    field: { '*': 'vpcId' },
  },
  'InvalidSubnetID.NotFound': {
    code: 'launch.subnet-not-found',
    say: ({ region }) => `This subnet is not in ${region} with this account.`,
    fix: 'Choose another subnet.',
    field: { '*': 'subnetId' },
  },
  VcpuLimitExceeded: quota,
  InstanceLimitExceeded: quota,
  InsufficientInstanceCapacity: {
    code: 'launch.no-capacity',
    say: 'Amazon has no free machine of this type in this zone right now. That is not your doing.',
    fix: 'Try another zone (subnet) or another type, or try again later.',
    field: { '*': 'instanceType' },
    retryable: true,
  },
  InsufficientFreeAddressesInSubnet: {
    code: 'launch.no-addresses',
    say: 'This subnet has no free address left.',
    fix: 'Choose another subnet.',
    field: { '*': 'subnetId' },
  },
  InvalidInstanceType: {
    code: 'launch.type-unknown',
    say: 'AWS does not know this instance type here.',
    fix: 'Choose one from the list.',
    field: { RunInstances: 'instanceType' },
  },
  InvalidParameter: {
    code: 'launch.group-elsewhere',
    say: ({ text }) =>
      /different networks/i.test(text)
        ? 'A security group and the subnet are in different networks.'
        : `AWS refuses one of the values: ${text}`,
    fix: ({ text }) =>
      /different networks/i.test(text)
        ? 'Choose groups of the network you launch into.'
        : 'Change the named value, then try again.',
    field: { RunInstances: 'firewall.groupIds' },
  },
  SecurityGroupsPerInterfaceLimitExceeded: {
    code: 'launch.too-many-groups',
    say: 'These are too many security groups for one machine.',
    fix: 'Choose fewer: at most five.',
    field: { '*': 'firewall.groupIds' },
  },
  Unsupported: {
    code: 'launch.type-not-offered',
    say: 'This instance type is not offered in this zone.',
    fix: 'Choose another subnet or another type.',
    field: { '*': 'instanceType' },
  },
  InvalidParameterCombination: combination,
  InvalidParameterDependency: combination,
  MaxIOPSLimitExceeded: {
    code: 'launch.iops-quota',
    say: 'This account may not have more IOPS of this volume type.',
    fix: 'Choose fewer IOPS, or ask AWS for a higher quota.',
    field: { '*': 'volumes' },
  },
  VolumeLimitExceeded: {
    code: 'launch.volume-quota',
    say: 'This account may not have more disk space of this volume type.',
    fix: 'Delete volumes that are no longer used, or ask AWS for a higher quota.',
    field: { '*': 'volumes' },
  },
  IdempotentParameterMismatch: {
    code: 'launch.token-reused',
    say: 'AWS has seen this launch before with other settings, so nothing was started again.',
    fix: 'Look at the Instances page for what runs, then start a new launch.',
  },
  InvalidParameterValue: {
    code: 'aws.value-refused',
    say: ({ text }) =>
      /architecture/i.test(text)
        ? 'This instance type has another kind of processor than the image needs.'
        : `AWS refuses one of the values: ${text}`,
    fix: ({ text }) =>
      /architecture/i.test(text) ? 'Choose a type that fits the image.' : 'Change the named value, then try again.',
  },
  OperationNotPermitted: {
    code: 'aws.protected',
    say: ({ text }) => `A protection stands in the way: ${text}`,
    fix: 'Switch the protection off first, if you are sure.',
  },

  InvalidAMIAttributeItemValue: {
    code: 'share.receiver-refused',
    say: ({ text }) => `AWS does not know whom this is to be shared with: ${text}`,
    fix: 'Check the account number, or the ARN of the organisation or unit.',
    field: { '*': 'receivers' },
  },
  MalformedPolicyDocumentException: {
    code: 'share.key-policy-refused',
    say: ({ text }) =>
      /invalid principal/i.test(text)
        ? 'AWS does not take the new policy of the key: one of the accounts does not exist.'
        : `AWS does not take the new policy of the key: ${text}`,
    fix: ({ text }) =>
      /invalid principal/i.test(text)
        ? 'Check the account numbers with those whom you share with.'
        : 'Give the text to the owner of the key instead.',
  },
  LimitExceededException: {
    code: 'share.key-policy-full',
    say: ({ text }) => `The policy of the key has no room left: ${text}`,
    fix: 'Take statements out of it that nobody needs any more.',
  },
  KMSInvalidStateException: {
    code: 'share.key-state',
    say: ({ text }) => `The key cannot be changed in its present state: ${text}`,
    fix: 'Switch the key on again in AWS KMS, or cancel its deletion.',
  },
  NotFoundException: {
    code: 'share.key-not-found',
    say: ({ region }) => `This key is not in ${region} with this account.`,
    fix: 'It may be deleted, or belong to another account: ask its owner.',
  },
  ...IAM_ERRORS,
  RequestLimitExceeded: slowDown,
  Throttling: slowDown,
  ThrottlingException: slowDown,
  EC2ThrottledException: slowDown,
};
