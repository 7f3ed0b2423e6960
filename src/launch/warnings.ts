import type { FieldErrors } from '../core/fields.ts';
import { reachesOut } from '../network/subnet-words.ts';
import { ANYWHERE, allowsPort, cidrContains } from '../network/words.ts';
import type { LaunchRequest } from './contract.ts';
import type { LaunchFacts } from './facts.ts';
import { TO_REPLACE } from './snippets.ts';

/**
 * What is allowed but may not be meant, by field: each says what will happen and what to do instead.
 *
 * A warning never stops a launch.
 */
export function launchWarnings(request: LaunchRequest, facts: LaunchFacts): FieldErrors {
  const warnings: Record<string, string> = {};
  warnOfType(request, facts, warnings);
  warnOfKey(request, facts, warnings);
  warnOfFirewall(request, facts, warnings);
  request.volumes.forEach((volume, index) => {
    if (!volume.deleteOnTermination) {
      warnings[`volumes.${index}.deleteOnTermination`] =
        'This disk stays when the machine is terminated, and costs money until you delete it.';
    }
    if (!volume.encrypted) {
      warnings[`volumes.${index}.encrypted`] =
        'Anyone who gets hold of a snapshot of this disk can read it. Encryption costs nothing.';
    }
  });
  warnOfAddress(request, facts, warnings);
  if (!request.requireImdsV2) {
    warnings.requireImdsV2 =
      'With version 1 allowed, a program tricked into fetching a web address can give the machine’s permissions away.';
  }
  if (request.userData.includes(TO_REPLACE)) {
    warnings.userData = `Write your own in place of ${TO_REPLACE} before you launch.`;
  }
  if (request.shutdownBehavior === 'terminate') {
    warnings.shutdownBehavior = 'Shutting the machine down from inside deletes it. There is no way back.';
  }
  return warnings;
}

type Warnings = Record<string, string>;

function warnOfType(request: LaunchRequest, { instanceTypes }: LaunchFacts, warnings: Warnings): void {
  const type = instanceTypes.find((candidate) => candidate.name === request.instanceType);
  if (type && !type.freeTierEligible && instanceTypes.some((candidate) => candidate.freeTierEligible)) {
    warnings.instanceType =
      'This type is not in AWS’s free plan: an account on the free plan cannot launch it, any other pays while it runs.';
  }
}

function warnOfAddress(request: LaunchRequest, { subnets }: LaunchFacts, warnings: Warnings): void {
  if (!request.publicIp) {
    warnings.publicIp =
      'Without a public address you won’t reach this machine from here, unless your network is joined to this VPC.';
    return;
  }
  const subnet = subnets.find(({ subnetId }) => subnetId === request.subnetId);
  if (subnet && !reachesOut(subnet.way)) {
    warnings.subnetId =
      'This subnet is private: a public address costs money there, and still nobody reaches the machine from the internet.';
  }
}

function warnOfKey({ key }: LaunchRequest, { keyPairs }: LaunchFacts, warnings: Warnings): void {
  if (key.kind === 'none') {
    warnings.key = 'Without a key pair nobody can log in with SSH, and AWS cannot add one later.';
    return;
  }
  const pair = keyPairs.find((candidate) => candidate.name === key.name);
  if (pair && !pair.privateHalfHere) {
    warnings['key.name'] =
      'The private half of this key pair is not on this computer: you won’t be able to log in from Amiable. Choose or create another, unless you hold the key elsewhere.';
  }
}

function warnOfFirewall(request: LaunchRequest, facts: LaunchFacts, warnings: Warnings): void {
  const { firewall } = request;
  if (firewall.kind === 'existing') {
    const chosen = facts.groups.filter((group) => firewall.groupIds.includes(group.groupId));
    const letsSshIn = chosen.some((group) => group.inbound.some((rule) => allowsPort(rule, 22)));
    if (chosen.length > 0 && !letsSshIn) {
      warnings['firewall.groupIds'] =
        'None of these groups lets SSH (port 22) in, so you won’t be able to log in from Amiable.';
    }
    return;
  }
  const index = firewall.rules.findIndex((rule) => rule.service === 'ssh');
  const ssh = firewall.rules[index];
  if (!ssh) {
    warnings['firewall.rules'] =
      'Nothing lets SSH in, so you won’t be able to log in from Amiable. Tick “Allow SSH traffic from”, unless that is what you want.';
  } else if (ssh.source === ANYWHERE) {
    warnings[`firewall.rules.${index}.source`] =
      'Anyone on the internet may knock at this machine. That is acceptable for a brief test, not for anything that matters: My IP is safer.';
  } else if (facts.myAddress !== undefined && ssh.source !== '' && !cidrContains(ssh.source, facts.myAddress)) {
    warnings[`firewall.rules.${index}.source`] =
      `Your own address, ${facts.myAddress}, is not in this range: you won’t be able to log in from here.`;
  }
}
