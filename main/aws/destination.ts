import { AppError } from '../../src/core/errors.ts';

/** Whose keys a client signs with, and so where its requests may go. Plain data: it is handed to worker threads too. */
export type Destination =
  /** Keys of the practice cloud: they go to it alone, on this computer. */
  | { readonly kind: 'practice'; readonly practiceHost: string }
  /** Keys of a real account: they go anywhere but to the practice cloud. */
  | { readonly kind: 'profile'; readonly practiceHost: string | undefined };

/** Throws `aws.wrong-destination` when a request with these keys must not go to `host` (with its port). */
export function checkDestination(destination: Destination, host: string): void {
  const toPractice = host === destination.practiceHost;
  if (destination.kind === 'practice' && !(toPractice && isLoopback(host))) throw wrongWay('The practice keys');
  if (destination.kind === 'profile' && toPractice) throw wrongWay('Keys of a real account');
}

/** Whether `host` (with or without port) is this computer. */
export function isLoopback(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/.test(host);
}

function wrongWay(whose: string): AppError {
  return new AppError(
    'aws.wrong-destination',
    `${whose} were about to go to the wrong cloud, and Amiable stopped that.`,
    {
      fix: 'Choose the account again at the top of the window. If the profile names an endpoint_url, check it.',
    },
  );
}
