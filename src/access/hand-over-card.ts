import type { HandOver } from './contract.ts';

/** A message for a new person, ready to be sent: where to sign in, as whom, and with what. */
export function handOverCard({ name, accountId, signInAddress, groups, ...secrets }: HandOver): string {
  const { firstPassword, keyId, secretAccessKey } = secrets;
  return [
    'Hello,',
    `you have a sign-in to the AWS account ${accountId} now.`,
    ...(firstPassword === undefined
      ? []
      : [
          [
            `Sign in at: ${signInAddress}`,
            `User name: ${name}`,
            `First password: ${firstPassword}`,
            'You are asked to choose a password of your own at once.',
          ].join('\n'),
        ]),
    ...(keyId === undefined || secretAccessKey === undefined
      ? []
      : [
          [
            `Access key ID: ${keyId}`,
            `Secret access key: ${secretAccessKey}`,
            'Keep the secret key like a password, and never put it into a program or a mail to somebody else.',
          ].join('\n'),
        ]),
    groups.length > 0
      ? `What you may do comes from ${groups.length === 1 ? 'the group' : 'the groups'} ${groups.join(', ')}.`
      : 'You may do nothing yet: ask for what you need.',
  ].join('\n\n');
}
