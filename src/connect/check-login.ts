import type { CheckFacts, HostKeyFact, Knock } from './check-facts.ts';
import { ask, broken, type Finding, ok, unseen, whichMachine } from './check-finding.ts';

/** The machine's proof that it is the same one as before. */
export function judgeHostKey(facts: CheckFacts): Finding {
  const { knock } = facts;
  if (knock.kind !== 'ssh') return unseen('The machine showed none.');
  const { hostKey } = knock;
  switch (hostKey.kind) {
    case 'known':
      return ok('It shows the same host key as before.');
    case 'confirmed':
      return ok('It shows the host key that its own start-up record names.');
    case 'unknown':
      return unseen(
        hostKey.contradicted
          ? `It shows ${inWords(hostKey.shown)}, and its start-up record names another one. You are asked when you connect; accept it only if you know that its keys were made anew.`
          : `First contact: it shows ${inWords(hostKey.shown)}. You are asked whether that is right when you connect.`,
      );
    case 'changed':
      return broken(
        `It does not show the host key that it had before. Before: ${inWords(hostKey.before)}. Now: ${inWords(hostKey.shown)}.`,
        ask(changedWords(hostKey), changedRequest(facts, hostKey)),
      );
  }
}

type Changed = Extract<Extract<Knock, { kind: 'ssh' }>['hostKey'], { kind: 'changed' }>;

function changedWords({ shown, console }: Changed): string {
  const record =
    console === undefined
      ? 'Its start-up record names none to compare.'
      : console === shown.fingerprint
        ? 'Its start-up record names the new one.'
        : `Its start-up record names ${console}, which is not the one that it shows.`;
  return `Either its host keys were made anew (the system was installed again), or somebody stands between you and it. ${record} Only if you know that its keys are new: forget the old one on the Connect page, under “The machine’s host key”.`;
}

function changedRequest(facts: CheckFacts, { before, shown }: Changed): string {
  return `Were the SSH host keys of ${whichMachine(facts)} made anew? It had ${inWords(before)} and shows ${inWords(shown)} now.`;
}

function inWords({ type, fingerprint }: HostKeyFact): string {
  return `${type} ${fingerprint}`;
}

/** Whether the trouble with a log-in lies in the user: another one is let in, or this one is none of the image's. */
export function judgeUser(facts: CheckFacts): Finding {
  const { user, likelyUsers, lastFailure, knock } = facts;
  const login = knock.kind === 'ssh' ? knock.login : undefined;
  const [likeliest] = likelyUsers.filter((name) => name !== user);
  // Such a machine takes the key, says whom it wants instead, and hangs up.
  if (lastFailure?.code === 'connect.wrong-user' && lastFailure.user === user) {
    return wrongUser(`The machine does not let ${user} work on it.`, likeliest);
  }
  if (login?.kind === 'accepted') return ok(`It knows ${user}.`);
  if (login?.kind === 'denied') {
    if (login.instead !== undefined) {
      return wrongUser(`The machine does not let ${user} in, but it does let ${login.instead} in.`, login.instead);
    }
    const tried = login.tried.length > 1 ? ` It was tried as ${login.tried.join(', ')}.` : '';
    return unseen(`A machine does not tell whether it knows ${user}.${tried}`);
  }
  if (lastFailure?.code === 'connect.permission-denied' && lastFailure.user === user && !likelyUsers.includes(user)) {
    return wrongUser(`The machine did not let ${user} in, who is not a usual user of this image.`, likeliest);
  }
  return unseen(`It was not tried to log in as ${user}${whyNotTried(facts)}.`);
}

function wrongUser(sentence: string, user: string | undefined): Finding {
  if (user === undefined) return broken(sentence, ask('Ask whoever made the image which user it has.'));
  return broken(sentence, { kind: 'log-in-as', label: `Log in as ${user}`, user });
}

/** The key pair: that there is one, that its private half is here, and that the machine takes it. */
export function judgeKey(facts: CheckFacts): Finding {
  const { keyName, privateHalfHere, knock } = facts;
  if (keyName === undefined) {
    return broken('The machine was launched without a key pair, so no key opens it.', {
      kind: 'go',
      label: 'Create an image of it',
      means: 'An image of it can be launched with a key pair of yours.',
      page: 'create-image',
    });
  }
  if (!privateHalfHere) {
    return broken(`The private half of the key ${keyName} is not on this computer.`, {
      kind: 'go',
      label: 'Open key pairs',
      means:
        'Use the computer where it was made. If it is lost, make an image of the machine and launch that with a new key pair.',
      page: 'keys',
    });
  }
  const login = knock.kind === 'ssh' ? knock.login : undefined;
  if (login?.kind === 'accepted') return ok(`The key ${keyName} opens it.`);
  const denied = login?.kind === 'denied' || (login?.kind === 'not-tried' && isDenied(facts));
  if (denied) {
    return broken(`The machine does not take the key ${keyName}, with which it was launched.`, {
      kind: 'go',
      label: 'Create an image of it',
      means:
        'Somebody may have changed the keys on the machine. An image of it can be launched with a key pair of yours.',
      page: 'create-image',
    });
  }
  if (login?.kind === 'broken-off') return broken(login.sentence, ask(login.fix));
  return unseen(`The key ${keyName} is here; it was not tried${whyNotTried(facts)}.`);
}

function isDenied({ lastFailure, user }: CheckFacts): boolean {
  return lastFailure?.code === 'connect.permission-denied' && lastFailure.user === user;
}

/** Nothing is sent to a machine whose host key nobody has accepted. */
function whyNotTried({ knock, privateHalfHere }: CheckFacts): string {
  if (!privateHalfHere) return ', because there is no key to try it with';
  return knock.kind === 'ssh' && knock.hostKey.kind === 'unknown' ? ', because its host key is not accepted yet' : '';
}
