import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { LaunchRequest, PreflightRequest } from '../../src/launch/contract.ts';
import { type PreflightId, type PreflightLine, preflightId, type Remedy } from '../../src/launch/preflight.ts';
import type { Acting } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { dryRun, isPassing, isSignInFault } from '../aws/errors.ts';
import { checkNewVolumes } from '../aws/new-volumes.ts';
import type { FactReader } from './fact-reader.ts';
import { findingsOf, type LaunchFacts } from './launch-facts.ts';
import { lineOfRefusal, requestForAdministrator, subscriptionAddress, type Trial } from './launch-refusals.ts';
import { chooseSubnet } from './place-checks.ts';
import { calmLine } from './preflight-words.ts';
import { remedyFor } from './remedies.ts';

/** Looks at everything that a launch would be refused for, and says it line by line. Changes nothing. */
export async function preflightLines(
  reader: FactReader,
  acting: Acting,
  request: PreflightRequest,
): Promise<PreflightLine[]> {
  const { cloud } = acting;
  let facts = await reader.lately(cloud, request);
  // A red line is never told from old facts: what was missing may have been made meanwhile.
  if (findingsOf(request, facts).length > 0) facts = await reader.now(cloud, request);
  return judge(request, facts, await tryOut(acting, request, facts), acting);
}

/** Every line of the list, from the facts and from what AWS said. Pure, so that a table can test it. */
export function judge(
  request: PreflightRequest,
  facts: LaunchFacts,
  trial: Trial,
  { account }: Pick<Acting, 'account'>,
): PreflightLine[] {
  const found = findingsOf(request, facts);
  return preflightId.options.map((id): PreflightLine => {
    const finding = found.find(({ line }) => line === id);
    if (finding) {
      return red(id, finding.message, remedyFor(id, request, facts) ?? goTo(finding.field));
    }
    if (trial.kind !== 'refused' || trial.line !== id) return calmLine(id, request, facts, trial);
    const { error } = trial;
    const sentence = id === 'settings' && error.details.fix ? `${error.message} ${error.details.fix}` : error.message;
    if (id === 'permission') {
      const text = requestForAdministrator(error, account);
      return red(id, sentence, { does: 'copy', label: 'Copy a request for your administrator', text });
    }
    if (id === 'subscription') {
      const text = subscriptionAddress(error, facts.image.productCodes);
      return red(id, sentence, { does: 'copy', label: 'Copy the address of the subscription page', text });
    }
    return red(id, sentence, remedyFor(id, request, facts) ?? goTo(error.details.field));
  });
}

function red(id: PreflightId, sentence: string, remedy: Remedy | undefined): PreflightLine {
  return { id, state: 'red', sentence, ...(remedy ? { remedy } : {}) };
}

function goTo(field: string | undefined): Remedy | undefined {
  return field === undefined ? undefined : { does: 'go', label: 'Go to the field', field };
}

async function tryOut({ cloud }: Acting, request: PreflightRequest, facts: LaunchFacts): Promise<Trial> {
  if (!facts.vpcs.some(({ vpcId }) => vpcId === request.vpcId)) {
    return { kind: 'unknown', why: 'AWS can be asked once there is a network.' };
  }
  try {
    await tryLaunch(cloud, withSubnet(decided(request), facts), facts);
    return { kind: 'passed' };
  } catch (error) {
    if (!(error instanceof AppError) || isSignInFault(error)) throw error;
    if (isPassing(error)) return { kind: 'unknown', why: toErrorShape(error).message };
    return { kind: 'refused', error, line: lineOfRefusal(error) };
  }
}

/** What only the cloud knows of the disks, then whether AWS would make the group and start the machines; does neither. */
export async function tryLaunch(cloud: Cloud, request: LaunchRequest, { image }: LaunchFacts): Promise<void> {
  const devices = image.volumes.map(({ deviceName }) => deviceName);
  await checkNewVolumes(cloud, request.newVolumes, devices);
  const { tryCreateGroup, tryRunInstances } = await import('./ec2-launch.ts');
  const { firewall, vpcId } = request;
  if (firewall.kind === 'new') await dryRun(() => tryCreateGroup(cloud, firewall, vpcId));
  await dryRun(() => tryRunInstances(cloud, request));
}

/** The request with the subnet that AWS would not choose by itself. */
export function withSubnet(request: LaunchRequest, facts: LaunchFacts): LaunchRequest {
  const subnetId = chooseSubnet(request, facts);
  return subnetId ? { ...request, subnetId } : request;
}

/** What is not decided yet is left out: AWS is asked about the rest. */
function decided(request: PreflightRequest): LaunchRequest {
  const { key, firewall } = request;
  return {
    ...request,
    key: key.kind === 'unset' ? { kind: 'none' } : key,
    firewall: firewall.kind === 'unset' ? { kind: 'existing', groupIds: [] } : firewall,
  };
}
