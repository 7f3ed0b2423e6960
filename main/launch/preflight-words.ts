import type { PreflightRequest } from '../../src/launch/contract.ts';
import type { PreflightId, PreflightLine } from '../../src/launch/preflight.ts';
import { type LaunchFacts, typeOf } from './launch-facts.ts';
import type { Trial } from './launch-refusals.ts';
import { candidates, hasType } from './place-checks.ts';

type Calm = Pick<PreflightLine, 'state' | 'sentence' | 'remedy'>;

const green = (sentence: string): Calm => ({ state: 'green', sentence });
const amber = (sentence: string, remedy?: PreflightLine['remedy']): Calm => ({
  state: 'amber',
  sentence,
  ...(remedy ? { remedy } : {}),
});

/** A line that nothing stands in the way of: fine, or worth a look. What is not known is never called fine. */
export function calmLine(id: PreflightId, request: PreflightRequest, facts: LaunchFacts, trial: Trial): PreflightLine {
  return { id, ...wordsFor(id, request, facts, trial) };
}

function wordsFor(id: PreflightId, request: PreflightRequest, facts: LaunchFacts, trial: Trial): Calm {
  const { image, vCpus } = facts;
  const type = typeOf(request, facts);
  switch (id) {
    case 'image':
      return green('The image is available.');
    case 'architecture':
      return green(`${request.instanceType} has the processor that the image needs (${image.architecture}).`);
    case 'zone':
      return zoneWords(request, facts);
    case 'quota': {
      if (!vCpus || !type) {
        const address = `https://${facts.region}.console.aws.amazon.com/servicequotas/home/services/ec2/quotas`;
        return amber('How many virtual CPUs this account may run could not be read. If it is too few, AWS says so.', {
          does: 'copy',
          label: 'Copy the address of Service Quotas',
          text: address,
        });
      }
      const asked = type.vCpus * request.count;
      return green(`This launch needs ${asked} virtual CPUs; ${vCpus.quota - vCpus.used} of ${vCpus.quota} are free.`);
    }
    case 'plan':
      return type?.freeTierEligible
        ? green(`AWS’s free plan covers ${type.name}.`)
        : amber(
            `AWS’s free plan does not cover ${request.instanceType}: an account on that plan is refused, any other pays by the hour.`,
          );
    case 'subscription':
      return image.productCodes.length === 0
        ? green('The image is not a product: there is nothing to subscribe to.')
        : bySay(trial, 'The image is a product, and AWS asks for nothing more.');
    case 'key':
      return keyWords(request);
    case 'network':
      return green(networkWords(request, facts));
    case 'groups':
      return groupWords(request);
    case 'addresses': {
      const free = Math.max(0, ...candidates(request, facts).map(({ freeAddresses }) => freeAddresses));
      return green(`${free.toLocaleString('en')} addresses are free where it will stand.`);
    }
    case 'settings':
      return bySay(trial, 'AWS takes the disks and the other settings.');
    case 'permission':
      return bySay(trial, 'You may launch this.');
  }
}

/** What only AWS itself can say. */
function bySay(trial: Trial, sentence: string): Calm {
  if (trial.kind === 'passed') return green(sentence);
  if (trial.kind === 'unknown') return amber(`Not known yet. ${trial.why}`);
  return amber('Not known yet: AWS stopped at another line, and is asked again once that is put right.');
}

function zoneWords(request: PreflightRequest, facts: LaunchFacts): Calm {
  const there = candidates(request, facts).filter((subnet) => hasType(subnet, request, facts));
  if (typeOf(request, facts)?.zones === undefined) {
    return amber(`Where ${request.instanceType} is offered could not be read. If it is not there, AWS says so.`);
  }
  const zones = [...new Set(there.map(({ availabilityZone }) => availabilityZone))];
  return zones.length === 0
    ? amber(`Where ${request.instanceType} would stand is not known yet.`)
    : green(`${request.instanceType} is offered in ${zones.join(', ')}.`);
}

function keyWords({ key }: PreflightRequest): Calm {
  switch (key.kind) {
    case 'unset':
      return amber('Not chosen yet: choose a key pair, create one, or go on without.', {
        does: 'go',
        label: 'Go to the field',
        field: 'key.name',
      });
    case 'none':
      return amber('Without a key pair nobody can log in with SSH.');
    case 'existing':
      return green(`The key pair “${key.name}” is in this Region.`);
  }
}

function networkWords({ vpcId, subnetId }: PreflightRequest, { vpcs }: LaunchFacts): string {
  const vpc = vpcs.find((candidate) => candidate.vpcId === vpcId);
  const name = vpc?.name || (vpc?.isDefault ? 'The default VPC' : vpcId);
  return subnetId ? `${name} is there, with the chosen subnet.` : `${name} is there, with subnets.`;
}

function groupWords({ firewall }: PreflightRequest): Calm {
  switch (firewall.kind) {
    case 'unset':
      return amber('Not chosen yet: choose a security group, or create one.', {
        does: 'go',
        label: 'Go to the field',
        field: 'firewall.groupIds',
      });
    case 'new':
      return green(`The name “${firewall.name}” is free in this network.`);
    case 'existing':
      return green(
        firewall.groupIds.length === 1
          ? 'The chosen group is in this network.'
          : 'The chosen groups are in this network.',
      );
  }
}
