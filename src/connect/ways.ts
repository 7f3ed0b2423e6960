import { z } from 'zod';

/**
 * How a log-in proves who it is: a key that the app keeps, a key that EC2 Instance Connect pushes for a minute, or the
 * keys of this computer's own SSH agent.
 */
export const loginWay = z.enum(['key', 'instance-connect', 'agent']);
export type LoginWay = z.infer<typeof loginWay>;

/** One way in, and whether it will do: `perhaps` may fail, `no` cannot be tried. */
export const wayOffer = z.object({
  way: loginWay,
  standing: z.enum(['works', 'perhaps', 'no']),
  /** What speaks for it, or against it. */
  why: z.string(),
});
export type WayOffer = z.infer<typeof wayOffer>;

/** What the ways are judged by. */
export interface WayFacts {
  /** The key pair that the machine was launched with. */
  readonly keyName: string | undefined;
  /** The names of the private halves that are kept on this computer for this account and Region. */
  readonly keptKeys: readonly string[];
  /** The kept key that opened this machine last, where it is another one. */
  readonly provenKey: string | undefined;
  /** Whether the machine's system comes with the EC2 Instance Connect package; undefined when it is not known. */
  readonly hasInstanceConnect: boolean | undefined;
  /** Why AWS refused to push a key to this machine before. */
  readonly pushRefused: string | undefined;
  /** Whether an SSH agent runs on this computer. */
  readonly hasAgent: boolean;
}

const RANK = { works: 0, perhaps: 1, no: 2 } as const;

/** The ways in, the best one first. */
export function waysIn(facts: WayFacts): WayOffer[] {
  const offers = [keyWay(facts), pushedWay(facts), agentWay(facts)];
  return offers.sort((a, b) => RANK[a.standing] - RANK[b.standing]);
}

/** The key that a log-in by key uses where nobody has chosen one. */
export function usualKey({ keyName, keptKeys, provenKey }: WayFacts): string | undefined {
  const wanted = [provenKey, keyName].find((name) => name !== undefined && keptKeys.includes(name));
  return wanted ?? keptKeys[0];
}

function keyWay(facts: WayFacts): WayOffer {
  const { keyName, keptKeys, provenKey } = facts;
  const usual = usualKey(facts);
  if (usual !== undefined && usual === provenKey && usual !== keyName) {
    return { way: 'key', standing: 'works', why: `The key ${usual} opened this machine before.` };
  }
  if (usual !== undefined && usual === keyName) {
    return { way: 'key', standing: 'works', why: `The private half of ${usual} is on this computer.` };
  }
  const missing = keyName
    ? `The machine was launched with ${keyName}, whose private half is not on this computer.`
    : 'The machine was launched without a key pair.';
  if (keptKeys.length === 0) return { way: 'key', standing: 'no', why: missing };
  return { way: 'key', standing: 'perhaps', why: `${missing} Another key opens it only if somebody has added it.` };
}

function pushedWay({ hasInstanceConnect, pushRefused }: WayFacts): WayOffer {
  const way = 'instance-connect';
  if (pushRefused !== undefined) return { way, standing: 'perhaps', why: `It was refused before: ${pushRefused}` };
  if (hasInstanceConnect) {
    return { way, standing: 'works', why: 'A key is made for this log-in only, and opens the machine for 60 seconds.' };
  }
  return {
    way,
    standing: 'perhaps',
    why:
      hasInstanceConnect === false
        ? 'Images of this system come without the package that takes the pushed key; it may have been installed later.'
        : 'It works only if the EC2 Instance Connect package is on the machine, which is not known of this image.',
  };
}

function agentWay({ hasAgent }: WayFacts): WayOffer {
  return hasAgent
    ? {
        way: 'agent',
        standing: 'perhaps',
        why: 'The agent’s keys are tried one after another; whether one of them opens the machine is not known. The agent itself is never lent to the machine.',
      }
    : { way: 'agent', standing: 'no', why: 'No SSH agent runs on this computer (SSH_AUTH_SOCK is not set).' };
}
