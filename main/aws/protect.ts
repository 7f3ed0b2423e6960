import type { EC2Client } from '@aws-sdk/client-ec2';
import { checkDestination, type Destination } from './destination.ts';
import { isSignInFault, toAwsError } from './errors.ts';

/** No call outlives these (F7): the SDK's own default waits for ever. */
export const CALL_LIMITS = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true } as const;

/** What a client is held to. */
export interface Guard {
  readonly destination: Destination;
  readonly region: string;
  /** How the sign-in is named to the person; undefined for the practice cloud. */
  readonly profile: string | undefined;
  /** Told when a call was refused because the sign-in is over. */
  readonly signInEnded: () => void;
}

/** Any client of the SDK. */
export type Protected = Pick<EC2Client, 'middlewareStack'>;

/** Puts the app's words on every error, and looks at where each request is about to go. */
export function protect(client: Protected, guard: Guard): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (thrown) {
        const error = toAwsError(thrown, {
          operation: (context.commandName ?? 'Unknown').replace(/Command$/, ''),
          region: guard.region,
          profile: guard.profile,
        });
        if (isSignInFault(error)) guard.signInEnded();
        throw error;
      }
    },
    { step: 'initialize', priority: 'high', name: 'appErrors' },
  );
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { hostname: string; port?: number };
      checkDestination(guard.destination, request.port ? `${request.hostname}:${request.port}` : request.hostname);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'high', name: 'destinationGuard' },
  );
}
